"""How an error is shown: a page, JSON for scripts, or the way to the login page."""

import re
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import resolve_url
from django.template import TemplateDoesNotExist, loader
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from common.errors import BadRequest, HirobaError, InvalidInput, LoginNeeded, TooLarge, TooMany
from common.requests import home_url

UNAUTHORISED = 401
SECRET = re.compile("password|token|code", re.IGNORECASE)
MACHINE_WORD = re.compile(r"[\w.:@/+-]*", re.ASCII)
HEADINGS = {
    400: _("The page could not read that request"),
    403: _("This page is not open to you"),
    404: _("We cannot find this page"),
    405: _("The page could not read that request"),
    409: _("This has changed in the meantime"),
    413: _("That was too large"),
    422: _("Please check what you entered"),
    429: _("That was a little too fast"),
}


def wants_json(request: HttpRequest) -> bool:
    """Whether a script asked: it names application/json and not text/html."""
    accept = request.headers.get("Accept", "")
    return "application/json" in accept and "text/html" not in accept


def error_response(request: HttpRequest, error: HirobaError) -> HttpResponse:
    """The answer to an error; never cached, marked so that it is not replaced on its way out."""
    if wants_json(request):
        response: HttpResponse = json_error(error)
    elif isinstance(error, LoginNeeded):
        response = _to_login(request)
    else:
        response = _page(request, error)
    response["Cache-Control"] = "no-store"
    if isinstance(error, TooMany) and error.retry_after:
        response["Retry-After"] = str(error.retry_after)
    response.hiroba_error = error  # type: ignore[attr-defined]
    return response


def json_error(error: HirobaError) -> JsonResponse:
    """The error for scripts: its name, its sentence, and each wrong field with its own."""
    body: dict[str, object] = {"error": type(error).__name__, "sentence": str(error.sentence)}
    if isinstance(error, InvalidInput):
        body["fields"] = {name: str(text) for name, text in error.fields.items()}
    return JsonResponse(body, status=UNAUTHORISED if isinstance(error, LoginNeeded) else error.status)


def _to_login(request: HttpRequest) -> HttpResponse:
    """To the login page and, for a page that was only read, back again; what somebody wrote is shown to them first."""
    url = resolve_url(settings.LOGIN_URL)
    if request.method in ("GET", "HEAD"):
        return HttpResponseRedirect(f"{url}?{urlencode({'next': request.get_full_path()})}")
    texts = written_texts(request)
    if not texts:
        return HttpResponseRedirect(url)
    context = {"texts": texts, "login": f"{url}?{urlencode({'next': form_page(request)})}"}
    return HttpResponse(render_to_string("common/login_ended.html", context, request), status=UNAUTHORISED)


def written_texts(request: HttpRequest) -> list[str]:
    """What a person wrote into a form, without keys, choices, numbers and passwords."""
    fields = request.POST.lists()
    texts = [text for name, values in fields if not SECRET.search(name) for text in values]
    return [text for text in texts if text.strip() and not MACHINE_WORD.fullmatch(text)]


def form_page(request: HttpRequest) -> str:
    """The page the form stood on, if it is one of ours; else the address it was sent to."""
    asked_from = urlsplit(request.headers.get("Referer", ""))
    return asked_from.path if asked_from.netloc == request.get_host() else request.path


def _page(request: HttpRequest, error: HirobaError) -> HttpResponse:
    heading = HEADINGS.get(error.status, HEADINGS[400])
    context: dict[str, Any] = {"sentence": error.sentence, "status": error.status, "heading": heading}
    # A form that could not be read gives nothing back: asking it again raises what has just been answered.
    is_unreadable = isinstance(error, (BadRequest, TooLarge))
    context |= {"home": home_url(), "texts": [] if is_unreadable else written_texts(request)}
    try:
        body = loader.get_template("common/error.html").render(context, request)
    except TemplateDoesNotExist:
        # The layout of the site is broken or missing: the sentence still reaches the person.
        body = loader.get_template("common/error_plain.html").render(context)
    return HttpResponse(body, status=error.status)
