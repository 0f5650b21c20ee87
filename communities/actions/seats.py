"""Taking a seat and giving it back.

Whoever takes or gives back a seat holds the row of the event: seats are handed out one after the other, on every
database. Should that ever fail, the unique seat number refuses the second person instead of overbooking.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.actions.codes import checked_email
from accounts.models import User
from common.clock import database_now
from common.errors import Closed, Conflict, InvalidInput
from common.jobs import enqueue
from common.locking import lock
from common.text import as_name, is_visible
from communities.actions.letters import send_seat_letter
from communities.enums import SeatState
from communities.models import PERSON_LENGTH, Event, Registration
from communities.queries import seats_of
from realtime.actions import append_event

EVENT_STREAM = "event"


@dataclass(frozen=True)
class Guest:
    """Who wants to come; `language` is the one their mails are written in."""

    name: str
    email: str
    language: str


@transaction.atomic
def register(*, event: Event, guest: Guest, client_id: UUID, by: User | None, now: datetime) -> Registration:
    """Take a seat, or a turn in the waiting list when all are taken; a mail says which, with a link to give it back.

    An address has one registration: asked again, it gets its mail again (once an hour) and nothing else happens, and
    the caller answers the same in both cases, so that nobody can find out who is coming. The same `client_id` does
    one thing once; with another content it raises Conflict.

    Order of effects: lock of the event, deadline by the database's clock, seat, event of the stream, mail; when this
    seat makes the event take place, everybody is told by a job. Raises Closed after the deadline, InvalidInput.
    """
    name, email = checked_name(guest.name), checked_email(guest.email)
    locked = lock_event(event)
    if database_now() >= locked.closes_at:
        raise Closed(_("Registration for this event has ended."))
    repeated = Registration.objects.filter(client_id=client_id).first()
    if repeated is not None and (repeated.event_id, repeated.email) != (locked.pk, email):
        raise Conflict(_("This was sent before with another content. Please load the page again."))
    known = Registration.objects.filter(event=locked, email=email).first()
    if known is None or known.state == SeatState.CANCELLED:
        known = known or Registration(event=locked, email=email, created_at=now)
        known.client_id, known.entered_by = client_id, by
        known.name, known.language, known.turn_at, known.door = name, guest.language, now, uuid4()
        take_place(locked, known)
        tell_pages(locked, "registered", by, now)
        _note_whether_reached(locked, now)
    send_seat_letter(registration=known, kind="event_registered", now=now)
    return known


@transaction.atomic
def cancel_registration(*, registration: Registration, by: User | None, now: datetime) -> Registration:
    """Give the seat back; the first who waits gets it, and is told. Doing it twice is doing it once.

    Order of effects: lock of the event, write, seat of the next one with their mail, event of the stream. The link
    that led here opens nothing any more. Raises Closed when the event has begun.
    """
    event = lock_event(registration.event)
    held = Registration.objects.select_related("event").get(pk=registration.pk)
    if held.state == SeatState.CANCELLED:
        return held
    if database_now() >= event.starts_at:
        raise Closed(_("The event has begun; there is nothing to give back any more."))
    held.state, held.seat, held.door = SeatState.CANCELLED, None, uuid4()
    held.save(update_fields=["state", "seat", "door"])
    fill_seats(event=event, now=now)
    tell_pages(event, "cancelled", by, now)
    return held


def fill_seats(*, event: Event, now: datetime) -> None:
    """Give free seats to those who wait, in their order; the event's row must be locked."""
    waiting = Registration.objects.filter(event=event, state=SeatState.WAITING).order_by("turn_at", "pk")
    for one in waiting:
        take_place(event, one)
        if one.state == SeatState.WAITING:
            return
        send_seat_letter(registration=one, kind="event_seat_free", now=now)


def lock_event(event: Event) -> Event:
    """The row that everybody who moves a seat holds."""
    return lock(Event, event.public_id)


def take_place(event: Event, registration: Registration) -> None:
    """The lowest free seat, or a turn in the waiting list."""
    seat = free_seat(event)
    registration.seat, registration.state = seat, SeatState.WAITING if seat is None else SeatState.SEATED
    registration.save()


def free_seat(event: Event) -> int | None:
    """The lowest number nobody has; None when all are taken. One query."""
    taken = Registration.objects.filter(event=event, state=SeatState.SEATED).values_list("seat", flat=True)
    numbers = set(taken)
    seat = next(number for number in range(1, len(numbers) + 2) if number not in numbers)
    return seat if event.capacity is None or seat <= event.capacity else None


def checked_name(text: str) -> str:
    """The name as it is kept, or InvalidInput."""
    name = as_name(text)
    if not is_visible(name):
        raise InvalidInput({"name": _("Please give your name.")})
    if len(name) > PERSON_LENGTH or len(name.splitlines()) > 1:
        raise InvalidInput({"name": _("Please shorten the name to %(limit)d characters.") % {"limit": PERSON_LENGTH}})
    return name


def _note_whether_reached(event: Event, now: datetime) -> None:
    if event.needed and event.reached_at is None and seats_of(event).is_on:
        event.reached_at = now
        event.save(update_fields=["reached_at"])
        enqueue("communities.tell_event_reached", event=str(event.public_id))


def tell_pages(event: Event, what: str, by: User | None, now: datetime) -> None:
    """One event of the stream; it says that something changed, and nothing about whom."""
    append_event(
        kind=EVENT_STREAM, key=event.stream_key, event=what, object_id=event.public_id, data={}, by=by, now=now
    )
