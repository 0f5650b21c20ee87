"""The one signal that is not ours: Django says that a login session began."""

from typing import Any

from django.contrib.auth.signals import user_logged_in
from django.http import HttpRequest
from django.utils import timezone

from accounts.actions import note_login_session
from accounts.models import User
from common.requests import client_address


def on_login(sender: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:
    """Put the new login session into the list its owner sees."""
    note_login_session(
        user=user,
        session=request.session,
        address=client_address(request),
        device=request.headers.get("User-Agent", ""),
        now=timezone.now(),
    )


def connect() -> None:
    """Called once by AppConfig.ready()."""
    user_logged_in.connect(on_login, dispatch_uid="accounts.on_login")
