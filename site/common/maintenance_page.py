"""What people see while the site is closed for work on it. Nothing here asks the database or the login session."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.http.multipartparser import MultiPartParserError
from django.http.request import UnreadablePostError
from django.template import loader
from django.utils import timezone, translation

from common.bodies import refused_limit
from common.error_pages import form_page, json_error, wants_json, written_texts
from common.errors import UnderMaintenance
from common.maintenance import SHORTEST, Maintenance, maintenance
from common.middleware import NeutralAddressMiddleware, language_of_asking_page

HEALTH = "/healthz/"
# Pages that have one address in all languages.
NEUTRAL = (*NeutralAddressMiddleware.PREFIXES, "/cms/")


class MaintenanceMiddleware:
    """Answers 503 in the reader's language while the site is closed; probes and static files pass.

    Stands before login sessions. What somebody sends meanwhile is not taken and not thrown away: scripts keep it and
    come again, and without scripts the page shows it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        closed = None if request.path_info.startswith((HEALTH, settings.STATIC_URL)) else maintenance()
        if closed is None:
            return self.get_response(request)
        with translation.override(_language(request)):
            return _answer(request, closed)


def _answer(request: HttpRequest, closed: Maintenance) -> HttpResponse:
    error, wait = UnderMaintenance(), closed.retry_after(timezone.now())
    if wants_json(request):
        # Scripts keep what was typed and ask often: work may be done sooner than was said.
        response: HttpResponse = json_error(error)
        wait = min(wait, SHORTEST)
    else:
        again = request.get_full_path() if request.method in ("GET", "HEAD") else form_page(request)
        context = {"until": closed.until, "texts": _texts(request), "again": again}
        # Without the request: what every page knows comes from the database.
        response = HttpResponse(loader.get_template("503.html").render(context), status=error.status)
    response["Retry-After"] = str(wait)
    response["Cache-Control"] = "no-store"
    response._has_been_logged = True  # type: ignore[attr-defined]  # Django would log each one as an error of ours
    response["Vary"] = "Accept-Language, Referer"
    return response


def _language(request: HttpRequest) -> str:
    if request.path_info.startswith(NEUTRAL):
        return language_of_asking_page(request)
    return translation.get_language_from_path(request.path_info) or settings.LANGUAGE_CODE


def _texts(request: HttpRequest) -> list[str]:
    """What a form of ours brought; a foreign page cannot put words on ours."""
    if request.method != "POST" or urlsplit(request.headers.get("Referer", "")).netloc != request.get_host():
        return []
    try:
        return [] if refused_limit(request) is not None else written_texts(request)
    except (RequestDataTooBig, SuspiciousOperation, MultiPartParserError, UnreadablePostError):
        return []
