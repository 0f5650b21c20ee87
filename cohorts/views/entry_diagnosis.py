"""The self-diagnosis on the entrant's form: offered from this login session or by its link, attached, taken out."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from cohorts.actions import attach_diagnosis, detach_diagnosis
from cohorts.figures import diagnosis_figure
from cohorts.models import Diagnosis, Entry
from cohorts.queries import attached_diagnosis, current_answers, diagnosis_by_token, kept_diagnosis
from common.errors import NotFound
from common.ui.plots import Figure

SESSION_KEY = "cohorts.diagnosis"
ADD, ADD_LINK, REMOVE = "diagnosis", "diagnosis-link", "diagnosis-remove"
BUTTONS = frozenset({ADD, ADD_LINK, REMOVE})


def change_attached(request: HttpRequest, entry: Entry, user: User) -> str:
    """Do what the pressed button says about the attached result; the sentence when that was not possible.

    A pasted link is meant, whichever button follows it.
    """
    button, now = request.POST.get("button", ""), timezone.now()
    if button == REMOVE:
        detach_diagnosis(entry=entry, by=user, now=now)
        return ""
    is_pasted = bool(request.POST.get("diagnosis_link", "").strip())
    if button not in {ADD, ADD_LINK} and not is_pasted:
        return ""
    found = _offered(request) if button == ADD else _linked(request)
    if found is None:
        return _("There is no result behind this link. It may be older than 90 days, or part of the link is missing.")
    attach_diagnosis(entry=entry, diagnosis=found, by=user, now=now)
    return ""


def _offered(request: HttpRequest) -> Diagnosis | None:
    """The result this login session has made or opened last."""
    return kept_diagnosis(request.session.get(SESSION_KEY, ""), timezone.now())


def _linked(request: HttpRequest) -> Diagnosis | None:
    """The result of a pasted link: the last part of its path, whatever stands before."""
    link = request.POST.get("diagnosis_link", "").strip().partition("?")[0].partition("#")[0]
    try:
        return diagnosis_by_token(link.rstrip("/").rpartition("/")[2], timezone.now())
    except NotFound:
        return None


def attached_figure(answers: dict[str, Any]) -> Figure | None:
    """The figure of the result among these answers, or None."""
    found = attached_diagnosis(answers)
    return diagnosis_figure(found.levels, found.taken_on) if found else None


def diagnosis_context(request: HttpRequest, entry: Entry, error: str) -> dict[str, Any]:
    """What `_entry_diagnosis.html` shows on the page of the plan."""
    attached = attached_diagnosis(current_answers(entry))
    return {
        "diagnosis": diagnosis_figure(attached.levels, attached.taken_on) if attached else None,
        "offered_diagnosis": None if attached else _offered(request),
        "diagnosis_error": error,
        "is_link_wrong": bool(error),
        "diagnosis_link": request.POST.get("diagnosis_link", "") if error else "",
    }
