"""From events to the parts that the components draw."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from common.dates import as_day, format_clock, format_date, format_daytime, jst, weekday
from common.ui.components.labels import Chip, DateTile, Fact
from communities.enums import EventMode
from communities.models import Event
from communities.queries import Seats, seats_of


@dataclass(frozen=True)
class EventLine:
    """One line of the calendar."""

    event: Event
    url: str
    date: DateTile
    chips: list[Chip]
    note: str


def event_rows(events: Iterable[Event]) -> list[EventLine]:
    """Lines of the calendar; the events carry their seats."""
    now = timezone.now()
    return [_row(event, now) for event in events]


def _row(event: Event, now: datetime) -> EventLine:
    seats = seats_of(event)
    return EventLine(
        event=event,
        url=reverse("communities:event", args=[event.public_id]),
        date=date_tile(event.starts_at),
        chips=[state_chip(event, seats, now)],
        note=" · ".join(part for part in (_span(event), where(event), event.community.name) if part),
    )


def date_tile(moment: datetime) -> DateTile:
    """The sheet of the calendar."""
    day = as_day(moment)
    is_english = (get_language() or "").startswith("en")
    month = f"{day:%b}" if is_english else f"{day.month}月"
    return DateTile(month=month, day=str(day.day), weekday=weekday(day), datetime=day.isoformat())


def where(event: Event) -> str:
    """Place, or that it is online; the link goes to those who have a seat."""
    if event.mode == EventMode.ONLINE:
        return _("Online")
    if event.mode == EventMode.HYBRID:
        return _("%(place)s, and online") % {"place": event.place}
    return event.place


def _span(event: Event) -> str:
    return f"{format_clock(event.starts_at)}–{format_clock(event.ends_at)}"


def facts_of(event: Event) -> list[Fact]:
    """When, where, until when one can register."""
    this_year = jst(event.starts_at).year == jst(timezone.now()).year
    day = format_date(event.starts_at, with_year=not this_year)
    return [
        Fact(icon="calendar", text=f"{day} {_span(event)}"),
        Fact(icon="place", text=where(event)),
        Fact(icon="clock", text=_("Register until %(when)s") % {"when": format_daytime(event.closes_at)}),
    ]


def state_chip(event: Event, seats: Seats, now: datetime) -> Chip:
    """How it stands, in a word."""
    if now >= event.ends_at:
        return Chip(label=_("Over"))
    if now >= event.closes_at:
        return Chip(label=_("Registration has ended"), icon="clock")
    if not seats.is_on:
        words = ngettext("%(count)d more needed", "%(count)d more needed", seats.missing) % {"count": seats.missing}
        return Chip(label=words, tone="call", icon="people")
    if seats.is_full:
        return Chip(label=_("Full: waiting list"), tone="call", icon="clock")
    return Chip(label=_("Takes place"), tone="go", icon="check")


def sentence_of(seats: Seats) -> str:
    """How it stands, in a sentence; the live page reads it out."""
    if seats.missing:
        words = ngettext(
            "%(count)d more person, and it takes place.", "%(count)d more people, and it takes place.", seats.missing
        )
        return words % {"count": seats.missing}
    if seats.is_full:
        waiting = ngettext("%(count)d person is waiting.", "%(count)d people are waiting.", seats.waiting)
        return " ".join([_("It takes place, and all seats are taken."), waiting % {"count": seats.waiting}])
    if seats.left is None:
        return _("It takes place.")
    left = ngettext("%(count)d seat is free.", "%(count)d seats are free.", seats.left) % {"count": seats.left}
    return " ".join([_("It takes place."), left])
