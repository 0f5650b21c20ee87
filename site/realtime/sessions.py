"""Who stands behind a socket. Sockets pass Django's middleware by, so the login session is read here, at connect and
again at every subscription and catch-up: a login that ended opens nothing more."""

from collections.abc import Iterable
from importlib import import_module
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth import get_user
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, parse_cookie
from django.utils.crypto import salted_hmac

from realtime.models import Stream
from realtime.permissions import may_read
from realtime.queries import find_stream, streams_by_id

if TYPE_CHECKING:
    from accounts.models import User

MAX_KEY = 64

Headers = Iterable[tuple[bytes, bytes]]


def header(headers: Headers, name: bytes) -> str | None:
    """The value of a header that stands there exactly once."""
    values = [value for key, value in headers if key.lower() == name]
    return values[0].decode("latin-1") if len(values) == 1 else None


def is_own_origin(headers: Headers) -> bool:
    """Whether the page that opens the socket is ours; programs that send no Origin are refused like foreign pages."""
    return header(headers, b"origin") in settings.ORIGINS


def session_key_in(headers: Headers) -> str:
    """The session key of the Cookie header, or "" when there is none that could be one."""
    cookies = "; ".join(value.decode("latin-1") for key, value in headers if key.lower() == b"cookie")
    key = parse_cookie(cookies).get(settings.SESSION_COOKIE_NAME, "")
    return key if key.isascii() and key.isalnum() and len(key) <= MAX_KEY else ""


def person_behind(session_key: str) -> "User | None":
    """The active user logged in with this session, or None. Runs in a database thread."""
    if not session_key:
        return None
    request = HttpRequest()
    store: Any = import_module(settings.SESSION_ENGINE).SessionStore
    request.session = store(session_key)
    user = get_user(request)
    return user if user.is_authenticated and user.is_active else None


def open_streams(session_key: str, public_ids: list[str]) -> dict[str, Stream] | None:
    """Those of `public_ids` that the person behind `session_key` may read now; None when the login has ended."""
    user = person_behind(session_key)
    if user is None:
        return None
    found = streams_by_id(public_ids)
    return {public_id: stream for public_id, stream in found.items() if may_read(user, stream)}


def session_hash(session_key: str) -> str:
    """The name of a login session in events, since its key is a secret; "" stays "", which is no session's name."""
    return salted_hmac("realtime.control", session_key).hexdigest() if session_key else ""


def rights_now(session_key: str, public_ids: list[str]) -> tuple[bool, set[str]]:
    """Whether somebody is still logged in with this session, and which of these streams may be read by it now."""
    user = person_behind(session_key)
    found = streams_by_id(public_ids)
    reader = user or AnonymousUser()
    return user is not None, {public_id for public_id, stream in found.items() if may_read(reader, stream)}


def reader_of(session_key: str, public_id: UUID) -> tuple["User | None", Stream | None]:
    """The person behind `session_key` (None: nobody) and the stream, if it exists and they may read it now.

    Without a socket, what is public can be followed without logging in.
    """
    user = person_behind(session_key)
    stream = find_stream(public_id)
    return user, stream if stream is not None and may_read(user or AnonymousUser(), stream) else None
