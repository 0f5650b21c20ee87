"""Booking people and rooms by quarter-hours.

Whoever books a mentor, an organisation or a room claims its quarter-hours; the unique constraint of
`Claim` refuses the second booking on every database.

>>> start = datetime(2026, 11, 21, 9, 5)
>>> [at.minute for at in quarter_hours(start, start + timedelta(minutes=35))]
[0, 15, 30]
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from common.errors import Conflict, InvalidInput
from common.models import Claim

QUARTER = timedelta(minutes=15)
LONGEST = timedelta(hours=24)


def quarter_hours(starts_at: datetime, ends_at: datetime) -> list[datetime]:
    """Every quarter-hour that the span touches, in order; the last instant itself is not part of the span."""
    if not starts_at < ends_at <= starts_at + LONGEST:
        raise InvalidInput({"ends_at": _("The end must be after the start, at most 24 hours later.")})
    at = starts_at.replace(minute=starts_at.minute - starts_at.minute % 15, second=0, microsecond=0)
    found = []
    while at < ends_at:
        found.append(at)
        at += QUARTER
    return found


@dataclass(frozen=True)
class Span:
    """What one booking needs: all of `resources` from start to end, under the name `holder`."""

    resources: tuple[str, ...]
    starts_at: datetime
    ends_at: datetime
    holder: str


def claim(resources: Iterable[str], starts_at: datetime, ends_at: datetime, holder: str) -> None:
    """Claim the span for every resource, all or nothing; raises Conflict when one of them is taken."""
    claim_all([Span(tuple(resources), starts_at, ends_at, holder)])


def claim_all(spans: Iterable[Span]) -> None:
    """Claim several spans, all or nothing; raises Conflict when anything of them is taken.

    Rows go in sorted order, so that two bookings that need the same people cannot block each other (deadlock).
    """
    rows = [
        Claim(resource=resource, quarter_hour=at, holder=span.holder)
        for span in spans
        for resource in set(span.resources)
        for at in quarter_hours(span.starts_at, span.ends_at)
    ]
    try:
        with transaction.atomic():
            Claim.objects.bulk_create(sorted(rows, key=lambda row: (row.resource, row.quarter_hour)))
    except IntegrityError:
        raise Conflict(_("That time is taken already. Please choose another time.")) from None


def claimed(resource: str, starts_at: datetime, ends_at: datetime) -> set[datetime]:
    """The quarter-hours of a resource that are taken within a span; another moment may tell otherwise."""
    rows = Claim.objects.filter(resource=resource, quarter_hour__gte=starts_at, quarter_hour__lt=ends_at)
    return set(rows.values_list("quarter_hour", flat=True))


def release(holder: str) -> int:
    """Give back everything that `holder` claimed; answers how many quarter-hours became free."""
    return release_all([holder])


def release_all(holders: Iterable[str]) -> int:
    """Give back everything that these claimed; answers how many quarter-hours became free."""
    return Claim.objects.filter(holder__in=list(holders)).delete()[0]
