"""Beginning an entry: who can enter, an e-mail address, its code, and the draft is there."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.actions import confirm_login_code, request_login_code
from accounts.forms import CodeForm, add_errors
from accounts.models import User
from accounts.rights import require_login
from accounts.views.steps import enter
from cohorts.actions import start_entry
from cohorts.forms import StartForm, typed_values
from cohorts.models import Cohort, Entry
from cohorts.queries import get_cohort, live_entry_of, open_cohorts
from cohorts.questions import ELIGIBILITY_KEYS, START
from cohorts.views.parts import resume_url, step_states, words_for
from common.errors import InvalidInput
from common.requests import client_network
from common.ui.components.notices import Question

SESSION_KEY = "cohorts.start"
UNPROCESSABLE = 422


@require_http_methods(["GET", "POST"])
def entry_start(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Step 1. Somebody logged in only answers three questions; somebody who has an entry here goes on with it."""
    cohort = get_cohort(public_id)
    user = request.user if isinstance(request.user, User) else None
    existing = live_entry_of(user, cohort) if user else None
    if existing is not None:
        return redirect(resume_url(existing))
    if not cohort.takes_entries(timezone.now()):
        return render(request, "cohorts/entry_closed.html", _closed_context(cohort))
    form = StartForm(
        request.POST if request.method == "POST" else None, words=words_for(cohort), ask_email=user is None
    )
    if request.method == "GET" or not form.is_valid():
        status = 200 if request.method == "GET" else UNPROCESSABLE
        return render(request, "cohorts/entry_start.html", _start_context(cohort, form), status=status)
    if not form.is_eligible:
        return render(request, "cohorts/entry_other.html", _other_context(cohort, form))
    answers = typed_values(START, request.POST)
    if user is None:
        return _ask_for_code(request, cohort, form.cleaned_data["email"], answers)
    return _begin(cohort, user, answers)


def _ask_for_code(request: HttpRequest, cohort: Cohort, email: str, answers: dict[str, Any]) -> HttpResponse:
    challenge = request_login_code(
        email=email,
        now=timezone.now(),
        address=client_network(request),
        language=get_language() or "ja",
    )
    request.session[SESSION_KEY] = {
        "cohort": str(cohort.public_id),
        "email": email,
        "challenge": str(challenge),
        "answers": answers,
    }
    return redirect("cohorts:entry_code", cohort.public_id)


@require_http_methods(["GET", "POST"])
def entry_code(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The six digits from the mail; then the person is logged in and the draft is there."""
    cohort = get_cohort(public_id)
    begun = request.session.get(SESSION_KEY)
    if not begun or begun["cohort"] != str(cohort.public_id):
        return redirect("cohorts:entry_start", cohort.public_id)
    if "resend" in request.POST:
        return _ask_for_code(request, cohort, begun["email"], begun["answers"])
    form = CodeForm(request.POST if request.method == "POST" else None)
    user = _confirmed(form, begun) if request.method == "POST" and form.is_valid() else None
    if user is None:
        status = UNPROCESSABLE if request.method == "POST" else 200
        context = {"cohort": cohort, "form": form, "email": begun["email"], "steps": step_states(1)}
        return render(request, "cohorts/entry_code.html", context, status=status)
    way_on = enter(request, user, reverse("cohorts:entry_start", args=[cohort.public_id]), method="code")
    if not request.user.is_authenticated:
        return way_on  # to the second factor, and back to this entry
    request.session.pop(SESSION_KEY, None)
    existing = live_entry_of(user, cohort)
    if existing is not None:
        messages.success(request, _("Welcome back. Here is what you have already."))
        return redirect(resume_url(existing))
    return _begin(cohort, user, begun["answers"])


def _confirmed(form: CodeForm, begun: dict[str, Any]) -> User | None:
    try:
        return confirm_login_code(
            email=begun["email"],
            code=form.cleaned_data["code"],
            challenge=UUID(begun["challenge"]),
            now=timezone.now(),
        )
    except InvalidInput as error:
        add_errors(form, error)
        return None


def _begin(cohort: Cohort, user: User, answers: dict[str, Any]) -> HttpResponse:
    applicant = require_login(user)
    entry: Entry = start_entry(
        cohort=cohort,
        applicant=applicant,
        by=applicant,
        now=timezone.now(),
        answers={key: answers.get(key, "") for key in ELIGIBILITY_KEYS},
    )
    return redirect("cohorts:entry_step", entry.public_id, "company")


def _start_context(cohort: Cohort, form: StartForm) -> dict[str, Any]:
    faq = [Question(str(item["q"]), str(item["a"])) for item in cohort.program.text("faq")]
    return {"cohort": cohort, "form": form, "faq": faq, "steps": step_states(1), "minutes": START.minutes_left}


def _closed_context(cohort: Cohort) -> dict[str, Any]:
    now = timezone.now()
    return {"cohort": cohort, "is_early": now < cohort.opens_at, "others": open_cohorts(now)}


def _other_context(cohort: Cohort, form: StartForm) -> dict[str, Any]:
    """What helps somebody whom this call is not for, by the question they answered with no."""
    sentences = {
        "eligible_place": _("You can still join in as a supporter or an advisor: everybody outside is welcome."),
        "eligible_size": _("Larger companies can offer people, places and know-how to those who take part."),
        "eligible_terms": _("Single consultations need no commitment. The office finds a day that suits you."),
    }
    reasons = [sentences[key] for key in ELIGIBILITY_KEYS if form.cleaned_data.get(key) != "yes"]
    return {"cohort": cohort, "reasons": reasons}
