"""The page of components with the board on it, and what the board's script asks for."""

from typing import Any
from uuid import UUID, uuid4

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from accounts.rights import allowed, require_login, require_or_404
from common.dates import format_clock, jst
from common.error_pages import wants_json
from common.errors import BadRequest, HirobaError
from common.ui.samples import samples
from common.ui.views import may_see_components
from hiroba.livedemo.actions import edit_note, post_note, remove_note
from hiroba.livedemo.forms import EditForm, NoteForm, PeopleForm, valid
from hiroba.livedemo.models import Note
from hiroba.livedemo.queries import STREAM_KEY, STREAM_KIND, changes_after, latest_notes, own_note, people_of
from realtime.queries import head_of

SEE_OTHER = 303
MAX_DIGITS = 15


@require_safe
@never_cache
def ui_page(request: HttpRequest) -> HttpResponse:
    """Every component in every state, and the board for whoever is logged in; nobody else finds the page."""
    if not may_see_components(request):
        raise Http404
    return _page(request)


def _page(request: HttpRequest, draft: str = "", error: HirobaError | None = None) -> HttpResponse:
    board: dict[str, Any] = {}
    if allowed(request.user, "livedemo.use_board"):
        # The head first: nothing falls between the page and the socket.
        board = {"stream": head_of(STREAM_KIND, STREAM_KEY), "client_id": uuid4(), "draft": draft, "error": error}
        board["lines"] = _lines(request, latest_notes())
    status = error.status if error else 200
    return render(request, "livedemo/page.html", {**samples(), "board": board}, status=status)


@require_safe
@never_cache
def part(request: HttpRequest) -> HttpResponse:
    """Notes as `<li>`: those changed `?after=` a number, or the latest; X-Hiroba-Head tells up to where."""
    _person(request)
    head = head_of(STREAM_KIND, STREAM_KEY).seq
    after = request.GET.get("after")
    if after is None:
        notes = latest_notes()
    elif after.isascii() and after.isdecimal() and len(after) <= MAX_DIGITS:
        notes, head = changes_after(int(after), head)
    else:
        raise BadRequest
    response = render(request, "livedemo/_notes.html", {"lines": _lines(request, notes)})
    response["X-Hiroba-Head"] = str(head)
    return response


@require_POST
def note_post(request: HttpRequest) -> HttpResponse:
    """Post: JSON `{id, seq}` with 201, 200 for a repeated key; a browser goes back to the board."""
    person = _person(request)
    form = NoteForm(request.POST)
    try:
        posted = post_note(by=person, now=timezone.now(), **valid(form))
    except HirobaError as error:
        if wants_json(request):
            raise
        return _page(request, str(request.POST.get("body", "")), error)
    return _done(request, posted.note, 201 if posted.created else 200)


@require_POST
def note_edit(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Change one's own note."""
    person = _person(request)
    note = own_note(public_id, person)
    changed = edit_note(note=note, by=person, now=timezone.now(), **valid(EditForm(request.POST)))
    return _done(request, changed)


@require_POST
def note_remove(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Take one's own note down."""
    person = _person(request)
    return _done(request, remove_note(note=own_note(public_id, person), by=person, now=timezone.now()))


@require_safe
@never_cache
def people(request: HttpRequest) -> HttpResponse:
    """Who is at the board, as `<li>`."""
    _person(request)
    found = people_of(valid(PeopleForm(request.GET))["ids"])
    return render(request, "livedemo/_people.html", {"people": found})


def _person(request: HttpRequest) -> User:
    person = require_login(request.user)
    require_or_404(person, "livedemo.use_board")
    return person


def _done(request: HttpRequest, note: Note, status: int = 200) -> HttpResponse:
    if wants_json(request):
        return JsonResponse({"id": note.public_id, "seq": note.changed_seq}, status=status)
    return HttpResponseRedirect(f"{reverse('ui')}#live", status=SEE_OTHER)


def _lines(request: HttpRequest, notes: list[Note]) -> list[dict[str, Any]]:
    return [
        {
            "note": note,
            "mine": note.author_id == request.user.pk,
            "clock": format_clock(note.created_at),
            "iso": jst(note.created_at).isoformat(timespec="minutes"),
        }
        for note in notes
    ]
