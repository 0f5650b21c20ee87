"""Reads about mentors, their free hours and booked sessions."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from accounts.models import User
from cohorts.enums import ADOPTED_STATES
from cohorts.models import Entry
from cohorts.queries.entries import mine
from common.errors import NotFound
from mentoring.enums import MentorTitle, SessionState
from mentoring.models import Mentor, Room, Session, Slot

# A session stays "next" until it is over by this much: people come late.
GRACE = timedelta(minutes=15)
_MENTOR = "_loaded_mentor"


@dataclass(frozen=True)
class MentorRow:
    """A mentor with the nearest free hour (None: nothing is offered now)."""

    mentor: Mentor
    next_free: Slot | None
    free_count: int


def mentor_of(user: User | AnonymousUser) -> Mentor | None:
    """The mentor a person is; read once per user object, so that predicates cost no query each."""
    if not isinstance(user, User) or not user.is_active:
        return None
    if not hasattr(user, _MENTOR):
        setattr(user, _MENTOR, Mentor.objects.filter(user=user).first())
    return cast(Mentor | None, getattr(user, _MENTOR))


def is_drawer(user: User | AnonymousUser) -> bool:
    """Whether a person is one of those who draw while others talk."""
    mentor = mentor_of(user)
    return mentor is not None and mentor.is_active and mentor.title == MentorTitle.DRAWER


def mentor_rows(now: datetime) -> list[MentorRow]:
    """Everybody who takes sessions, with the nearest free hour; two queries for any number of mentors and hours."""
    theirs = Slot.objects.free(now).filter(mentor=OuterRef("pk")).order_by("starts_at", "id")
    number = theirs.order_by().values("mentor").annotate(number=Count("pk")).values("number")
    mentors = Mentor.objects.filter(is_active=True).select_related("user")
    rows = list(mentors.annotate(next_free=Subquery(theirs.values("pk")[:1]), free=Coalesce(Subquery(number), 0)))
    nearest = Slot.objects.in_bulk([row.next_free for row in rows if row.next_free])
    return [MentorRow(row, nearest.get(row.next_free), row.free) for row in rows]


def slots_of(mentor: Mentor, now: datetime) -> QuerySet[Slot]:
    """The free hours of one mentor, the nearest first."""
    return Slot.objects.free(now).filter(mentor=mentor)


def find_slot(public_id: UUID | str) -> Slot:
    """The hour with its mentor, free or not; NotFound when it was never offered."""
    found = Slot.objects.select_related("mentor__user").filter(public_id=public_id).first()
    if found is None:
        raise NotFound
    return found


def find_room(public_id: UUID | str) -> Room:
    """A room, open or closed; NotFound otherwise."""
    found = Room.objects.select_related("venue").filter(public_id=public_id).first()
    if found is None:
        raise NotFound
    return found


def bookable_entries(user: User | AnonymousUser) -> list[Entry]:
    """The adopted entries for which a person may book, newest first; nobody logged in has none."""
    if not isinstance(user, User):
        return []
    entries = Entry.objects.filter(mine(user), state__in=ADOPTED_STATES)
    return list(entries.select_related("organisation", "cohort__program").order_by("-created_at"))


def _sessions() -> QuerySet[Session]:
    return Session.objects.select_related(
        "slot", "mentor__user", "entry__cohort__program", "entry__organisation", "entry__applicant", "organisation"
    )


def find_session(public_id: UUID | str) -> Session:
    """The session with its people; NotFound otherwise."""
    found = _sessions().filter(public_id=public_id).first()
    if found is None:
        raise NotFound
    return found


def _theirs(user: User) -> Q:
    entries = Entry.objects.filter(mine(user)).values("pk")
    return Q(mentor__user=user) | Q(entry__in=entries)


def next_session_for(user: User, now: datetime) -> Session | None:
    """The nearest booked session of a mentor or an entrant; one that is going on counts."""
    booked = _sessions().filter(_theirs(user), state=SessionState.BOOKED, slot__ends_at__gt=now - GRACE)
    return booked.order_by("slot__starts_at", "id").first()


def hours_ahead(mentor: Mentor, now: datetime) -> QuerySet[Slot]:
    """What lies ahead of a mentor: offered hours, booked or not, the nearest first."""
    return Slot.objects.filter(mentor=mentor, withdrawn_at=None, ends_at__gt=now).order_by("starts_at", "id")


def with_sessions(slots: list[Slot]) -> list[tuple[Slot, Session | None]]:
    """Each hour with the session booked in it; one query."""
    booked = {s.slot_id: s for s in _sessions().filter(slot__in=slots, state=SessionState.BOOKED)}
    return [(slot, booked.get(slot.pk)) for slot in slots]


def free_count(mentor: Mentor, now: datetime) -> int:
    """How many hours of a mentor can be booked now."""
    return slots_of(mentor, now).count()


def booked_count(mentor: Mentor, now: datetime) -> int:
    """How many sessions lie ahead of a mentor."""
    return Session.objects.filter(mentor=mentor, state=SessionState.BOOKED, slot__ends_at__gt=now).count()
