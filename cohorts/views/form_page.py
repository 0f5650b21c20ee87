"""What the pages of the form share: what one request works on, its files, its counter."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from cohorts.actions import StaleAnswers, attach_entry_file, remove_entry_file, save_answers
from cohorts.forms import StepForm, typed_values
from cohorts.models import Entry
from cohorts.queries import answers_of, open_return, sentences_of, track_choices
from cohorts.questions import FIELDS, Step
from cohorts.views.entry_diagnosis import change_attached
from cohorts.views.entry_lookup import Answered
from cohorts.views.parts import in_words, words_for
from common.dates import format_clock
from common.errors import BadRequest, Closed, InvalidInput
from common.files import DOCUMENTS, files_for
from common.files.types import accept_list
from common.requests import json_body
from common.ui.fields import summary_lines

UNPROCESSABLE = 422
CONFLICT = 409
FILE_KIND = "cohorts.entry"


@dataclass
class Page:
    """What one request works on, and what went wrong."""

    entry: Entry
    user: User
    step: Step
    rev: int
    closed: str = ""
    file_errors: tuple[str, ...] = ()
    diagnosis_error: str = ""
    answered: Answered | None = None
    status: int = 200


def form_as_left(page: Page) -> StepForm:
    """The page as it was left, with what the office said about its fields."""
    entry = page.entry
    form = StepForm.from_answers(
        page.step, answers_of(entry), tracks=track_choices(entry.cohort), words=words_for(entry.cohort)
    )
    form.said = sentences_of(open_return(entry))
    return form


def save_typed(request: HttpRequest, page: Page) -> tuple[StepForm, bool]:
    """Save what was typed and the files; the page with its errors, and whether there are any.

    When nothing could be kept (somebody else was quicker, too late) `page.status` is CONFLICT and says why.
    """
    tracks = track_choices(page.entry.cohort)
    form = StepForm(page.step, request.POST, tracks=tracks, words=words_for(page.entry.cohort))
    form.said = sentences_of(open_return(page.entry))
    try:
        saved = save_answers(
            entry=page.entry,
            values=typed_values(page.step, request.POST),
            rev=typed_rev(request.POST.get("rev", "")),
            by=page.user,
            now=timezone.now(),
        )
        page.file_errors = change_files(request, page)
        page.diagnosis_error = change_attached(request, saved.entry, page.user)
    except StaleAnswers as stale:
        form.newer = {key: in_words(FIELDS[key], value, tracks) for key, value in stale.newer.items()}
        page.rev, page.status, page.file_errors = stale.rev, CONFLICT, files_not_added(request)
        return form, True
    except Closed as closed:
        page.closed, page.status = str(closed), CONFLICT
        return form, True
    page.entry, page.rev = saved.entry, saved.entry.rev
    return form, bool(saved.errors)


def form_context(request: HttpRequest, page: Page, form: StepForm) -> dict[str, Any]:
    """What every page of the form shows."""
    return {
        "entry": page.entry,
        "cohort": page.entry.cohort,
        "step": page.step,
        "form": form,
        "old_errors": list(summary_lines(form)) if request.method == "GET" else [],
        "rev": page.rev,
        "closed": page.closed,
        "saved_text": saved_text(page.entry),
        "files": files_for(page.entry.public_id, FILE_KIND),
        "file_types": accept_list(DOCUMENTS),
        "file_errors": page.file_errors,
        "tracks": list(page.entry.cohort.tracks.all()),
    }


def typed_rev(text: str) -> int:
    """The counter the page was loaded with; a page that names none may overwrite nothing."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def sent_values(request: HttpRequest) -> dict[str, Any]:
    """What a script sends to be kept, `values` by field and the counter `rev`; anything else is a bad request."""
    sent = json_body(request)
    values, rev = sent.get("values"), sent.get("rev")
    if not isinstance(values, dict) or isinstance(rev, bool) or not isinstance(rev, int):
        raise BadRequest
    return {"values": values, "rev": rev}


def files_not_added(request: HttpRequest) -> tuple[str, ...]:
    """A browser cannot send a chosen file again by itself: say so instead of dropping it."""
    names = _(", ").join(upload.name or "" for upload in request.FILES.getlist("files"))
    return (_("These files were not added: %(names)s. Please choose them again.") % {"names": names},) if names else ()


def change_files(request: HttpRequest, page: Page) -> tuple[str, ...]:
    """Add and remove files of this POST; the sentences of those that could not be added."""
    errors = []
    for upload in request.FILES.getlist("files"):
        try:
            attach_entry_file(entry=page.entry, upload=upload, by=page.user, now=timezone.now())
        except InvalidInput as error:
            errors.append(str(error))
    removed = request.POST.get("remove", "")
    if removed:
        remove_entry_file(entry=page.entry, file_id=_uuid(removed), by=page.user, now=timezone.now())
    return tuple(errors)


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise BadRequest from None


def saved_text(entry: Entry) -> str:
    """When the draft was kept last."""
    if entry.saved_at is None:
        return _("Everything you type is saved.")
    return _("Saved automatically at %(time)s") % {"time": format_clock(entry.saved_at)}
