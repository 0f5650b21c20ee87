"""Steps 1–4 of a draft, autosave, the check page and handing in."""

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.actions import give_consent
from accounts.models import User
from accounts.rights import require, require_login
from cohorts.actions import (
    StaleAnswers,
    ask_second_person,
    mail_way_back,
    save_answers,
    submit_entry,
)
from cohorts.forms import StepForm
from cohorts.models import Entry
from cohorts.queries import current_answers, entry_for_applicant, track_choices
from cohorts.questions import FIELDS, FORM_STEPS, MAX_FILES, REVIEW, STEPS, Step, step_by_slug
from cohorts.views.entry_diagnosis import BUTTONS, attached_figure, diagnosis_context
from cohorts.views.entry_lookup import STEP, look_up, pressed, show_lookups, without_empty_errors
from cohorts.views.form_page import (
    CONFLICT,
    FILE_KIND,
    UNPROCESSABLE,
    Page,
    form_as_left,
    form_context,
    save_typed,
    saved_text,
    sent_values,
)
from cohorts.views.parts import gaps_of, in_words, label_of, sections, step_states, words_for
from common.bodies import takes_files
from common.errors import Closed, Conflict, InvalidInput, NotFound, TooMany
from common.files import files_for
from common.rate import require_save_token


def _page(request: HttpRequest, public_id: UUID, step: Step) -> Page:
    user = require_login(request.user)
    entry = entry_for_applicant(user, public_id)
    if request.method != "POST":  # what was typed for an entry that has closed comes back: the action refuses it
        require(user, "cohorts.edit_entry", entry)
    return Page(entry, user, step, entry.rev)


@takes_files(FILE_KIND, at_once=MAX_FILES)
@require_http_methods(["GET", "POST"])
def entry_step(request: HttpRequest, public_id: UUID, step: str) -> HttpResponse:
    """One page of the form. Every button saves everything that was typed first."""
    found = step_by_slug(step)
    if found is None or found == REVIEW:
        raise NotFound
    page = _page(request, public_id, found)
    if request.method == "POST":
        return _save(request, page)
    if not page.entry.cohort.takes_entries(timezone.now()):
        return redirect("cohorts:entry_status", public_id)
    return _render(request, page, form_as_left(page))


def _save(request: HttpRequest, page: Page) -> HttpResponse:
    """Save what was typed, then do what the pressed button says."""
    form, has_errors = save_typed(request, page)
    if page.status == CONFLICT:
        return _render(request, page, form)
    if page.step.slug == STEP and pressed(request):
        return _after_lookup(request, page)
    return _after_save(request, page, form, has_errors)


def _after_lookup(request: HttpRequest, page: Page) -> HttpResponse:
    """The page as it is kept now, with what the register said beside the button."""
    page.answered = look_up(request, page.entry, page.user)
    page.entry = entry_for_applicant(page.user, page.entry.public_id)
    page.rev = page.entry.rev
    form = form_as_left(page)
    without_empty_errors(form, page.answered.key if page.answered else "")
    return _render(request, page, form)


def _after_save(request: HttpRequest, page: Page, form: StepForm, has_errors: bool) -> HttpResponse:
    button = request.POST.get("button", "next")
    ask_second_person(entry=page.entry, now=timezone.now())
    here = reverse("cohorts:entry_step", args=[page.entry.public_id, page.step.slug])
    if button == "later":
        mail_way_back(entry=page.entry, by=page.user, now=timezone.now())
        messages.success(
            request, _("Saved. You can go on at any time until the deadline; the way back is in your mail.")
        )
        return redirect("cohorts:entry_status", page.entry.public_id)
    refused = page.file_errors or page.diagnosis_error
    if button in {"back", "next"} and not refused and not (has_errors and button == "next"):
        other = STEPS[page.step.number if button == "next" else max(page.step.number - 2, 0)]
        return redirect("cohorts:entry_step", page.entry.public_id, other.slug)
    if refused or button == "next":
        page.status = UNPROCESSABLE
        return _render(request, page, form)
    return redirect(f"{here}#diagnosis" if button in BUTTONS else f"{here}#files")


