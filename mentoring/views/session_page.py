"""The page of a session: the sketch first, then goals, what is to be done, the radar; then the record."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.rights import allowed
from cohorts.figures import diagnosis_figure
from cohorts.models import Entry
from common.error_pages import written_texts
from common.ui.components.frame import Crumb
from common.ui.plots import Figure
from mentoring.enums import SessionState, Side
from mentoring.faces import head_of, mentor_head
from mentoring.forms import ActionForm, GoalsForm, NoteForm
from mentoring.models import Goals, Session, SessionNote
from mentoring.queries import (
    actions_of,
    diagnosis_of,
    first_picture,
    goals_of,
    note_of,
    people_for_actions,
    sketch_of_session,
    words_under,
)

MOST_ACTIONS = 40
LAST_ACTIONS = 4
USUAL_DAYS = timedelta(days=14)


@dataclass(frozen=True)
class Written:
    """What somebody sent and could not be kept, to be shown again as typed."""

    note: NoteForm | None = None
    goals: GoalsForm | None = None
    action: ActionForm | None = None
    status: int = 200


def session_card(found: Session) -> dict[str, Any]:
    """What the card of a session shows: whoever may see the session may see the entry's sketch."""
    sketch = sketch_of_session(found)
    page = first_picture(sketch) if sketch else None
    return {
        "session": found,
        "head": mentor_head(found.mentor),
        "entry_head": head_of(found.entry.applicant),
        "sketch": sketch,
        "page": page,
        "caption": words_under(sketch, page) if sketch and page else "",
        "goals": goals_of(found.entry),
        "recent": list(actions_of(found.entry)[:LAST_ACTIONS]),
        "radar": radar_of(found.entry),
    }


def radar_of(entry: Entry) -> Figure | None:
    """Today and in three years, when the company attached its three-minute check."""
    kept = diagnosis_of(entry)
    return diagnosis_figure(kept.levels, kept.taken_on) if kept else None


def session_page(request: HttpRequest, person: User, found: Session, written: Written) -> HttpResponse:
    """Render the page, with what could not be kept."""
    card = session_card(found)
    note = note_of(found)
    may_write = allowed(person, "mentoring.write_note", found)
    context = {
        **card,
        "slot": found.slot,
        "note": note,
        "sides": _sides(found, note, person) if may_write else _sides(found, note, None),
        "may_write": may_write,
        "is_open": found.state != SessionState.CANCELLED and found.slot.starts_at <= timezone.now(),
        "texts": written_texts(request),
        "note_form": written.note or _note_form(note),
        "goals_form": written.goals or _goals_form(card["goals"]),
        "is_goals_open": written.goals is not None,
        "items": list(actions_of(found.entry)[:MOST_ACTIONS]),
        "action_form": _action_form(person, found, written),
        "action_refused": written.action,
        "may_cancel": _may_cancel(person, found),
        "may_draw": card["sketch"] is None and allowed(person, "mentoring.add_sketch", found.entry),
        "crumbs": [Crumb(_("Talk to a mentor"), reverse("mentoring:mentors")), Crumb(_("Session"))],
    }
    return render(request, "mentoring/session.html", context, status=written.status)


@dataclass(frozen=True)
class SideLine:
    """One side's confirmation: whose, when, and whether the reader is the one who is asked now."""

    label: str
    who: str
    at: Any
    is_mine: bool


def _sides(session: Session, note: SessionNote | None, person: User | None) -> list[SideLine]:
    if note is None:
        return []
    mine = "" if person is None else Side.MENTOR if session.mentor.user_id == person.pk else Side.TEAM
    names = {Side.MENTOR: session.mentor.get_title_display(), Side.TEAM: session.entry.org_name}
    lines = []
    for side in Side:
        by = note.mentor_confirmed_by if side == Side.MENTOR else note.team_confirmed_by
        at = note.mentor_confirmed_at if side == Side.MENTOR else note.team_confirmed_at
        lines.append(SideLine(str(names[side]), by.name if by else "", at, side == mine))
    return lines


def _note_form(note: SessionNote | None) -> NoteForm:
    names = ("rev", "decided", "next_step", "next_time")
    initial = {name: getattr(note, name) for name in names} if note else {"rev": 0}
    return NoteForm(initial=initial, auto_id="note-%s")


def _goals_form(goals: Goals | None) -> GoalsForm:
    names = ("rev", "first", "second", "third")
    initial = {name: getattr(goals, name) for name in names} if goals else {"rev": 0}
    return GoalsForm(initial=initial, auto_id="goal-%s")


def _action_form(person: User, session: Session, written: Written) -> ActionForm | None:
    if session.state == SessionState.CANCELLED or not allowed(person, "mentoring.add_action", session):
        return None
    if written.action is not None:
        return written.action
    initial = {"client_id": uuid4(), "due_on": timezone.localdate() + USUAL_DAYS, "owner": person.public_id}
    people = people_for_actions(session.entry, session)
    return ActionForm(people=people, initial=initial, auto_id="action-%s")


def _may_cancel(person: User, found: Session) -> bool:
    is_ahead = found.state == SessionState.BOOKED and found.slot.starts_at > timezone.now()
    return bool(is_ahead and allowed(person, "mentoring.cancel_session", found))
