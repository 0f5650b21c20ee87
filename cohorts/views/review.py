"""Jurors: the list, the declaration of conflicts, one entry = one screen."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.models import User
from accounts.rights import require, require_login
from cohorts import hooks
from cohorts.actions import StaleAnswers, declare_conflict, keep_scores, note_reading, score_entry
from cohorts.figures import diagnosis_figure
from cohorts.models import Entry, EntryRevision
from cohorts.queries import (
    ReviewItem,
    blind_entry,
    declaration_of,
    entry_for_juror,
    latest_revision,
    review_items,
    review_of,
    track_choices,
)
from cohorts.questions import FIELDS
from cohorts.views.form_page import sent_values, typed_rev
from cohorts.views.parts import in_words
from cohorts.views.review_form import choice_word, criteria_of, form_context, saved_text, typed_scores
from common.error_pages import written_texts
from common.errors import Conflict, InvalidInput, NotFound, TooMany
from common.rate import require_save_token
from common.ui.components.data import Term

UNPROCESSABLE = 422
CONFLICT = 409
LONG_FIELDS = ("trouble", "plan", "spare")
MORE_FIELDS = ("industry", "employees", "sdgs")


@require_GET
def review_list(request: HttpRequest) -> HttpResponse:
    """What this juror has to judge."""
    user = require_login(request.user)
    require(user, "cohorts.list_reviews")
    items = review_items(user)
    done = sum(item.state == "submitted" for item in items)
    to_do = sum(item.state != "conflict" for item in items)
    return render(request, "cohorts/review_list.html", {"items": items, "done": done, "to_do": to_do})


def _entry(request: HttpRequest, public_id: UUID) -> tuple[Entry, User]:
    user = require_login(request.user)
    require(user, "cohorts.list_reviews")
    entry = entry_for_juror(user, public_id)
    require(user, "cohorts.score_entry", entry)
    return entry, user


@require_POST
def review_declare(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Conflict of interest: yes or no, before the entry opens; "yes" also later."""
    entry, user = _entry(request, public_id)
    answer = request.POST.get("conflict", "")
    if answer not in {"yes", "no"}:
        messages.error(request, _("Please choose one answer."))
        return redirect("cohorts:review_entry", entry.public_id)
    declare_conflict(entry=entry, has_conflict=answer == "yes", by=user, now=timezone.now())
    if answer == "yes":
        messages.success(request, _("Thank you. You are out of this entry; the office sees that."))
        return redirect("cohorts:review_list")
    return redirect("cohorts:review_entry", entry.public_id)


@dataclass(frozen=True)
class Reading:
    """One juror with one entry in one version."""

    entry: Entry
    user: User
    revision: EntryRevision


