"""Announcing an event and changing it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from activity.actions import record
from common.errors import InvalidInput, Sentence
from common.locking import bump, lock
from common.searching import search_changed
from common.text import as_name
from communities.actions.seats import EVENT_STREAM, fill_seats, tell_pages
from communities.enums import EventMode, SeatState
from communities.models import Community, Event, Registration
from realtime.queries import stream_for

MOST_SEATS = 2000


@dataclass(frozen=True)
class Plan:
    """What organisers decide about an event; `needed` 0: it takes place in any case, `capacity` None: no limit."""

    title_ja: str
    summary_ja: str
    starts_at: datetime
    ends_at: datetime
    closes_at: datetime
    mode: str
    title_en: str = ""
    summary_en: str = ""
    place: str = ""
    link: str = ""
    capacity: int | None = None
    needed: int = 0


@transaction.atomic
def announce_event(*, community: Community, plan: Plan, by: User | None, now: datetime) -> Event:
    """Put an event into the community's calendar, open for registration until it closes.

    Raises InvalidInput for a plan that cannot be: no title, an end before the start, more needed than there is room.
    """
    event = Event(community=community, created_at=now, edited_at=now, public_id=uuid4())
    _take_over(event, plan)
    event.save(force_insert=True)
    stream_for(EVENT_STREAM, event.stream_key)
    search_changed(event)
    record(verb="event_announced", subject=event, by=by, now=now)
    return event


@transaction.atomic
def change_event(*, event: Event, plan: Plan, rev: int, by: User, now: datetime) -> Event:
    """Change the plan; calendars that opened the file before follow, because its number grows.

    Order of effects: lock, check, write, seats that became free go to those who wait, event of the stream, audit
    line. Raises StaleWrite when somebody changed it meanwhile, InvalidInput as above and when more people have a
    seat than the new capacity holds.
    """
    locked = lock(Event, event.public_id, rev)
    _refuse_fewer(locked, plan.capacity)
    _take_over(locked, plan)
    locked.edited_at = now
    bump(locked)
    search_changed(locked)
    fill_seats(event=locked, now=now)
    tell_pages(locked, "changed", by, now)
    record(verb="event_changed", subject=locked, by=by, now=now)
    return locked


def _refuse_fewer(event: Event, capacity: int | None) -> None:
    """Nobody loses a seat; who had one further back than the new capacity is moved to a free one in front."""
    seated = Registration.objects.filter(event=event, state=SeatState.SEATED).order_by("seat")
    if capacity is None:
        return
    if seated.count() > capacity:
        raise InvalidInput({"capacity": _("More people than that have a seat already.")})
    free = sorted(set(range(1, capacity + 1)) - set(seated.values_list("seat", flat=True)))
    for one, seat in zip(seated.filter(seat__gt=capacity), free, strict=False):
        one.seat = seat
        one.save(update_fields=["seat"])


def _take_over(event: Event, plan: Plan) -> None:
    problems = _problems(plan)
    if problems:
        raise InvalidInput(problems)
    for name in ("title_ja", "title_en", "summary_ja", "summary_en", "place"):
        setattr(event, name, as_name(getattr(plan, name)))
    for name in ("starts_at", "ends_at", "closes_at", "mode", "link", "capacity", "needed"):
        setattr(event, name, getattr(plan, name))


def _problems(plan: Plan) -> dict[str, Sentence]:
    is_online = plan.mode == EventMode.ONLINE
    found = {
        "title_ja": not plan.title_ja.strip() and _("Please give the event a title."),
        "summary_ja": not plan.summary_ja.strip() and _("Please say in a sentence what happens there."),
        "mode": plan.mode not in EventMode.values and _("Please choose how people meet."),
        "place": not is_online and not plan.place.strip() and _("Please say where it is."),
        "link": bool(plan.link) and not plan.link.startswith("https://") and _("Please give an address with https://."),
        "ends_at": plan.ends_at <= plan.starts_at and _("The end comes after the start."),
        "closes_at": plan.closes_at > plan.starts_at and _("Registration ends before the event begins."),
        "capacity": plan.capacity is not None
        and not 0 < plan.capacity <= MOST_SEATS
        and _("Please give a number from 1 to %(most)d, or leave it empty.") % {"most": MOST_SEATS},
        "needed": _problem_of_needed(plan),
    }
    return {field: sentence for field, sentence in found.items() if sentence}


def _problem_of_needed(plan: Plan) -> Sentence:
    if not 0 <= plan.needed <= MOST_SEATS:
        return _("Please give a number from 0 to %(most)d.") % {"most": MOST_SEATS}
    if plan.capacity is not None and plan.needed > plan.capacity:
        return _("No more people can be needed than there are seats.")
    return ""
