"""Proving once more who one is, before a password or a second factor is changed."""

from uuid import UUID

from allauth.account.internal.flows.login import record_authentication
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache

from accounts.actions import confirm_login_code, request_login_code, use_second_factor
from accounts.forms import CodeForm, SecondFactorForm, add_errors
from accounts.models import User
from accounts.queries import has_second_factor
from accounts.rights import require_login
from accounts.views.login import reading_and_sending
from common.errors import InvalidInput, TooMany, status_of
from common.requests import client_network, safe_next

_CHALLENGE = "pending_confirmation"


@never_cache
@reading_and_sending
def confirm(request: HttpRequest) -> HttpResponse:
    """By the app where there is one, otherwise by six digits to one's own mailbox."""
    user = require_login(request.user)
    target = safe_next(request, request.POST.get("next") or request.GET.get("next", ""), "accounts:account")
    if "send" in request.POST:
        _send(request, user)
        return redirect(f"{request.path}?next={target}")
    by_app = has_second_factor(user)
    sent = _CHALLENGE in request.session
    form = SecondFactorForm(request.POST or None) if by_app else CodeForm(request.POST or None)
    if form.is_valid():
        try:
            method = _prove(request, user, form.cleaned_data["code"], by_app=by_app)
        except InvalidInput as error:
            add_errors(form, error)
        except TooMany as error:
            form.add_error("code", str(error))
        else:
            request.session.pop(_CHALLENGE, None)
            record_authentication(request, user, method=method, reauthenticated=True)
            return HttpResponseRedirect(target)
    context = {"form": form, "next": target, "by_app": by_app, "sent": sent, "email": user.email}
    return render(request, "accounts/confirm.html", context, status=status_of(form))


def _send(request: HttpRequest, user: User) -> None:
    """Six digits to the person's own address; the challenge stays in this browser."""
    challenge = request_login_code(
        email=user.email,
        now=timezone.now(),
        address=client_network(request),
        language=get_language() or user.language,
    )
    request.session[_CHALLENGE] = str(challenge)


def _prove(request: HttpRequest, user: User, code: str, *, by_app: bool) -> str:
    """The way in that was proved; raises InvalidInput or TooMany."""
    now = timezone.now()
    if by_app:
        use_second_factor(user=user, code=code, address=client_network(request), now=now)
        return "mfa"
    challenge = request.session.get(_CHALLENGE, "")
    confirm_login_code(email=user.email, code=code, now=now, challenge=UUID(challenge) if challenge else UUID(int=0))
    return "code"