@require_http_methods(["GET", "POST"])
def review_entry(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Read (blind), score, settle, next."""
    entry, user = _entry(request, public_id)
    declaration = declaration_of(entry, user)
    if declaration is None:
        item = next((item for item in review_items(user) if item.entry_id == entry.public_id), None)
        return render(request, "cohorts/review_declare.html", {"item": item})
    revision = latest_revision(entry)
    if declaration.has_conflict or revision is None:
        raise NotFound
    reading = Reading(entry, user, revision)
    if request.method == "POST":
        return _score(request, reading)
    note_reading(entry=entry, by=user, now=timezone.now(), role="juror")
    return _render(request, reading)


def _score(request: HttpRequest, reading: Reading) -> HttpResponse:
    """Settle, or keep for now; what cannot be settled yet is kept as far as it goes."""
    scores = typed_scores(criteria_of(reading.entry), request.POST)
    comment, rev = request.POST.get("comment", ""), typed_rev(request.POST.get("rev", ""))
    known: dict[str, Any] = {"entry": reading.entry, "by": reading.user, "now": timezone.now(), "rev": rev}
    try:
        if request.POST.get("button") == "keep":
            keep_scores(scores=scores, comment=comment, **known)
            return redirect("cohorts:review_entry", reading.entry.public_id)
        try:
            score_entry(scores=scores, comment=comment, **known)
        except InvalidInput as error:
            keep_scores(scores=scores, comment=comment, **known)
            return _render(request, reading, error.fields, status=UNPROCESSABLE)
    except InvalidInput as error:
        return _render(request, reading, error.fields, status=UNPROCESSABLE)
    except StaleAnswers as stale:
        return _render(request, reading, {"": stale.sentence}, stale.newer, status=CONFLICT)
    except Conflict as refusal:
        return _render(request, reading, {"": refusal.sentence}, status=CONFLICT)
    return _go_on(request, reading)


def _go_on(request: HttpRequest, reading: Reading) -> HttpResponse:
    following = next((item for item in review_items(reading.user) if item.state in {"open", "declare"}), None)
    if following is None:
        messages.success(request, _("You have settled all your scores. Thank you."))
        return redirect("cohorts:review_list")
    messages.success(request, _("Your score is settled. Here is the next entry."))
    return redirect("cohorts:review_entry", following.entry_id)


@require_POST
def review_autosave(request: HttpRequest, public_id: UUID) -> JsonResponse:
    """Keep the choices that changed, as JSON {rev, values}; answers {rev, saved, errors, values} like the entry form.

    409 with {newer, rev} when the same juror chose otherwise on another screen, without `newer` when it is settled
    or not judged any more; 429 with {sentence} when it comes too often.
    """
    entry, user = _entry(request, public_id)
    sent = sent_values(request)
    values, comment = sent["values"], sent["values"].get("comment")
    try:
        require_save_token(user.pk)
        kept = keep_scores(
            entry=entry,
            scores=typed_scores(criteria_of(entry), values),
            comment=comment if isinstance(comment, str) else None,
            by=user,
            now=timezone.now(),
            rev=sent["rev"],
        )
    except StaleAnswers as stale:
        newer = {key: value if key == "comment" else choice_word(value) for key, value in stale.newer.items()}
        return JsonResponse({"sentence": str(stale), "newer": newer, "rev": stale.rev}, status=CONFLICT)
    except (Conflict, InvalidInput) as refusal:
        return JsonResponse({"sentence": str(refusal)}, status=CONFLICT)
    except TooMany as busy:
        headers = {"Retry-After": str(busy.retry_after)}
        return JsonResponse({"sentence": str(busy)}, status=busy.status, headers=headers)
    errors = {key: str(text) for key, text in kept.errors.items()}
    return JsonResponse({"rev": kept.review.rev, "saved": saved_text(kept.review), "errors": errors, "values": {}})


def _render(
    request: HttpRequest,
    reading: Reading,
    errors: Mapping[str, Any] | None = None,
    newer: Mapping[str, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    entry, user, errors = reading.entry, reading.user, errors or {}
    review = review_of(entry, user)
    context = {
        **_text_context(reading),
        **_progress(review_items(user), entry),
        **form_context(entry, review, request.POST, errors, newer or {}),
        "panels": hooks.collect(hooks.review_panels, entry, user),
        "has_newer_version": review is not None and review.revision_id != reading.revision.pk,
        "problem": str(errors.get("", "")),
        "written": written_texts(request),
        "errors": [(key, text) for key, text in errors.items() if key],
    }
    return render(request, "cohorts/review_entry.html", context, status=status)


def _text_context(reading: Reading) -> dict[str, Any]:
    """What the juror reads: the blind projection and nothing beside it."""
    blind, tracks = blind_entry(reading.revision), track_choices(reading.entry.cohort)
    return {
        "blind": blind,
        "diagnosis": diagnosis_figure(blind.levels) if blind.levels else None,
        "texts": [(FIELDS[key].label, blind.answers[key]) for key in LONG_FIELDS if blind.answers[key]],
        "more": [
            Term(str(FIELDS[key].label), in_words(FIELDS[key], blind.answers[key], tracks)) for key in MORE_FIELDS
        ],
    }


def _progress(items: list[ReviewItem], entry: Entry) -> dict[str, int]:
    return {
        "position": next((index for index, item in enumerate(items, 1) if item.entry_id == entry.public_id), 1),
        "entries": len(items),
        "done": sum(item.state == "submitted" for item in items),
        "to_do": sum(item.state != "conflict" for item in items),
    }