def _render(request: HttpRequest, page: Page, form: StepForm) -> HttpResponse:
    gaps = gaps_of(page.entry)
    index = STEPS.index(page.step)
    show_lookups(form, page.step, page.entry, page.answered)
    context = {
        **form_context(request, page, form),
        "steps": step_states(page.step.number, page.entry, gaps),
        "previous": STEPS[index - 1] if index else None,
        "next_step": STEPS[index + 1],
        **diagnosis_context(request, page.entry, page.diagnosis_error),
    }
    return render(request, "cohorts/entry_step.html", context, status=page.status)


@require_POST
def entry_autosave(request: HttpRequest, public_id: UUID) -> JsonResponse:
    """Save the fields that changed, as JSON {rev, values}; answers {rev, saved, errors, values as kept}.

    409 with {newer, rev} when somebody changed one of these fields, or with {closed} after the deadline; 429 with
    {sentence} when it comes too often: nothing is kept, and the page sends the same fields again.
    """
    user = require_login(request.user)
    entry = entry_for_applicant(user, public_id)
    require(user, "cohorts.edit_entry", entry)
    sent = sent_values(request)
    try:
        require_save_token(user.pk)
        saved = save_answers(entry=entry, values=sent["values"], rev=sent["rev"], by=user, now=timezone.now())
    except StaleAnswers as stale:
        tracks = track_choices(entry.cohort)
        newer = {key: in_words(FIELDS[key], value, tracks) for key, value in stale.newer.items()}
        return JsonResponse({"sentence": str(stale), "newer": newer, "rev": stale.rev}, status=CONFLICT)
    except Closed as closed:
        return JsonResponse({"sentence": str(closed), "closed": True}, status=CONFLICT)
    except TooMany as busy:
        headers = {"Retry-After": str(busy.retry_after)}
        return JsonResponse({"sentence": str(busy)}, status=busy.status, headers=headers)
    text = saved_text(saved.entry)
    return JsonResponse({"rev": saved.entry.rev, "saved": text, "errors": saved.errors, "values": saved.values})


@require_GET
def entry_review(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Step 5: everything once more, each part with a way back, and the button."""
    page = _page(request, public_id, REVIEW)
    if not page.entry.cohort.takes_entries(timezone.now()):
        return redirect("cohorts:entry_status", public_id)
    return _render_review(request, page)


def _render_review(request: HttpRequest, page: Page) -> HttpResponse:
    gaps = gaps_of(page.entry)
    words = words_for(page.entry.cohort)
    context = {
        "entry": page.entry,
        "cohort": page.entry.cohort,
        "steps": step_states(REVIEW.number, page.entry, gaps, links=True),
        "sections": sections(page.entry, current_answers(page.entry)),
        "diagnosis": attached_figure(current_answers(page.entry)),
        "gaps": [(gap, label_of(gap.field, words)) for gap in gaps],
        "tried": page.status == UNPROCESSABLE,
        "closed": page.closed,
        "files": files_for(page.entry.public_id, FILE_KIND),
        "last_step": FORM_STEPS[-1],
        "saved_text": saved_text(page.entry),
    }
    return render(request, "cohorts/entry_review.html", context, status=page.status)


def _note_consent(request: HttpRequest, entry: Entry, user: User) -> None:
    """Keep which words about personal data were shown when the person agreed."""
    shown = render_to_string("cohorts/_consent_text.html", {"cohort": entry.cohort}, request)
    title = f"{_('How personal data is handled')} ({entry.cohort.program.label} {entry.cohort.label})"
    give_consent(
        user=user,
        kind="entry_privacy",
        title=title,
        text=strip_tags(shown),
        language=get_language() or user.language,
        by=user,
        now=timezone.now(),
    )


@require_POST
def entry_submit(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Hand in; a doubled POST leads to the same receipt."""
    user = require_login(request.user)
    entry = entry_for_applicant(user, public_id)
    require(user, "cohorts.submit_entry", entry)
    page = Page(entry, user, REVIEW, entry.rev)
    try:
        with transaction.atomic():
            submit_entry(entry=entry, by=user, now=timezone.now())
            _note_consent(request, entry, user)
    except InvalidInput:
        page.status = UNPROCESSABLE
        return _render_review(request, page)
    except Conflict as refusal:
        page.closed, page.status = str(refusal), CONFLICT
        return _render_review(request, page)
    return redirect("cohorts:entry_receipt", entry.public_id)
