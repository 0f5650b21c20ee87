"""What the pages of logging in share: going on after the first factor, and how fresh a proof is."""

import time
from datetime import timedelta
from functools import wraps
from typing import Any, Protocol
from urllib.parse import urlencode

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from accounts.actions import leave
from accounts.models import User
from accounts.rights import require_login

# For this long after a factor was given, passwords and second factors may be changed without giving one again.
FRESH = timedelta(minutes=15)


class View(Protocol):
    """A view of somebody logged in."""

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse: ...


def enter(request: HttpRequest, user: User, target: str, *, method: str) -> HttpResponse:
    """Go on after the first factor: to the second one where there is one, otherwise into a new login session."""
    record_authentication(request, user, method=method)
    answer: HttpResponse = perform_login(request, user, redirect_url=target, email=user.email)
    return answer


def leave_here(request: HttpRequest) -> None:
    """End the login session of this browser, if there is one; the only way in which a view logs somebody out."""
    if isinstance(request.user, User):
        leave(user=request.user, session=request.session.session_key or "", now=timezone.now())
    logout(request)


def is_fresh(request: HttpRequest) -> bool:
    """Whether the person proved lately, in this login session, who they are."""
    records = get_authentication_records(request, request.user)
    return bool(records) and time.time() - records[-1]["at"] < FRESH.total_seconds()


def fresh_login_required(view: View) -> View:
    """Ask for a proof first; afterwards the person comes back to the page (a POST has to be sent again)."""

    @wraps(view)
    def asking(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        require_login(request.user)
        if is_fresh(request):
            return view(request, *args, **kwargs)
        return redirect(f"{reverse('accounts:confirm')}?{urlencode({'next': request.path})}")

    return asking
