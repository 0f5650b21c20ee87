"""The record of a session (three fields, confirmed by both sides) and the goals of an entry."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from activity.actions import record
from cohorts.models import Entry
from common.errors import Closed, InvalidInput, StaleWrite
from common.locking import bump, lock
from common.text import refuse_controls, with_line_feeds
from mentoring.actions.sessions import move_session
from mentoring.enums import SessionState, Side
from mentoring.letters import send_note_letter
from mentoring.models import Goals, Session, SessionNote

MOST_LINES = 3
LONGEST = {"decided": 300, "next_step": 120, "next_time": 120, "first": 60, "second": 60, "third": 60}
CONFIRMATION = ("mentor_confirmed_at", "mentor_confirmed_by", "team_confirmed_at", "team_confirmed_by")


@transaction.atomic
def write_note(
    *, session: Session, decided: str, next_step: str, next_time: str, rev: int, by: User, now: datetime
) -> SessionNote:
    """Write or change the record. What both sides had confirmed is asked again, because the wording is another one.

    Order: check, lock the session (two first writers wait for each other), lock the note, compare `rev`, write, record.
    The same words again change nothing. Raises InvalidInput, StaleWrite when somebody wrote meanwhile, Closed before
    the session begins and after a cancellation.
    """
    values = {
        "decided": _lines(decided),
        "next_step": _line("next_step", next_step),
        "next_time": _line("next_time", next_time),
    }
    locked = lock(Session.objects.select_related("slot"), session.public_id)
    _check_begun(locked, now)
    first, _made = SessionNote.objects.get_or_create(session=locked, defaults={"created_at": now})
    note = lock(SessionNote.objects.select_related("session"), first.public_id)
    if {name: getattr(note, name) for name in values} == values:
        return note
    if note.rev != rev:
        raise StaleWrite
    for name, value in values.items():
        setattr(note, name, value)
    for name in CONFIRMATION:
        setattr(note, name, None)
    note.written_by, note.written_at = by, now
    record(verb="note_written", subject=locked, by=by, now=now)
    return bump(note)


def _check_begun(session: Session, now: datetime) -> None:
    if session.state == SessionState.CANCELLED:
        raise Closed(_("This session was cancelled, so there is nothing to record."))
    if session.slot.starts_at > now:
        raise Closed(_("The record opens when the session begins."))


@transaction.atomic
def confirm_note(*, note: SessionNote, side: str, rev: int, by: User, now: datetime) -> SessionNote:
    """One side says: so it was. With the second one the session is held, and both are told.

    Order: lock session and note in the order of `write_note`, compare `rev` (nobody confirms words they have not read),
    write, move the session, record, tell. A side that has confirmed already is answered. Raises StaleWrite, and
    InvalidInput while the record is empty.
    """
    related = ("slot", "mentor__user", "entry__applicant", "entry__second_person")
    session = lock(Session.objects.select_related(*related), note.session.public_id)
    locked = lock(SessionNote, note.public_id)
    if locked.rev != rev:
        raise StaleWrite
    if locked.is_confirmed_by(Side(side)):
        return locked
    if not locked.decided:
        raise InvalidInput({"decided": _("Please write what was decided.")})
    setattr(locked, f"{side}_confirmed_at", now)
    setattr(locked, f"{side}_confirmed_by", by)
    locked.save(update_fields=[f"{side}_confirmed_at", f"{side}_confirmed_by"])
    record(verb="note_confirmed", subject=session, by=by, now=now, facts={"side": side, "rev": rev})
    if locked.is_agreed and session.state == SessionState.BOOKED:
        session = move_session(session=session, to=SessionState.HELD, by=by, now=now)
    send_note_letter(session=session, note=locked, now=now)
    return locked


@transaction.atomic
def set_goals(*, entry: Entry, first: str, second: str, third: str, rev: int, by: User, now: datetime) -> Goals:
    """Set the goals of an entry, three at most. Raises InvalidInput, and StaleWrite when somebody changed them."""
    given = {"first": first, "second": second, "third": third}
    values = {name: _line(name, text) for name, text in given.items()}
    known, _made = Goals.objects.get_or_create(entry=entry, defaults={"created_at": now})
    goals = lock(Goals, known.public_id)
    if {name: getattr(goals, name) for name in values} == values:
        return goals
    if goals.rev != rev:
        raise StaleWrite
    for name, value in values.items():
        setattr(goals, name, value)
    record(verb="goals_set", subject=entry, by=by, now=now)
    return bump(goals)


def _line(field: str, text: str) -> str:
    return _checked(field, " ".join(_plain(field, text).split()))


def _lines(text: str) -> str:
    lines = [" ".join(line.split()) for line in _plain("decided", text).splitlines()]
    kept = [line for line in lines if line]
    if len(kept) > MOST_LINES:
        raise InvalidInput({"decided": _("Please use at most three lines.")})
    return _checked("decided", "\n".join(kept))


def _plain(field: str, text: str) -> str:
    return refuse_controls(with_line_feeds(text), field).strip()


def _checked(field: str, text: str) -> str:
    if len(text) > LONGEST[field]:
        raise InvalidInput({field: _("Please use at most %(limit)d characters.") % {"limit": LONGEST[field]}})
    return text
