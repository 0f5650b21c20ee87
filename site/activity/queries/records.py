"""Reads of the audit trail: who read or changed X between A and B."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from django.db import models
from django.db.models import Q

from activity.models import Record

Deed = Literal["", "read", "changed"]


@dataclass(frozen=True)
class RecordFilter:
    """What is asked: of which objects and people, from when (included) until when (excluded), read or changed.

    None means that nothing is asked there; an empty set means that nothing was found, so no line fits.
    """

    subjects: frozenset[UUID] | None = None
    people: frozenset[int] | None = None
    since: datetime | None = None
    until: datetime | None = None
    deed: Deed = ""


def records_matching(asked: RecordFilter) -> models.QuerySet[Record]:
    """The lines that fit, newest first, with the people who did it; lines about a part count for the whole."""
    lines = Record.objects.select_related("actor", "on_behalf_of").order_by("-at", "-public_id")
    if asked.subjects is not None:
        lines = lines.filter(Q(subject_id__in=asked.subjects) | Q(part_of__in=asked.subjects))
    if asked.people is not None:
        lines = lines.filter(Q(actor__in=asked.people) | Q(on_behalf_of__in=asked.people))
    if asked.since is not None:
        lines = lines.filter(at__gte=asked.since)
    if asked.until is not None:
        lines = lines.filter(at__lt=asked.until)
    if asked.deed:
        lines = lines.filter(is_reading=asked.deed == "read")
    return lines


def records_about(subject_id: UUID) -> models.QuerySet[Record]:
    """What happened to an object, newest first, with the people who did it."""
    return records_matching(RecordFilter(subjects=frozenset({subject_id})))
