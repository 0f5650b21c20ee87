"""Removing what a plan names, all or nothing."""

from datetime import datetime
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db import models, router, transaction

from accounts.models import User
from activity.actions import record, take_out_lines
from activity.models import Record
from common.files.held import delete_on_commit
from common.models import FileVariant
from hiroba.demo.content import read
from hiroba.demo.removal.plan import Plan, Unsure, make_plan
from hiroba.demo.removal.reach import Model, chunks
from home.actions import clear_pages, forget_operator

VERB = "demo_removed"


@transaction.atomic
def remove(*, sure: bool, now: datetime) -> Plan:
    """Remove the demonstration; raises Unsure when real people's additions would go and nobody said `sure`.

    Order: the lines of the audit trail (their links stay, see `activity.actions.take_out_lines`); pages and the
    operator's texts; references that may be empty; rows, in any order, since the database looks at foreign keys when
    it commits; login sessions; one line that says so. The bytes of files go after the commit. A row that somebody adds
    to one of these meanwhile makes the whole fail, and nothing is removed.
    """
    plan = make_plan()
    if plan.is_empty:
        return plan
    if plan.additions and not sure:
        raise Unsure(plan)
    lines = take_out_lines(numbers=plan.lines, now=now)
    clear_pages(pages=plan.pages, now=now)
    forget_operator(content=read("site")["operator"], now=now)
    for (model, column), keys in plan.reach.emptied.items():
        for some in chunks(keys - plan.reach.rows.get(model, set())):
            models.QuerySet(model).filter(pk__in=some).update(**{column: None})
    _end_login_sessions(plan.people)
    variants: models.QuerySet[FileVariant] = models.QuerySet(FileVariant).filter(
        pk__in=plan.reach.rows.get(FileVariant, set())
    )
    delete_on_commit(list(variants.values_list("storage_key", flat=True)))
    _delete_rows(plan)
    facts = {"rows": sum(map(len, plan.reach.rows.values())), "lines": lines, "pages": len(plan.pages.gone)}
    record(verb=VERB, subject=User, by=None, now=now, facts=facts)
    return plan


def was_removed() -> bool:
    """Whether somebody took the demonstration out: no start puts it back by itself."""
    return Record.objects.filter(verb=VERB).exists()


def _delete_rows(plan: Plan) -> None:
    for (model, column), keys in plan.reach.swept.items():
        for some in chunks(keys):
            _delete(models.QuerySet(model).filter(**{f"{column}__in": some}))
    for model, keys in plan.reach.rows.items():
        _delete_what_names(model, keys)
        for some in chunks(keys):
            _delete(models.QuerySet(model).filter(pk__in=some))


def _delete(rows: models.QuerySet[Any]) -> None:
    """Past the models' own ways: what hangs on a row is in the plan already."""
    rows._raw_delete(router.db_for_write(rows.model))


def _delete_what_names(model: Model, keys: set[Any]) -> None:
    """Rows that name others by the kind and number of the object: indexes, tags, revisions."""
    if model._meta.auto_created:
        return  # nobody names the rows between two tables, which have no kind
    kind = ContentType.objects.get_for_model(model, for_concrete_model=True)
    for other in apps.get_models():
        columns = {field.name: field for field in other._meta.local_fields}
        if {"content_type", "object_id"} <= columns.keys() and other._meta.managed:
            for some in chunks(_as_kept_in(columns["object_id"], keys)):
                _delete(models.QuerySet(other).filter(content_type=kind, object_id__in=some))


def _as_kept_in(column: models.Field[Any, Any], keys: set[Any]) -> list[Any]:
    """Keys as a column keeps them: as text, or as numbers, where a key that is none names nothing."""
    if isinstance(column, models.IntegerField):
        return [key for key in keys if isinstance(key, int)]
    return [str(key) for key in keys]


def _end_login_sessions(people: frozenset[int]) -> None:
    """Every browser that is logged in as one of them."""
    wanted = {str(key) for key in people}
    theirs = [one.pk for one in Session.objects.iterator() if one.get_decoded().get("_auth_user_id") in wanted]
    for some in chunks(theirs):
        Session.objects.filter(pk__in=some).delete()
