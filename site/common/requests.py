"""What views read from a request besides its forms."""

import json
from typing import Any

from django.conf import settings
from django.http import HttpRequest, RawPostDataException
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from common.errors import BadRequest

LONGEST_NEXT = 500


def client_address(request: HttpRequest) -> str:
    """The network address of the other side; behind our own proxy (`BEHIND_PROXY`) the one the proxy saw last."""
    if getattr(settings, "BEHIND_PROXY", False):
        forwarded = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
        if forwarded:
            return forwarded
    return str(request.META.get("REMOTE_ADDR", ""))


def home_url() -> str:
    """The front page in the reader's language: Japanese has no prefix."""
    language = get_language() or settings.LANGUAGE_CODE
    return "/" if language == settings.LANGUAGE_CODE else f"/{language}/"


def safe_next(request: HttpRequest, url: str, default: str) -> str:
    """`url` if it leads to a page of this very host, otherwise the address named `default`."""
    allowed = url_has_allowed_host_and_scheme(url, {request.get_host()}, require_https=request.is_secure())
    return url if allowed and len(url) <= LONGEST_NEXT else reverse(default)


def json_body(request: HttpRequest) -> dict[str, Any]:
    """The JSON object of a request; raises BadRequest for anything else (also for NUL inside a text)."""
    try:
        # A form is no JSON; its body may have been read already (RawPostDataException).
        raw = request.body
        body = json.loads(raw)
    except (ValueError, RecursionError, RawPostDataException):
        raise BadRequest(_("The request is not readable JSON.")) from None
    if not isinstance(body, dict) or b"\\u0000" in raw:
        raise BadRequest(_("The request is not readable JSON."))
    return body
