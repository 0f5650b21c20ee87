"""Moderation: telling the organisers of a message, the list of moderation cases, each case, the writer's appeal."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from accounts.rights import allowed, require, require_login
from common.error_pages import written_texts
from common.errors import BadRequest, Closed, HirobaError, InvalidInput, NotFound
from common.pagination import page_by_cursor
from common.rate import require_token
from communities.actions import answer_appeal, appeal_removal, decide_case, report_message
from communities.actions.mentions import place_of
from communities.enums import CaseState
from communities.forms import AnswerForm, AppealForm, DecideForm, ReportForm, answer_of, show_error
from communities.message_text import body_html
from communities.models import Case
from communities.queries import (
    around,
    authors_in,
    cases_for,
    find_case,
    reactions_to,
    reports_of,
    waiting_cases_for,
)
from communities.views.doors import readable_message
from communities.views.lines import Deed, about, lines_for

SEE_OTHER = 303
ROWS = 20


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def message_report(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Tell those who run the place of a message; nobody else learns who did."""
    message = readable_message(request.user, public_id)
    user = require_login(request.user)
    require(user, "communities.report_message", message)
    form = ReportForm(request.POST or None)
    status = 200
    if request.method == "POST":
        status = _tried(form, lambda: _report(message, form, user))
        if status == SEE_OTHER:
            messages.success(request, _("Thank you. Those who run the community look at it."))
            return HttpResponseRedirect(place_of(message), status=SEE_OTHER)
    words = {
        "heading": _("Tell the organisers"),
        "sentence": _(
            "Those who run the community decide whether the message stays. The writer does not learn who told them."
        ),
        "press": _("Tell the organisers"),
        "press_kind": "primary",
    }
    context = {**about(message), **words, "form": form}
    return render(request, "communities/message_about.html", context, status=status)


def _report(message: Any, form: forms.Form, user: User) -> None:
    require_token(user.pk)
    report_message(message=message, by=user, now=timezone.now(), **form.cleaned_data)


@require_safe
@never_cache
def cases(request: HttpRequest) -> HttpResponse:
    """Moderation cases of the places one runs: those that wait, the oldest first, or with `?all` everything.

    `?community=` shows those of one community; of a place somebody does not run there are none.
    """
    user = require_login(request.user)
    show_all = "all" in request.GET
    found = cases_for(user) if show_all else waiting_cases_for(user)
    place = _place(request)
    if place:
        found = found.filter(message__channel__community__public_id=place)
    order = ("-created_at", "public_id") if show_all else ("created_at", "public_id")
    page = page_by_cursor(found, order=order, after=request.GET.get("after"), size=ROWS)
    only = {"community": str(place)} if place else {}
    query = {**only, **({"all": ""} if show_all else {})}
    context = {
        "cases": page.items,
        "show_all": show_all,
        "waiting_url": f"?{urlencode(only)}",
        "all_url": f"?{urlencode({**only, 'all': ''})}",
        "everywhere_url": reverse("communities:cases") if place else "",
        "next_url": f"?{urlencode({**query, 'after': page.next})}" if page.next else "",
        "previous_url": f"?{urlencode({**query, 'after': page.previous})}" if page.previous else "",
    }
    return render(request, "communities/cases.html", context)


def _place(request: HttpRequest) -> UUID | None:
    try:
        return UUID(request.GET["community"]) if "community" in request.GET else None
    except ValueError:
        raise BadRequest from None


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def case(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One moderation case: the message with what was said around it, the reports, and what is to be decided."""
    user, found = _judged(request, public_id)
    form = _case_form(request, found, user)
    status = 200
    if request.method == "POST" and form is None and found.state != CaseState.APPEALED:
        messages.info(request, _("This was decided already; here is how."))
        return HttpResponseRedirect(request.path, status=SEE_OTHER)
    if request.method == "POST" and form is None:
        require(user, "communities.answer_appeal", found)
        status = Closed.status
    elif request.method == "POST" and form is not None:
        status = _tried(form, lambda: _settle(found, form, user))
        if status == SEE_OTHER:
            messages.success(request, _("Noted. The writer is told when the message is taken down or comes back."))
            return HttpResponseRedirect(reverse("communities:cases"), status=SEE_OTHER)
    context: dict[str, Any] = {"case": found, "form": form, "reports": reports_of(found), "lines": _lines(user, found)}
    context |= {"place": place_of(found.message), "channel": found.message.channel}
    context |= {"waits_for_another": found.state == CaseState.APPEALED and form is None}
    return render(request, "communities/case.html", context, status=status)


def _judged(request: HttpRequest, public_id: UUID) -> tuple[User, Case]:
    """The case, when the person may decide it; for everybody else it does not exist."""
    user = require_login(request.user)
    found = find_case(public_id)
    if found is None or not allowed(user, "communities.view_case", found):
        raise NotFound
    return user, found


def _case_form(request: HttpRequest, found: Case, user: User) -> forms.Form | None:
    if found.state == CaseState.OPEN:
        return DecideForm(request.POST or None)
    if found.state == CaseState.APPEALED and allowed(user, "communities.answer_appeal", found):
        return AnswerForm(request.POST or None)
    return None


def _settle(found: Case, form: forms.Form, user: User) -> None:
    data = form.cleaned_data
    if isinstance(form, DecideForm):
        decide_case(case=found, by=user, now=timezone.now(), **data)
    else:
        answer_appeal(case=found, by=user, now=timezone.now(), **answer_of(data))


def _lines(user: User, found: Case) -> list[Any]:
    """The talk around it; the message itself stands above with its text, taken down or not."""
    channel = found.message.channel
    said = [message for message in around(found.message) if message.pk != found.message_id]
    authors = authors_in(channel.community, [message.author_id for message in said], inside=True)
    lines = lines_for(user, channel, said, authors, said=reactions_to((), None))
    # To be read, not to be acted on: the one decision of this page is about the message above.
    return [replace(line, deed=Deed(), words=[], react_url="", report_url="") for line in lines]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def case_appeal(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """What the writer reads about a removal, and where they object to it, once."""
    user = require_login(request.user)
    found = find_case(public_id)
    if found is None or not allowed(user, "communities.appeal_removal", found):
        raise NotFound
    form = AppealForm(request.POST or None)
    status = 200
    if request.method == "POST":
        status = _tried(form, lambda: appeal_removal(case=found, by=user, now=timezone.now(), **form.cleaned_data))
        if status == SEE_OTHER:
            messages.success(request, _("Your words are with those who decide. You are told the answer."))
            return HttpResponseRedirect(request.path, status=SEE_OTHER)
    text = body_html(found.message.body)  # its writer may read it, taken down or not
    context = {**about(found.message), "message_html": text, "case": found, "form": form}
    context |= {"may_appeal": found.state == CaseState.DECIDED, "texts": written_texts(request)}
    return render(request, "communities/case_appeal.html", context, status=status)


def _tried(form: forms.Form, act: Callable[[], object]) -> int:
    """Run the act for a valid form; its sentences stand in the form when it was refused."""
    if not form.is_valid():
        return InvalidInput.status
    try:
        act()
    except HirobaError as error:
        show_error(form, error)
        return error.status
    return SEE_OTHER
