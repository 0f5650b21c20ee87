"""Logging in: an address and a mail code, or a password; then the second factor; and leaving."""

from dataclasses import dataclass
from uuid import UUID

from allauth.account.internal.flows.login import record_authentication
from allauth.account.internal.stagekit import clear_login
from allauth.account.stages import LoginStageController
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.actions import (
    check_password_login,
    confirm_login_code,
    request_login_code,
    use_second_factor,
)
from accounts.forms import CodeForm, EmailForm, PasswordLoginForm, SecondFactorForm, add_errors
from accounts.stages import SecondFactorStage
from accounts.views.steps import enter, leave_here
from accounts.way_back import read_way_back
from common.errors import InvalidInput, TooMany, status_of
from common.requests import client_network, home_url, safe_next

START = settings.LOGIN_REDIRECT_URL
_PENDING = "pending_login"
reading_and_sending = require_http_methods(["GET", "HEAD", "POST"])


@dataclass(frozen=True)
class PendingLogin:
    """What this browser asked for: the address it typed, the challenge it was given, where it wants to go."""

    email: str
    challenge: str
    next: str


@never_cache
@reading_and_sending
def login_page(request: HttpRequest) -> HttpResponse:
    """Ask for the e-mail address; the answer is the same for known and unknown ones."""
    return _address_page(request, "accounts/login.html", _target(request))


@never_cache
@reading_and_sending
def password_reset(request: HttpRequest) -> HttpResponse:
    """The same way in, for somebody who forgot the password: it ends where a new one is chosen."""
    return _address_page(request, "accounts/password_reset.html", reverse("accounts:password"))


@never_cache
@reading_and_sending
def login_code(request: HttpRequest) -> HttpResponse:
    """Take the six digits; POST with `resend` asks for new ones."""
    pending = _pending(request)
    if pending is None:
        return redirect("accounts:login")
    if "resend" in request.POST:
        _ask(request, pending.email, pending.next)
        return redirect("accounts:login_code")
    form = CodeForm(request.POST or None)
    if form.is_valid():
        try:
            user = confirm_login_code(
                email=pending.email,
                code=form.cleaned_data["code"],
                challenge=UUID(pending.challenge),
                now=timezone.now(),
            )
        except InvalidInput as error:
            add_errors(form, error)
        else:
            request.session.pop(_PENDING, None)
            return enter(request, user, pending.next, method="code")
    context = {"form": form, "email": pending.email}
    return render(request, "accounts/login_code.html", context, status=status_of(form))


@never_cache
@reading_and_sending
def way_back(request: HttpRequest, token: str) -> HttpResponse:
    """Where a mail's link leads, without typing the address again; looking at the page alone sends nothing."""
    back = read_way_back(token)
    if request.user.is_authenticated:
        return HttpResponseRedirect(back.path)
    if request.method == "POST":
        _ask(request, back.email, back.path)
        return redirect("accounts:login_code")
    return render(request, "accounts/way_back.html")


@never_cache
@reading_and_sending
def login_password(request: HttpRequest) -> HttpResponse:
    """Address and password on one page; a wrong pair never tells which of the two is wrong."""
    target = _target(request)
    if request.user.is_authenticated:
        return HttpResponseRedirect(target)
    form = PasswordLoginForm(request.POST or None)
    if form.is_valid():
        try:
            user = check_password_login(**form.cleaned_data, address=client_network(request), now=timezone.now())
        except InvalidInput as error:
            add_errors(form, error)
        except TooMany as error:
            form.add_error(None, str(error))
        else:
            clear_login(request)
            return enter(request, user, target, method="password")
    return render(request, "accounts/login_password.html", {"form": form, "next": target}, status=status_of(form))


@never_cache
@reading_and_sending
def login_second(request: HttpRequest) -> HttpResponse:
    """The second factor, between the first one and the login session; a login that waits too long starts anew."""
    stage = None if request.user.is_authenticated else LoginStageController.enter(request, SecondFactorStage.key)
    if stage is None or stage.login.user is None:
        return redirect("accounts:login")
    form = SecondFactorForm(request.POST or None)
    if form.is_valid():
        user = stage.login.user
        try:
            proof = use_second_factor(
                user=user, code=form.cleaned_data["code"], address=client_network(request), now=timezone.now()
            )
        except InvalidInput as error:
            add_errors(form, error)
        except TooMany as error:
            form.add_error("code", str(error))
        else:
            record_authentication(request, user, method="mfa", type=proof.type)
            answer: HttpResponse = stage.exit()
            return answer
    return render(request, "accounts/login_second.html", {"form": form}, status=status_of(form))


@never_cache
@reading_and_sending
def logout_page(request: HttpRequest) -> HttpResponse:
    """Ask (GET) and leave (POST); a link alone never logs anybody out."""
    if request.method != "POST":
        return render(request, "accounts/logout.html")
    leave_here(request)
    return HttpResponseRedirect(home_url())


def _target(request: HttpRequest) -> str:
    return safe_next(request, request.POST.get("next") or request.GET.get("next", ""), START)


def _address_page(request: HttpRequest, template: str, target: str) -> HttpResponse:
    """One field; the way on is the same whoever the address belongs to."""
    if request.user.is_authenticated:
        return HttpResponseRedirect(target)
    form = EmailForm(request.POST or None)
    if form.is_valid():
        try:
            _ask(request, form.cleaned_data["email"], target)
        except InvalidInput as error:
            add_errors(form, error)
        else:
            return redirect("accounts:login_code")
    return render(request, template, {"form": form, "next": target}, status=status_of(form))


def _ask(request: HttpRequest, email: str, target: str) -> None:
    """Request a code and keep what the next page needs in this browser's session."""
    clear_login(request)
    challenge = request_login_code(
        email=email,
        now=timezone.now(),
        address=client_network(request),
        language=get_language() or settings.LANGUAGE_CODE,
    )
    request.session[_PENDING] = {"email": email, "challenge": str(challenge), "next": target}


def _pending(request: HttpRequest) -> PendingLogin | None:
    kept = request.session.get(_PENDING)
    return PendingLogin(**kept) if kept else None
