"""Mentors, offered hours, booked sessions. Nobody can be in two places: that is held by `common.claims`."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from accounts.actions import grant_role
from accounts.enums import RoleKind
from accounts.models import User
from activity.actions import record
from cohorts.models import Entry
from common.claims import claim, claimed, release
from common.errors import Closed, Conflict, InvalidInput
from common.locking import lock
from common.text import as_name
from mentoring.enums import CALENDAR_MOVES, ON_SITE, ONLINE, SESSION_MOVES, Area, MentorTitle, Mode, SessionState
from mentoring.letters import send_session_letter
from mentoring.models import Mentor, Room, Session, Slot

FARTHEST = timedelta(days=366)


@transaction.atomic
def add_mentor(
    *,
    user: User,
    title: str | MentorTitle,
    profile: str,
    by: User | None,
    now: datetime,
    speciality: list[str] | None = None,
    area: str | Area = Area.OUTSIDE,
    is_remote: bool = True,
    position: int = 0,
    translations: dict[str, Any] | None = None,
) -> Mentor:
    """Put a person among the mentors and give the role; a person who is one already is answered as they are.

    `by` is None only while an installation is being set up. `translations`: {"en": {"profile": …, "speciality": […]}}.
    """
    role = grant_role(user=user, kind=RoleKind.MENTOR, by=by, now=now)
    existing = Mentor.objects.filter(user=user).first()
    if existing is not None:
        return existing
    mentor = Mentor.objects.create(
        user=user,
        title=MentorTitle(title),
        profile=as_name(profile),
        area=Area(area),
        speciality=speciality or [],
        is_remote=is_remote,
        position=position,
        translations=translations or {},
        created_at=now,
    )
    record(verb="mentor_added", subject=mentor, by=by, now=now, facts={"role": str(role.public_id)})
    return mentor


@transaction.atomic
def add_slot(
    *,
    mentor: Mentor,
    starts_at: datetime,
    ends_at: datetime,
    by: User,
    now: datetime,
    mode: str | Mode = Mode.ONLINE,
    link: str = "",
    place: str = "",
    room: Room | None = None,
) -> Slot:
    """Offer an hour. Two hours of one mentor never overlap: the offer claims its quarter-hours too.

    A room (on site) says the place by its name; it is claimed by the booking, not by the offer.
    The same offer again (a doubled request) is answered with the first. Raises InvalidInput for an hour in the past or
    more than a year ahead, an end before the start, or a missing link or place; Conflict when it overlaps another one.
    """
    room = room if Mode(mode) in ON_SITE else None
    place = str(room) if room else place
    _check_offer(starts_at, Mode(mode), link, place, now)
    where = {"mode": Mode(mode), "link": link, "place": place, "room": room}
    slot = Slot(mentor=mentor, starts_at=starts_at, ends_at=ends_at, created_at=now, **where)
    try:
        claim([mentor.offers], starts_at, ends_at, slot.holder)
    except Conflict:
        return _offered_before(slot, where)
    slot.save()
    record(verb="slot_added", subject=slot, by=by, now=now, facts={"mentor": str(mentor.public_id)})
    return slot


def _offered_before(slot: Slot, where: dict[str, Any]) -> Slot:
    """The very same offer, or the sentence why there can be no other one at that time."""
    offered = Slot.objects.filter(mentor=slot.mentor, withdrawn_at=None, **where)
    same = offered.filter(starts_at=slot.starts_at, ends_at=slot.ends_at).first()
    if same is None:
        raise Conflict(_("You offer another hour at that time already. Please choose another time.")) from None
    return same


def _check_offer(starts_at: datetime, mode: Mode, link: str, place: str, now: datetime) -> None:
    problems = {}
    if starts_at <= now:
        problems["day"] = _("This time is over. Please choose a later one.")
    elif starts_at > now + FARTHEST:
        problems["day"] = _("Please choose a day from today on, within a year.")
    if mode in ONLINE and not link:
        problems["link"] = _("Please give the link of the meeting.")
    if mode in ON_SITE and not place:
        problems["place"] = _("Please say where you meet.")
    if problems:
        raise InvalidInput(problems)


@transaction.atomic
def withdraw_slot(*, slot: Slot, by: User, now: datetime) -> Slot:
    """Take an offer back, as long as nobody has booked it; doing it twice is doing it once."""
    locked = lock(Slot, slot.public_id)
    if locked.withdrawn_at is not None:
        return locked
    if locked.sessions.filter(state=SessionState.BOOKED).exists():
        raise Conflict(_("Somebody has booked this hour. Please cancel the session first."))
    locked.withdrawn_at = now
    locked.save(update_fields=["withdrawn_at"])
    release(locked.holder)
    record(verb="slot_withdrawn", subject=locked, by=by, now=now)
    return locked


@transaction.atomic
def book_slot(*, slot: Slot, entry: Entry, by: User, now: datetime) -> Session:
    """Book an offered hour for an adopted entry; a doubled request is answered with the first one's session.

    Order: lock the hour, check that it can be booked, claim the quarter-hours of mentor, organisation and room (this
    is what makes a double booking impossible on every database), write the session, record, mail to both sides. Raises
    Conflict when somebody else was first or the organisation meets somebody else at that time, Closed when the hour
    is over or was taken back, or the entry is not adopted.
    """
    locked = lock(Slot.objects.select_related("mentor__user", "room"), slot.public_id)
    team = Entry.objects.select_related("organisation", "applicant", "second_person").get(pk=entry.pk)
    _check_bookable(locked, team, now)
    session = Session(
        public_id=uuid4(),
        slot=locked,
        mentor=locked.mentor,
        entry=team,
        organisation=team.organisation,
        booked_by=by,
        mode=locked.mode,
        link=locked.link,
        place=locked.place,
        room=locked.room,
        created_at=now,
        state_changed_at=now,
    )
    try:
        with transaction.atomic():
            claim(session.resources, locked.starts_at, locked.ends_at, session.holder)
            session.save()
    except (Conflict, IntegrityError):
        return _booked_before(locked, team)
    record(verb="session_booked", subject=session, by=by, now=now, facts={"entry": str(team.public_id)})
    send_session_letter(session=session, event="session_booked", now=now)
    return session


def _check_bookable(slot: Slot, entry: Entry, now: datetime) -> None:
    if slot.withdrawn_at is not None or slot.starts_at <= now or not slot.mentor.is_active:
        raise Closed(_("This hour is no longer offered. Please choose another one."))
    if not entry.is_adopted:
        raise Closed(_("Sessions are for adopted entries. Please ask the office."))


def _booked_before(slot: Slot, entry: Entry) -> Session:
    """The session this entry has in this hour already, or the sentence why it got none."""
    taken = Session.objects.filter(slot=slot, state=SessionState.BOOKED).first()
    if taken is not None and taken.entry_id == entry.pk:
        return taken
    if taken is not None:
        raise Conflict(_("Somebody else has just booked this hour. Please choose another one."))
    if slot.room and claimed(slot.room.resource, slot.starts_at, slot.ends_at):
        raise Conflict(_("The room is taken at that time. Please choose another time."))
    raise Conflict(_("The mentor or your company already has a session at that time. Please choose another time."))


@transaction.atomic
def move_session(*, session: Session, to: str, by: User, now: datetime) -> Session:
    """The one door of a session's state; raises Conflict for a move that the table does not know.

    A move that calendars have to learn makes the next version of the session's iCalendar file.
    """
    related = ("slot", "mentor__user", "entry__applicant", "entry__second_person", "organisation")
    locked = lock(Session.objects.select_related(*related), session.public_id)
    if to not in SESSION_MOVES[locked.state]:
        label = SessionState(locked.state).label
        raise Conflict(_("This is not possible now: the session is “%(state)s”.") % {"state": label})
    locked.state = to
    locked.state_changed_at = now
    locked.sequence += to in CALENDAR_MOVES
    locked.save(update_fields=["state", "state_changed_at", "sequence"])
    record(verb=f"session_{to}", subject=locked, by=by, now=now)
    return locked


@transaction.atomic
def cancel_session(*, session: Session, by: User, now: datetime) -> Session:
    """Cancel before it begins: the quarter-hours are free again and the hour can be booked by others.

    Doing it twice is doing it once. Raises Closed once it has begun.
    """
    present = lock(Session.objects.select_related("slot"), session.public_id)
    if present.state == SessionState.CANCELLED:
        return present
    if present.slot.starts_at <= now:
        raise Closed(_("This session has begun and can no longer be cancelled."))
    moved = move_session(session=present, to=SessionState.CANCELLED, by=by, now=now)
    release(moved.holder)
    send_session_letter(session=moved, event="session_cancelled", now=now)
    return moved
