"""What views read from a request besides its forms."""

import json
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Any

from django.conf import settings
from django.http import HttpRequest, RawPostDataException
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from common.errors import BadRequest

LONGEST_NEXT = 500
NETWORK_BITS = 64  # what one line of IPv6 holds: whoever has one address has all of them


def client_address(request: HttpRequest) -> str:
    """The network address of the other side; behind our own proxy (`BEHIND_PROXY`) the one the proxy saw last."""
    if getattr(settings, "BEHIND_PROXY", False):
        forwarded = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
        if forwarded:
            return forwarded
    return str(request.META.get("REMOTE_ADDR", ""))


def client_network(request: HttpRequest) -> str:
    """Whom limits count when nobody is logged in: the address, for IPv6 its /64. Every limit asks here."""
    return network_of(client_address(request))


def network_of(address: str) -> str:
    """The part of a network address that stands for one line; text that is no address stays as it is.

    >>> [network_of(address) for address in ("203.0.113.9", "::ffff:203.0.113.9", "2001:db8:1:2:3:4:5:6")]
    ['203.0.113.9', '203.0.113.9', '2001:db8:1:2::/64']
    """
    try:
        found: IPv4Address | IPv6Address = ip_address(address.partition("%")[0])
    except ValueError:
        return address
    found = getattr(found, "ipv4_mapped", None) or found
    return str(found) if isinstance(found, IPv4Address) else str(IPv6Network((found, NETWORK_BITS), strict=False))


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
