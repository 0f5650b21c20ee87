"""Events with their seats. What is public is how many come; who comes is for those who run the place."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Q

from accounts.models import User
from communities.enums import SeatState
from communities.models import Community, Event, EventQuerySet, Registration

AnyUser = User | AnonymousUser
ROWS = 200


@dataclass(frozen=True)
class Seats:
    """How an event stands."""

    taken: int
    waiting: int
    capacity: int | None
    needed: int

    @property
    def goal(self) -> int:
        """Points of the ring: how many are needed (it is whole when they are there), otherwise how many fit."""
        return max(self.taken, self.needed or self.capacity or 0)

    @property
    def missing(self) -> int:
        """How many more are needed for it to take place."""
        return max(self.needed - self.taken, 0)

    @property
    def left(self) -> int | None:
        """Free seats; None where there is no limit."""
        return None if self.capacity is None else max(self.capacity - self.taken, 0)

    @property
    def is_full(self) -> bool:
        """Whether who comes now has to wait."""
        return self.left == 0

    @property
    def is_on(self) -> bool:
        """Whether enough people come."""
        return self.missing == 0


def find_event(public_id: UUID) -> Event | None:
    """The event with its community, or None; one query."""
    return Event.objects.select_related("community").filter(public_id=public_id).first()


def with_seats(events: EventQuerySet) -> EventQuerySet:
    """Adds `taken` and `waiting`, without a further query."""
    return events.annotate(
        taken=Count("registrations", filter=Q(registrations__state=SeatState.SEATED)),
        waiting=Count("registrations", filter=Q(registrations__state=SeatState.WAITING)),
    )


def seats_of(event: Event) -> Seats:
    """How one event stands now; one query unless the event carries its counts."""
    if not hasattr(event, "taken"):
        counts = Registration.objects.filter(event=event).aggregate(
            taken=Count("pk", filter=Q(state=SeatState.SEATED)), waiting=Count("pk", filter=Q(state=SeatState.WAITING))
        )
        return Seats(counts["taken"], counts["waiting"], event.capacity, event.needed)
    return Seats(event.taken, event.waiting, event.capacity, event.needed)  # type: ignore[attr-defined]


def events_of(community: Community, now: datetime) -> EventQuerySet:
    """What is ahead in one community, with its seats; one query."""
    return with_seats(Event.objects.filter(community=community).ahead(now)).select_related("community")


def events_for(user: AnyUser, now: datetime) -> EventQuerySet:
    """What is ahead in the places the reader may know of, with its seats; one query."""
    known = Community.objects.listed()
    if user.pk:
        known |= Community.objects.of(user.pk)
    return with_seats(Event.objects.filter(community__in=known).ahead(now)).select_related("community")


def find_registration(public_id: UUID) -> Registration | None:
    """The registration with event and community, or None; one query."""
    return Registration.objects.select_related("event__community").filter(public_id=public_id).first()


def own_registration(user: AnyUser, event: Event) -> Registration | None:
    """What the person's own address holds here, unless it was given back; at most one query."""
    if not isinstance(user, User):
        return None
    mine = Registration.objects.filter(event=event, email=user.email)
    return mine.exclude(state=SeatState.CANCELLED).first()


def turn_of(registration: Registration) -> int:
    """Place in the waiting list, from 1; one query."""
    ahead = Registration.objects.filter(event=registration.event_id, state=SeatState.WAITING)
    before = Q(turn_at__lt=registration.turn_at) | Q(turn_at=registration.turn_at, pk__lt=registration.pk)
    return ahead.filter(before).count() + 1


def participants(event: Event) -> list[Registration]:
    """Who comes by seat, then who waits by turn; one query. Who gave the seat back is not in it."""
    active = Registration.objects.filter(event=event).exclude(state=SeatState.CANCELLED)
    return sorted(active, key=lambda one: (one.seat is None, one.seat or 0, one.turn_at, one.pk))


def participants_in_batches(event: Event) -> Iterator[Registration]:
    """The same for an export, read in batches: by seat, then by turn."""
    active = Registration.objects.filter(event=event)
    for state, order in ((SeatState.SEATED, ("seat",)), (SeatState.WAITING, ("turn_at", "pk"))):
        yield from active.filter(state=state).order_by(*order).iterator(chunk_size=ROWS)
