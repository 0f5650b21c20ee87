"""A mentor's week: set the pattern, and derive from it the hours of the weeks ahead."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from activity.actions import record
from common.claims import Span, claim_all, claimed, quarter_hours, release_all
from common.dates import as_day, is_holiday
from common.errors import InvalidInput, Sentence, StaleWrite
from common.locking import bump, lock
from mentoring.enums import ON_SITE, ONLINE, Mode, SessionState
from mentoring.models import Availability, Mentor, Room, Session, Slot, WeeklyBand
from mentoring.recurrence import Band, Hour, hours_of, merged

WEEKS_AHEAD = 8
DAYS_AHEAD = 7 * WEEKS_AHEAD
MOST_BANDS = 70

Wanted = dict[tuple[datetime, datetime], Hour]


@dataclass(frozen=True)
class WeekPlan:
    """What a mentor sets: the free time, how long a talk is, and where one meets."""

    bands: Sequence[Band]
    minutes: int = 60
    link: str = ""
    place: str = ""
    meets_on_holidays: bool = False
    room: Room | None = None


@transaction.atomic
def set_week(*, mentor: Mentor, plan: WeekPlan, rev: int, by: User, now: datetime) -> Availability:
    """Set the weekly hours and derive the slots of the next eight weeks; an empty week offers nothing.

    Order: check, lock the pattern's row, compare `rev`, write pattern and bands, derive, record. Booked hours and hours
    offered by hand are never touched. The same plan again (a doubled request) changes nothing; another one that was
    begun on an older `rev` raises StaleWrite. Raises InvalidInput for a missing link or place and impossible times.
    """
    _check(plan)
    first, _created = Availability.objects.get_or_create(mentor=mentor, defaults={"created_at": now})
    locked = lock(Availability.objects.select_related("room"), first.public_id)
    if plan_of(locked) != _tidy(plan):
        if locked.rev != rev:
            raise StaleWrite
        _write(locked, plan, now)
        record(verb="week_set", subject=locked, by=by, now=now, facts={"mentor": str(mentor.public_id)})
    derive_hours(availability=locked, now=now)
    return locked


def plan_of(availability: Availability) -> WeekPlan:
    """The plan as it is written."""
    return WeekPlan(
        tuple(availability.week),
        availability.minutes,
        availability.link,
        availability.place,
        availability.meets_on_holidays,
        availability.room,
    )


def _tidy(plan: WeekPlan) -> WeekPlan:
    return replace(plan, bands=tuple(merged(plan.bands)))


def _check(plan: WeekPlan) -> None:
    problems: dict[str, Sentence] = {}
    modes = {band.mode for band in plan.bands}
    if len(plan.bands) > MOST_BANDS or any(band.starts >= band.ends for band in plan.bands):
        problems["cells"] = _("These times are not possible. Please look at them again.")
    if modes & ONLINE and not plan.link:
        problems["link"] = _("Please give the link of the meeting.")
    if modes & ON_SITE and not (plan.place or plan.room):
        problems["place"] = _("Please say where you meet.")
    if problems:
        raise InvalidInput(problems)


def _write(availability: Availability, plan: WeekPlan, now: datetime) -> None:
    availability.minutes, availability.link, availability.place = plan.minutes, plan.link, plan.place
    availability.meets_on_holidays, availability.changed_at = plan.meets_on_holidays, now
    availability.room = plan.room
    bump(availability)
    availability.bands.all().delete()
    WeeklyBand.objects.bulk_create(
        WeeklyBand(
            availability=availability, weekday=band.weekday, starts=band.starts, ends=band.ends, mode=Mode(band.mode)
        )
        for band in merged(plan.bands)
    )


@dataclass
class _Changes:
    """What has to happen to the derived hours."""

    retire: list[Slot] = field(default_factory=list)
    change: list[Slot] = field(default_factory=list)
    restore: list[Slot] = field(default_factory=list)
    create: list[Slot] = field(default_factory=list)


@transaction.atomic
def derive_hours(*, availability: Availability, now: datetime) -> None:
    """Make the free derived hours of the next eight weeks equal to the pattern; twice is once.

    Order: lock the pattern, then its hours that lie ahead (a booking waits or is seen), take out what the pattern no
    longer has, bring back or make what it has. An hour that is booked stays as it is; one that somebody took back by
    hand is not offered again; nothing is offered over another hour of the same mentor.
    """
    week = lock(Availability.objects.select_related("mentor", "room__venue"), availability.public_id)
    slots = list(
        Slot.objects.select_related("room")
        .select_for_update(of=("self",))
        .filter(availability=week, starts_at__gt=now)
        .order_by("id")
    )
    wanted = {(hour.starts_at, hour.ends_at): hour for hour in _wanted(week, now)}
    changes = _Changes()
    closed = _settle(week, slots, wanted, changes)
    _retire(changes.retire, now)
    _offer(week, _free(week.mentor, wanted.values(), closed, now), slots, changes, now)


def _wanted(week: Availability, now: datetime) -> list[Hour]:
    if not week.mentor.is_active:
        return []
    hours = hours_of(
        week.week,
        first=as_day(now),
        days=DAYS_AHEAD,
        minutes=week.minutes,
        is_closed=(lambda _day: False) if week.meets_on_holidays else is_holiday,
    )
    return [hour for hour in hours if hour.starts_at > now]


def _settle(week: Availability, slots: list[Slot], wanted: Wanted, changes: _Changes) -> set[datetime]:
    """Go through what was derived before: takes out of `wanted` what stands already; answers what stays closed."""
    booked = set(Session.objects.filter(slot__in=slots, state=SessionState.BOOKED).values_list("slot_id", flat=True))
    closed: set[datetime] = set()
    for slot in slots:
        span = (slot.starts_at, slot.ends_at)
        if slot.withdrawn_at is not None:
            if not slot.is_out_of_week:
                closed.update(quarter_hours(*span))
        elif slot.pk in booked:
            wanted.pop(span, None)
        elif span in wanted:
            _adopt(week, slot, wanted.pop(span), changes.change)
        else:
            changes.retire.append(slot)
    return closed


def _adopt(week: Availability, slot: Slot, hour: Hour, changed: list[Slot]) -> None:
    """The hour stays; how and where one meets may have changed."""
    values = _where(week, hour.mode)
    if any(getattr(slot, name) != value for name, value in values.items()):
        for name, value in values.items():
            setattr(slot, name, value)
        changed.append(slot)


def _where(week: Availability, mode: str) -> dict[str, Any]:
    place = str(week.room) if week.room else week.place
    return {
        "mode": mode,
        "link": week.link if mode in ONLINE else "",
        "place": place if mode in ON_SITE else "",
        "room": week.room if mode in ON_SITE else None,
    }


def _retire(slots: list[Slot], now: datetime) -> None:
    for slot in slots:
        slot.withdrawn_at, slot.is_out_of_week = now, True
    Slot.objects.bulk_update(slots, ["withdrawn_at", "is_out_of_week"])
    release_all(slot.holder for slot in slots)


def _free(mentor: Mentor, hours: Iterable[Hour], closed: set[datetime], now: datetime) -> list[Hour]:
    """The hours that overlap nothing else this mentor offers, and nothing that was taken back by hand."""
    taken = closed | claimed(mentor.offers, now - timedelta(days=1), now + timedelta(days=DAYS_AHEAD + 1))
    return [hour for hour in sorted(hours) if not taken & set(quarter_hours(hour.starts_at, hour.ends_at))]


def _offer(week: Availability, hours: list[Hour], slots: list[Slot], changes: _Changes, now: datetime) -> None:
    earlier = {(slot.starts_at, slot.ends_at): slot for slot in slots if slot.is_out_of_week}
    for hour in hours:
        values = _where(week, hour.mode)
        slot = earlier.get((hour.starts_at, hour.ends_at))
        if slot is None:
            made = Slot(mentor=week.mentor, availability=week, created_at=now, **values)
            made.starts_at, made.ends_at = hour.starts_at, hour.ends_at
            changes.create.append(made)
            continue
        slot.withdrawn_at, slot.is_out_of_week = None, False
        for name, value in values.items():
            setattr(slot, name, value)
        changes.restore.append(slot)
    offered = [*changes.create, *changes.restore]
    claim_all(Span((week.mentor.offers,), slot.starts_at, slot.ends_at, slot.holder) for slot in offered)
    Slot.objects.bulk_create(changes.create)
    Slot.objects.bulk_update(
        [*changes.restore, *changes.change], ["withdrawn_at", "is_out_of_week", "mode", "link", "place", "room"]
    )


def extend_weeks(*, now: datetime) -> int:
    """Each day the eight weeks reach one day further; answers how many patterns were looked at.

    Every pattern is a transaction of its own, so that one that cannot be derived now keeps no other from it.
    """
    weeks = list(Availability.objects.filter(mentor__is_active=True).order_by("id"))
    for week in weeks:
        derive_hours(availability=week, now=now)
    return len(weeks)
