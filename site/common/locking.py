"""Optimistic locking for objects that several people edit: a stale write is refused, never merged in silence."""

from typing import TypeVar
from uuid import UUID

from django.db import models

from common.errors import NotFound, StaleWrite
from common.models import RevisedModel

ModelT = TypeVar("ModelT", bound=models.Model)
RevisedT = TypeVar("RevisedT", bound=RevisedModel)


def lock(source: type[ModelT] | models.QuerySet[ModelT], public_id: UUID | str, rev: int | None = None) -> ModelT:
    """Lock the row for the rest of the transaction and read it fresh.

    Raises NotFound when it is missing from `source` (pass a queryset that holds only what the person may know),
    StaleWrite when `rev` is given and the row has moved on.
    """
    queryset = source if isinstance(source, models.QuerySet) else source._default_manager.all()
    # "self" only: PostgreSQL refuses to lock the nullable side of a join.
    found = queryset.select_for_update(of=("self",)).filter(public_id=public_id).first()
    if found is None:
        raise NotFound
    if rev is not None and getattr(found, "rev", None) != rev:
        raise StaleWrite
    return found


def bump(obj: RevisedT, *fields: str) -> RevisedT:
    """Raise `rev` by one and save `fields` with it (all fields when none is named); the row must be locked."""
    obj.rev += 1
    obj.save(update_fields=[*fields, "rev"] if fields else None)
    return obj
