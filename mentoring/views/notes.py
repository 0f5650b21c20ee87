"""The record of a session and the goals beside it: written by one side, confirmed by both."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.models import User
from accounts.rights import require
from common.errors import Closed, Conflict, HirobaError, InvalidInput, StaleWrite
from mentoring.actions import confirm_note, set_goals, write_note
from mentoring.enums import Side
from mentoring.forms import GoalsForm, NoteForm, show_error, typed_again
from mentoring.models import Session, SessionNote
from mentoring.queries import goals_of, note_of
from mentoring.views.doors import own_session
from mentoring.views.session_page import Written, session_page

SEE_OTHER = 303
SAVE = "save"


def side_of(person: User, session: Session) -> str:
    """On which side of the table somebody sits."""
    return Side.MENTOR if session.mentor.user_id == person.pk else Side.TEAM


@require_POST
def note(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Keep the record; unless the button says `save`, one's own side confirms it with the same press."""
    person, found = own_session(request.user, public_id)
    require(person, "mentoring.write_note", found)
    form = NoteForm(request.POST, auto_id="note-%s")
    status = InvalidInput.status
    if form.is_valid():
        try:
            return _write(request, person, found, form)
        except (InvalidInput, Conflict, Closed) as error:
            status = error.status
            _show(form, error, note_of(found))
    return session_page(request, person, found, Written(note=form, status=status))


def _write(request: HttpRequest, person: User, session: Session, form: NoteForm) -> HttpResponse:
    now = timezone.now()
    written = write_note(session=session, by=person, now=now, **form.values())
    if request.POST.get("button") == SAVE:
        messages.success(request, _("Kept. Nobody has been told yet."))
        return _back(session)
    return _confirm(request, person, written, written.rev)


def _confirm(request: HttpRequest, person: User, written: SessionNote, rev: int) -> HttpResponse:
    side = side_of(person, written.session)
    done = confirm_note(note=written, side=side, rev=rev, by=person, now=timezone.now())
    if done.is_agreed:
        messages.success(request, _("Both sides have confirmed. The session is recorded."))
    else:
        messages.success(request, _("You have confirmed. We have asked the other side."))
    return _back(written.session)


def _show(form: NoteForm | GoalsForm, error: HirobaError, known: SessionNote | None) -> None:
    """As typed, with the sentence; after somebody else's change the next press compares with that one."""
    show_error(form, error)
    if isinstance(error, StaleWrite) and known is not None:
        typed_again(form, rev=str(known.rev))


@require_POST
def note_confirm(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Confirm the wording one has read (`rev`), without changing it."""
    person, found = own_session(request.user, public_id)
    require(person, "mentoring.write_note", found)
    written = note_of(found)
    text = request.POST.get("rev", "")
    if written is None or not (text.isascii() and text.isdecimal() and len(text) < 9):
        raise InvalidInput({"rev": _("Please write what was decided.")})
    try:
        return _confirm(request, person, written, int(text))
    except StaleWrite as error:
        messages.error(request, _("The record was changed in the meantime. Please read it again."))
        return session_page(request, person, found, Written(status=error.status))


@require_POST
def goals(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Set the three goals of the entry."""
    person, found = own_session(request.user, public_id)
    require(person, "mentoring.write_note", found)
    form = GoalsForm(request.POST, auto_id="goal-%s")
    status = InvalidInput.status
    if form.is_valid():
        try:
            set_goals(entry=found.entry, by=person, now=timezone.now(), **form.cleaned_data)
            return _back(found, "#goals")
        except (InvalidInput, Conflict) as error:
            status = error.status
            show_error(form, error)
            known = goals_of(found.entry)
            if isinstance(error, StaleWrite) and known is not None:
                typed_again(form, rev=str(known.rev))
    return session_page(request, person, found, Written(goals=form, status=status))


def _back(session: Session, part: str = "#record") -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("mentoring:session", args=[session.public_id]) + part, status=SEE_OTHER)
