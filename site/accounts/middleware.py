"""What every request of somebody logged in passes by."""

from collections.abc import Callable

from allauth.usersessions.models import UserSession
from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone

from accounts.actions.sessions import SEEN_KEY
from accounts.queries import lacks_second_factor

# The content management asks Django's own permissions, which know nothing of second factors.
GUARDED = "/cms/"


class LoginSessionMiddleware:
    """Notes once a day that a login session is in use, and keeps the content management behind the second factor."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.session.session_key and SESSION_KEY in request.session:
            _note_use(request)
            if request.path.startswith(GUARDED) and lacks_second_factor(request.user):
                return redirect("accounts:second_factor")
        return self.get_response(request)


def _note_use(request: HttpRequest) -> None:
    """One write a day and login session; the owner's list shows the day."""
    today = timezone.localdate().isoformat()
    if request.session.get(SEEN_KEY) == today:
        return
    request.session[SEEN_KEY] = today
    UserSession.objects.filter(session_key=request.session.session_key).update(last_seen_at=timezone.now())
