"""差戻し: only the places that the office named, and one button that hands the entry in again."""

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.rights import require, require_login
from cohorts.actions import ask_second_person, submit_entry
from cohorts.forms import StepForm, typed_values
from cohorts.models import Entry, EntryReturn
from cohorts.queries import entry_for_applicant, latest_revision, open_return, sentences_of, track_choices
from cohorts.questions import FILES_KEY, MAX_FILES, narrowed
from cohorts.views.form_page import (
    CONFLICT,
    FILE_KIND,
    UNPROCESSABLE,
    Page,
    form_as_left,
    form_context,
    save_typed,
)
from cohorts.views.parts import returned_places, words_for
from common.bodies import takes_files
from common.errors import Conflict, InvalidInput


@takes_files(FILE_KIND, at_once=MAX_FILES)
@require_http_methods(["GET", "POST"])
def entry_correct(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The mail leads here; with nothing sent back there is nothing to correct, and the status page says so."""
    user = require_login(request.user)
    entry = entry_for_applicant(user, public_id)
    waiting = open_return(entry)
    if waiting is None:
        return _too_late(request, entry)
    require(user, "cohorts.edit_entry", entry)
    page = Page(entry, user, narrowed(sentences_of(waiting)), entry.rev)
    if request.method != "POST":
        return _render(request, page, waiting, form_as_left(page))
    form, has_errors = save_typed(request, page)
    button = request.POST.get("button", "submit")
    if page.status == CONFLICT:
        return _render(request, page, waiting, form)
    ask_second_person(entry=page.entry, now=timezone.now())
    if has_errors or page.file_errors or button != "submit":
        page.status = UNPROCESSABLE if page.file_errors or button == "submit" else 200
        return _render(request, page, waiting, form)
    return _hand_in(request, page, waiting, form)


def _hand_in(request: HttpRequest, page: Page, waiting: EntryReturn, form: StepForm) -> HttpResponse:
    try:
        with transaction.atomic():
            submit_entry(entry=page.entry, by=page.user, now=timezone.now())
    except InvalidInput as missing:
        page.closed, page.status = _("Something else is missing: %(what)s") % {"what": missing}, UNPROCESSABLE
    except Conflict as refusal:
        page.closed, page.status = str(refusal), CONFLICT
    else:
        return redirect("cohorts:entry_receipt", page.entry.public_id)
    return _render(request, page, waiting, form)


def _too_late(request: HttpRequest, entry: Entry) -> HttpResponse:
    """Nothing waits any more. A doubled POST brought what was handed in already; anything else is not swallowed."""
    if request.method == "POST" and not _is_handed_in(request, entry):
        raise Conflict(_("This correction is closed: it was handed in, or the office went on. Nothing was changed."))
    if request.method == "POST":
        return redirect("cohorts:entry_receipt", entry.public_id)
    messages.info(request, _("There is nothing to correct at present."))
    return redirect("cohorts:entry_status", entry.public_id)


def _is_handed_in(request: HttpRequest, entry: Entry) -> bool:
    """Whether the typed values are what the newest version holds."""
    newest = latest_revision(entry)
    step = narrowed(set(request.POST))
    form = StepForm(step, request.POST, tracks=track_choices(entry.cohort), words=words_for(entry.cohort))
    if newest is None or not form.is_valid() or not typed_values(step, request.POST):
        return False
    return all(newest.answers.get(key) == value for key, value in form.cleaned_data.items())


def _render(request: HttpRequest, page: Page, waiting: EntryReturn, form: StepForm) -> HttpResponse:
    said = sentences_of(waiting)
    context = {
        **form_context(request, page, form),
        "places": returned_places(page.entry, waiting),
        "due_at": waiting.due_at,
        "is_over": waiting.due_at <= timezone.now(),
        "files_said": said.get(FILES_KEY, ""),
    }
    return render(request, "cohorts/entry_correct.html", context, status=page.status)
