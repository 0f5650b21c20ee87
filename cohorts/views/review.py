"""Jurors: the list, the declaration of conflicts, one entry = one screen."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.models import User
from accounts.rights import require, require_login
from cohorts import hooks
from cohorts.actions import declare_conflict, note_reading, score_entry
from cohorts.enums import ReviewState
from cohorts.figures import diagnosis_figure
from cohorts.models import Criterion, Entry, EntryRevision
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
from cohorts.views.parts import in_words
from common.errors import Conflict, InvalidInput, NotFound
from common.ui.components.data import Term

UNPROCESSABLE = 422
CONFLICT = 409
NOT_APPLICABLE = ""  # what the component posts for "does not apply"; nothing chosen posts nothing
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
    scores = _typed_scores(_criteria(reading.entry), request.POST)
    comment = request.POST.get("comment", "")
    try:
        score_entry(entry=reading.entry, scores=scores, comment=comment, by=reading.user, now=timezone.now())
    except InvalidInput as error:
        return _render(request, reading, error.fields, status=UNPROCESSABLE)
    except Conflict as refusal:
        return _render(request, reading, {"": refusal.sentence}, status=CONFLICT)
    following = next((item for item in review_items(reading.user) if item.state in {"open", "declare"}), None)
    if following is None:
        messages.success(request, _("You have settled all your scores. Thank you."))
        return redirect("cohorts:review_list")
    messages.success(request, _("Your score is settled. Here is the next entry."))
    return redirect("cohorts:review_entry", following.entry_id)


def _criteria(entry: Entry) -> list[Criterion]:
    return list(Criterion.objects.filter(rubric__cohort=entry.cohort))


def _typed_scores(criteria: list[Criterion], data: QueryDict) -> dict[UUID, int | None]:
    scores: dict[UUID, int | None] = {}
    for item in criteria:
        typed = data.get(str(item.public_id))
        if typed == NOT_APPLICABLE:
            scores[item.public_id] = None
        elif typed in {"1", "2", "3", "4", "5"}:
            scores[item.public_id] = int(typed)
    return scores


def _render(
    request: HttpRequest, reading: Reading, errors: Mapping[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    entry, user, errors = reading.entry, reading.user, errors or {}
    review = review_of(entry, user)
    stored = {score.criterion.public_id: score.value for score in review.scores.all()} if review else {}
    context = {
        **_text_context(reading),
        **_progress(review_items(user), entry),
        "panels": hooks.collect(hooks.review_panels, entry, user),
        "criteria": _criterion_rows(entry, request.POST, stored, errors),
        "scale": entry.cohort.rubric.text("scale"),
        "comment": request.POST.get("comment", review.comment if review else ""),
        "settled": review is not None and review.state == ReviewState.SUBMITTED,
        "problem": str(errors.get("", "")),
        "comment_error": str(errors.get("comment", "")),
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
        "total": len(items),
        "done": sum(item.state == "submitted" for item in items),
        "to_do": sum(item.state != "conflict" for item in items),
    }


def _criterion_rows(
    entry: Entry, data: QueryDict, stored: dict[UUID, int | None], errors: Mapping[str, Any]
) -> list[dict[str, Any]]:
    rows = []
    for item in _criteria(entry):
        key = str(item.public_id)
        value = stored.get(item.public_id, 0)  # 0: nothing chosen yet
        if key in data:
            value = _typed_scores([item], data).get(item.public_id, 0)
        rows.append(
            {
                "key": key,
                "name": item.label,
                "help": item.text("help"),
                "weight": item.weight,
                "value": value,
                "error": str(errors.get(key, "")),
            }
        )
    return rows
