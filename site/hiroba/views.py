"""What is answered to a form that came without its token."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.utils.translation import gettext as _

from common.error_pages import wants_json
from common.requests import home_url

FORBIDDEN = 403


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
