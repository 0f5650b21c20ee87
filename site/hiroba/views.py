"""Answers to a form without its token, at the door of the content management, and when something broke."""

import sys

from django.core.exceptions import PermissionDenied
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from common.error_pages import wants_json, written_texts
from common.requests import home_url

FORBIDDEN = 403
BROKEN, AWAY = 500, 503
RETRY_AFTER = 10  # seconds: how long a restart of the database takes


def cms_login(request: HttpRequest) -> HttpResponse:
    """The content management sends here whom it does not let in: people who are logged in already have no right to it.

    The others log in on our own page, where limits and the second factor are.
    """
    if request.user.is_authenticated:
        raise PermissionDenied
    return HttpResponseRedirect(f"{reverse('accounts:login')}?{request.META.get('QUERY_STRING', '')}")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say what to do: the page was open too long or cookies are off; what was typed is still in the browser.

    A script gets a token that works, as it would by loading the page again; other origins cannot read the answer.
    """
    if wants_json(request):
        sentence = _("The page was open too long. Please load it again.")
        return JsonResponse(
            {"error": "TokenRefused", "sentence": sentence, "token": get_token(request)}, status=FORBIDDEN
        )
    return render(request, "403_csrf.html", {"home": home_url()}, status=FORBIDDEN)


def server_error(request: HttpRequest) -> HttpResponse:
    """Say that it was our fault, and give back what was written; asks nothing of the database.

    A database that cannot be reached (restarted, locked for too long) is 503: the same request will do in a moment.
    """
    status = AWAY if isinstance(sys.exc_info()[1], (OperationalError, InterfaceError)) else BROKEN
    if wants_json(request):
        response: HttpResponse = JsonResponse({"error": "Unavailable", "sentence": _sentence(status)}, status=status)
    else:
        context = {"status": status, "sentence": _sentence(status), "texts": written_texts(request)}
        response = HttpResponse(render_to_string("500.html", context), status=status)
    if status == AWAY:
        response["Retry-After"] = str(RETRY_AFTER)
    response["Cache-Control"] = "no-store"
    return response


def _sentence(status: int) -> str:
    if status == AWAY:
        return _("Our records cannot be reached at the moment. This was not saved; please send it again in a minute.")
    return _("We have been told and are looking into it. Please try again in a few minutes.")
