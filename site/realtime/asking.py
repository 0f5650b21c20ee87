"""HTTP without Django's view machinery: reading the question of a poll, writing its answer."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from uuid import UUID

from django.core.exceptions import SuspiciousOperation
from django.core.handlers.asgi import ASGIRequest
from django.http import HttpResponse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from common.error_pages import json_error
from common.errors import BadRequest, HirobaError, InvalidInput, Sentence, WrongMethod
from common.middleware import check_plain, language_of_asking_page
from common.requests import client_network
from realtime.limits import limits
from realtime.sessions import session_key_in

MAX_DIGITS = 15

Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]


@dataclass(frozen=True)
class Ask:
    """One question: what follows `after` in `stream`? `epoch` None: whichever holds now; `wait` in seconds."""

    stream: UUID
    after: int
    epoch: str | None
    wait: float
    session_key: str
    address: str


def request_of(scope: dict[str, Any]) -> ASGIRequest:
    """The request as Django sees it; a poll has no body that anybody would read."""
    return ASGIRequest(scope, BytesIO())


def ask_in(request: ASGIRequest) -> Ask:
    """Read the question; WrongMethod, BadRequest (host, encoding), InvalidInput with the field that is wrong."""
    if request.method != "GET":
        raise WrongMethod
    try:
        request.get_host()
        check_plain(request)
    except SuspiciousOperation as error:
        raise BadRequest from error
    scope = request.scope
    return Ask(
        stream=scope["url_route"]["kwargs"]["public_id"],
        after=_number(request, "after", _("Give the number of the last event you have.")),
        epoch=request.GET.get("epoch"),
        wait=min(_number(request, "wait", _("Give the seconds to wait as a whole number.")), limits().poll_wait),
        session_key=session_key_in(scope["headers"]),
        address=client_network(request),
    )


def _number(request: ASGIRequest, name: str, sentence: Sentence) -> int:
    text = request.GET.get(name, "0")
    if not (text.isascii() and text.isdecimal() and len(text) <= MAX_DIGITS):
        raise InvalidInput({name: sentence})
    return int(text)


def error_answer(request: ASGIRequest, error: HirobaError) -> HttpResponse:
    """The sentence of an error as JSON, in the reader's language; missing and foreign differ in no byte."""
    with translation.override(_language(request)):
        response = json_error(error)
    if isinstance(error, WrongMethod):
        response["Allow"] = "GET"
    return response


def _language(request: ASGIRequest) -> str:
    try:
        return language_of_asking_page(request)
    except SuspiciousOperation:  # a foreign host
        return translation.get_language_from_request(request)


async def respond(send: Send, response: HttpResponse) -> None:
    """Send a whole response, marked as private to this reader and this moment."""
    response["Cache-Control"] = "no-store"
    response["X-Content-Type-Options"] = "nosniff"
    response["Vary"] = "Cookie, Accept-Language, Referer"
    response["Content-Length"] = str(len(response.content))
    headers = [(name.lower().encode(), value.encode("latin-1")) for name, value in response.items()]
    await send({"type": "http.response.start", "status": response.status_code, "headers": headers})
    await send({"type": "http.response.body", "body": response.content})
