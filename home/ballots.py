"""Which browser answered: a signed cookie for each question, set only when somebody answers.

The number in it is drawn by lot for this one question, so answers to two questions cannot be put together.
"""

from hashlib import sha256
from uuid import UUID, uuid4

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse

from common.requests import client_network

YEAR = 60 * 60 * 24 * 365
SALT = "home.poll"
# A double tap arrives twice before the cookie is there; then both are one browser.
DOUBLE_TAP = 3


def cookie_name(poll: str) -> str:
    """One cookie for each question."""
    return f"poll-{poll}"


def voter_of(request: HttpRequest | None, poll: str) -> UUID | None:
    """The number of a browser that has answered before; None for all others, and for a cookie that is not ours."""
    if request is None or cookie_name(poll) not in request.COOKIES:
        return None
    try:
        return UUID(request.get_signed_cookie(cookie_name(poll), default="", salt=SALT, max_age=YEAR))
    except ValueError:
        return None


def new_voter(request: HttpRequest, poll: str, option: int) -> UUID:
    """A number for a browser that answers for the first time.

    The same answer from the same network and kind of browser within `DOUBLE_TAP` seconds is taken for the second tap of
    one hand. Two neighbours who tap in the same instant then count once; a double tap never counts twice.
    """
    hand = f"{client_network(request)}\n{request.headers.get('User-Agent', '')}\n{poll}\n{option}"
    key = f"home.poll.{sha256(hand.encode()).hexdigest()}"
    drawn = uuid4()
    return drawn if cache.add(key, drawn.hex, DOUBLE_TAP) else UUID(cache.get(key, drawn.hex))


def remember_voter(response: HttpResponse, poll: str, voter: UUID, *, secure: bool) -> None:
    """Only our server reads it, and no other site makes a browser send it."""
    response.set_signed_cookie(
        cookie_name(poll), str(voter), salt=SALT, max_age=YEAR, httponly=True, samesite="Lax", secure=secure
    )
