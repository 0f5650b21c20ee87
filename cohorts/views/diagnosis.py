"""The three-minute self-diagnosis: one page of questions, a private result, its CSV, its deletion. No login."""

from functools import wraps
from typing import Any, Protocol

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.models import User
from cohorts import hooks
from cohorts.actions import delete_diagnosis, take_diagnosis
from cohorts.diagnosis import KEPT, LEVELS, OFFICIAL_URL, NextStep, next_step
from cohorts.figures import diagnosis_figure, gap_sentence
from cohorts.forms import DiagnosisForm
from cohorts.models import Diagnosis
from cohorts.queries import diagnosis_by_token, entry_to_attach_to, open_cohorts
from cohorts.views.entry_diagnosis import SESSION_KEY
from common.errors import TooMany
from common.rate import require_address_token
from common.requests import client_network
from common.spreadsheets import csv_response

UNPROCESSABLE = 422
# One address may be a room full of people at a briefing: sixty at once, then one every ten seconds.
PER_SECOND, BURST = 0.1, 60


class _View(Protocol):
    def __call__(self, request: HttpRequest, token: str) -> HttpResponseBase: ...


def private_link(referrer: str) -> Any:
    """What stands behind a private link is kept by nobody, found by no search engine, and named to no other page.

    A page with a form says `same-origin`: with `no-referrer` browsers send the form with the origin "null", which
    looks like a forged one.
    """

    def wrap(view: _View) -> _View:
        @wraps(view)
        def answer(request: HttpRequest, token: str) -> HttpResponseBase:
            response = view(request, token)
            response["Cache-Control"] = "private, no-store"
            response["X-Robots-Tag"] = "noindex, nofollow"
            response["Referrer-Policy"] = referrer
            return response

        return answer

    return wrap


@require_http_methods(["GET", "POST"])
def diagnosis(request: HttpRequest) -> HttpResponse:
    """Seven questions with two answers each; what was chosen stays when something is missing."""
    form = DiagnosisForm(request.POST if request.method == "POST" else None)
    if request.method == "GET":
        return _questions(request, form)
    if not form.is_valid():
        return _questions(request, form, UNPROCESSABLE)
    try:
        found = _taken(request, form)
    except TooMany as refusal:
        response = _questions(request, form, refusal.status, str(refusal))
        response["Retry-After"] = str(refusal.retry_after)
        return response
    request.session[SESSION_KEY] = str(found.public_id)
    return redirect("cohorts:diagnosis_result", found.token)


def _taken(request: HttpRequest, form: DiagnosisForm) -> Diagnosis:
    require_address_token(client_network(request), per_second=PER_SECOND, burst=BURST)
    client_id = form.cleaned_data["client_id"]
    return take_diagnosis(levels=form.levels, client_id=client_id, now=timezone.now())


def _questions(request: HttpRequest, form: DiagnosisForm, status: int = 200, refusal: str = "") -> HttpResponse:
    context = {
        "form": form,
        "levels": LEVELS,
        "words": [level.label for level in LEVELS],
        "official_url": OFFICIAL_URL,
        "days": KEPT.days,
        "refusal": refusal,
    }
    return render(request, "cohorts/diagnosis.html", context, status=status)


@require_GET
@private_link("no-referrer")
def diagnosis_result(request: HttpRequest, token: str) -> HttpResponse:
    """The figure, one sentence, one next step, the link to keep, and the way to delete it at once."""
    now = timezone.now()
    found = diagnosis_by_token(token, now)
    user = request.user if isinstance(request.user, User) else None
    if user is not None:
        request.session[SESSION_KEY] = str(found.public_id)
    entry = entry_to_attach_to(user, now) if user is not None else None
    cohort = entry.cohort if entry else open_cohorts(now).first()
    step = _step(request, found, is_term_open=cohort is not None)
    context = {
        "diagnosis": found,
        "figure": diagnosis_figure(found.levels, timezone.localdate(found.created_at)),
        "gap": gap_sentence(found.levels),
        "link": request.build_absolute_uri(),
        "entry": entry,
        "cohort": cohort,
        "step": step.value,
        "way_on": hooks.way_on(step, request),
        "official_url": OFFICIAL_URL,
    }
    return render(request, "cohorts/diagnosis_result.html", context)


def _step(request: HttpRequest, found: Diagnosis, *, is_term_open: bool) -> NextStep:
    """The next step; a place that has no cases yet sends people to the mentors."""
    step = next_step(found.levels, is_term_open=is_term_open)
    return NextStep.MENTORS if step == NextStep.CASES and not hooks.way_on(step, request) else step


@require_GET
@private_link("no-referrer")
def diagnosis_csv(request: HttpRequest, token: str) -> HttpResponseBase:
    """The table of the figure."""
    found = diagnosis_by_token(token, timezone.now())
    figure = diagnosis_figure(found.levels, timezone.localdate(found.created_at))
    return csv_response(request, [figure.columns, *figure.rows], "diagnosis.csv")


@require_http_methods(["GET", "POST"])
@private_link("same-origin")
def diagnosis_delete(request: HttpRequest, token: str) -> HttpResponse:
    """Say what goes and what stays, then delete at once."""
    now = timezone.now()
    found = diagnosis_by_token(token, now)
    if request.method == "GET":
        return render(request, "cohorts/diagnosis_delete.html", {"diagnosis": found})
    delete_diagnosis(diagnosis=found, now=now)
    if request.session.get(SESSION_KEY) == str(found.public_id):
        del request.session[SESSION_KEY]
    messages.success(request, _("Your result has been deleted. Its link opens nothing any more."))
    return redirect("cohorts:diagnosis")
