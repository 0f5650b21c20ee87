"""What hangs on rows that go: followed over every foreign key and every public id that is kept without one.

Nothing here knows a model of the product by its meaning: a table that is added tomorrow is followed as well. A row
hangs on another when it would be wrong or impossible without it; a reference that may be empty is emptied instead.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models
from django.db.models.fields.composite import CompositePrimaryKey
from django_tasks_db.models import DBTaskResult
from wagtail.models import Page

from activity.models import Delivery, Notice, Pruning, Record, Seal
from common.models import Claim, FileAccount
from realtime.models import Stream

Rows = dict[type[models.Model], set[Any]]
Model = type[models.Model]
CHUNK = 400
# The audit trail has rules of its own, pages a tree of their own.
OWN_WAYS: tuple[Model, ...] = (Record, Seal, Pruning)
# Columns in which a public id stands inside a longer text.
TEXTS: dict[Model, tuple[str, ...]] = {
    Stream: ("key",),
    FileAccount: ("name",),
    Claim: ("resource", "holder"),
    Notice: ("event", "url"),
    Delivery: ("event",),
    DBTaskResult: ("args_kwargs",),
}
PUBLIC_ID = re.compile(r"[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}")


class Reach:
    """Grows from a few rows to all that hang on them.

    `rows` go; `emptied` are references that may be empty, by model and column; `swept` are rows without a key of one
    column, by the column that names what goes.
    """

    def __init__(self) -> None:
        self.rows: Rows = {}
        self.emptied: dict[tuple[Model, str], set[Any]] = {}
        self.swept: dict[tuple[Model, str], set[Any]] = {}
        self.public_ids: set[UUID] = set()

    def add(self, model: Model, keys: Iterable[Any]) -> None:
        """These rows go, and what hangs on them by a foreign key."""
        waiting: list[tuple[Model, set[Any]]] = [(model, set(keys))]
        while waiting:
            kind, found = waiting.pop()
            new = found - self.rows.get(kind, set())
            if new:
                self.rows.setdefault(kind, set()).update(new)
                waiting += self._hanging_on(kind, new)

    def add_what_names_them(self) -> None:
        """Rows that hold the public id of a row that goes, again and again until there are no more."""
        while new := self._new_public_ids():
            for model, column in _id_columns():
                for some in chunks(new):
                    self.add(model, _keys(model, {f"{column}__in": some}))
            for model, columns in TEXTS.items():
                self.add(model, _naming(model, columns, self.public_ids))

    def _new_public_ids(self) -> set[UUID]:
        found: set[UUID] = set()
        for model, keys in self.rows.items():
            if any(field.name == "public_id" for field in model._meta.fields):
                for some in chunks(keys):
                    found |= set(_all(model).filter(pk__in=some).values_list("public_id", flat=True))
        new = found - self.public_ids
        self.public_ids |= new
        return new

    def _hanging_on(self, model: Model, keys: set[Any]) -> Iterator[tuple[Model, set[Any]]]:
        for field in _references_to(model):
            child = field.model
            for some in chunks(keys):
                if isinstance(child._meta.pk, CompositePrimaryKey):
                    self.swept.setdefault((child, field.name), set()).update(some)
                    continue
                found = _keys(child, {f"{field.name}__in": some})
                if found and _may_be_empty(field):
                    self.emptied.setdefault((child, field.name), set()).update(found)
                elif found:
                    yield child, found


def chunks(keys: Iterable[Any]) -> Iterator[list[Any]]:
    """So many at a time as a database takes in one question."""
    listed = list(keys)
    for start in range(0, len(listed), CHUNK):
        yield listed[start : start + CHUNK]


def _references_to(model: Model) -> Iterator[models.ForeignKey[Any, Any]]:
    """The foreign keys of other tables, those without a way back and those of tables between two others as well."""
    for relation in model._meta.get_fields(include_hidden=True):
        if not isinstance(relation, (models.ManyToOneRel, models.OneToOneRel)):
            continue
        field, child = relation.field, relation.related_model
        if child._meta.managed and not issubclass(child, (*OWN_WAYS, Page)) and isinstance(field, models.ForeignKey):
            yield field


def _may_be_empty(field: models.ForeignKey[Any, Any]) -> bool:
    """Whether the row stays without what it refers to. What somebody uploaded goes with them."""
    if not field.null or field.name.startswith("uploaded_by"):
        return False
    return field.remote_field.on_delete is not models.CASCADE and field.remote_field.on_delete is not models.DO_NOTHING


def _id_columns() -> Iterator[tuple[Model, str]]:
    """Columns that hold some object's public id without a foreign key."""
    for model in apps.get_models():
        if issubclass(model, (*OWN_WAYS, Page)) or isinstance(model._meta.pk, CompositePrimaryKey):
            continue
        for field in model._meta.local_fields:
            if isinstance(field, models.UUIDField) and not field.unique and not field.primary_key:
                yield model, field.name


def _naming(model: Model, columns: tuple[str, ...], public_ids: set[UUID]) -> set[Any]:
    """Rows in whose texts one of the ids stands."""
    found = set()
    for key, *texts in _all(model).values_list("pk", *columns).iterator():
        named = {UUID(match) for text in texts for match in PUBLIC_ID.findall(str(text))}
        if not named.isdisjoint(public_ids):
            found.add(key)
    return found


def _keys(model: Model, condition: dict[str, Any]) -> set[Any]:
    return set(_all(model).filter(**condition).values_list("pk", flat=True))


def _all(model: Model) -> models.QuerySet[Any]:
    """Every row, whatever the model's own manager leaves out."""
    return models.QuerySet(model)
