"""The office sends single fields back, with a sentence each."""

from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.rights import require
from cohorts.actions import return_entry
from cohorts.enums import CHECKABLE_STATES
from cohorts.models import Entry
from cohorts.office_forms import ReturnForm
from cohorts.queries import latest_revision, open_return, sentences_of, track_choices
from cohorts.questions import FIELDS, FILES_KEY, FORM_STEPS
from cohorts.views.parts import in_lines, in_words, place_label, words_for
from cohorts.views.staff import UNPROCESSABLE, entry_for_office
from common.dates import TOKYO
from common.errors import InvalidInput

DAYS_TO_CORRECT = 7
END_OF_DAY = time(17, 0)


@require_http_methods(["GET", "POST"])
def staff_return(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Every place with what was handed in and room for a sentence; what has one is sent back."""
    entry, user = entry_for_office(request, public_id)
    require(user, "cohorts.check_entry", entry)
    if entry.state not in CHECKABLE_STATES:
        messages.info(request, _("The format check of this entry is over."))
        return redirect("cohorts:staff_entry", entry.public_id)
    labels = {key: place_label(key, words_for(entry.cohort)) for key in (*FIELDS, FILES_KEY)}
    form = ReturnForm(request.POST or None, labels=labels, initial=_initial(entry))
    if request.method == "POST" and form.is_valid():
        due_at = datetime.combine(form.cleaned_data["due_on"], END_OF_DAY, TOKYO)
        try:
            return_entry(entry=entry, sentences=form.sentences, due_at=due_at, by=user, now=timezone.now())
        except InvalidInput as error:
            for name, sentence in error.fields.items():
                form.add_error(name or None, str(sentence))
        else:
            messages.success(request, _("%(number)s was sent back. The entrant was told.") % {"number": entry.number})
            return redirect("cohorts:staff_board", entry.cohort.public_id)
    status = UNPROCESSABLE if request.method == "POST" else 200
    context = {"entry": entry, "cohort": entry.cohort, "form": form, "parts": _parts(entry, form, labels)}
    return render(request, "cohorts/staff_return.html", context, status=status)


def _initial(entry: Entry) -> dict[str, Any]:
    """What was sent back before, and a week, or the end of the call if that is later."""
    waiting = open_return(entry)
    due_on = timezone.localdate() + timedelta(days=DAYS_TO_CORRECT)
    closes_on = timezone.localdate(entry.cohort.closes_at)
    return {"due_on": max(due_on, closes_on), **sentences_of(waiting)}


def _parts(entry: Entry, form: ReturnForm, labels: dict[str, str]) -> list[tuple[Any, list[dict[str, Any]]]]:
    """The pages of the form with their places: name, what was handed in, the line for the sentence."""
    revision = latest_revision(entry)
    answers, files = (revision.answers, revision.files) if revision else ({}, [])
    tracks = track_choices(entry.cohort)
    parts = [
        (
            step.title,
            [_place(form, field.key, labels, in_words(field, answers.get(field.key), tracks)) for field in step.fields],
        )
        for step in FORM_STEPS
    ]
    names = _(", ").join(item["name"] for item in files) or "–"
    return [*parts, (labels[FILES_KEY], [_place(form, FILES_KEY, labels, names)])]


def _place(form: ReturnForm, key: str, labels: dict[str, str], value: str) -> dict[str, Any]:
    bound = form[key]
    return {"key": key, "label": labels[key], "value": in_lines(value), "field": bound, "is_open": bool(bound.value())}
