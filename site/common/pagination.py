"""Pages of a list by cursor: constant cost however deep, nothing skipped or doubled when rows are added meanwhile."""

import base64
import binascii
import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.core.exceptions import FieldError, ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from common.errors import BadRequest

ModelT = TypeVar("ModelT", bound=models.Model)
LARGEST = 200
LONGEST_CURSOR = 500


@dataclass(frozen=True)
class CursorPage(Generic[ModelT]):
    """One page; `next` and `previous` are cursors for `?after=`, None at the ends."""

    items: list[ModelT]
    next: str | None
    previous: str | None


def page_by_cursor(
    qs: models.QuerySet[ModelT], *, order: tuple[str, ...], after: str | None = None, size: int = 50
) -> CursorPage[ModelT]:
    """The page of `qs` after a cursor, in one query.

    `order` names non-null fields, "-" before a descending one; together they must be unique. Numeric keys are
    refused, since they would leave the server in the cursor: end with `public_id` or `seq`. A cursor that is
    broken or was made for another order raises BadRequest.
    """
    if {name.lstrip("-") for name in order} & {"id", "pk"}:
        raise ValueError("a cursor must not carry a numeric key")
    size = min(max(size, 1), LARGEST)
    backwards, values = _read(after, order) if after else (False, None)
    ordering = [_flip(name) for name in order] if backwards else list(order)
    try:
        rows = list((qs.filter(_beyond(ordering, values)) if values else qs).order_by(*ordering)[: size + 1])
    except (ValidationError, ValueError, TypeError, FieldError):
        raise _bad_cursor() from None
    more, rows = len(rows) > size, rows[:size]
    if backwards:
        rows.reverse()
    has_next, has_previous = (bool(values), more) if backwards else (more, bool(values))
    return CursorPage(
        items=rows,
        next=_write(rows[-1], order, "n") if rows and has_next else None,
        previous=_write(rows[0], order, "p") if rows and has_previous else None,
    )


def _flip(name: str) -> str:
    return name[1:] if name.startswith("-") else f"-{name}"


def _beyond(ordering: list[str], values: list[Any]) -> Q:
    """a > x, or a = x and b > y, …: written out, because the directions may differ."""
    condition, equal = Q(), Q()
    for name, value in zip(ordering, values, strict=True):
        field, comparison = (name[1:], "lt") if name.startswith("-") else (name, "gt")
        condition |= equal & Q(**{f"{field}__{comparison}": value})
        equal &= Q(**{field: value})
    return condition


def _write(row: models.Model, order: tuple[str, ...], direction: str) -> str:
    values = [_plain(_value(row, name.lstrip("-"))) for name in order]
    text = json.dumps([direction, *values], ensure_ascii=False, separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _value(row: Any, path: str) -> Any:
    for part in path.split("__"):
        row = getattr(row, part)
    return row


def _plain(value: Any) -> Any:
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value


def _read(cursor: str, order: tuple[str, ...]) -> tuple[bool, list[Any]]:
    try:
        padded = cursor[:LONGEST_CURSOR] + "=" * (-len(cursor) % 4)
        direction, *values = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
    except (binascii.Error, ValueError, TypeError):
        raise _bad_cursor() from None
    plain = all(isinstance(value, (str, int, float, bool)) and "\0" not in str(value) for value in values)
    if direction not in ("n", "p") or len(values) != len(order) or not plain:
        raise _bad_cursor()
    return direction == "p", values


def _bad_cursor() -> BadRequest:
    return BadRequest(_("This page of the list is not known. Please start from the beginning of the list."))
