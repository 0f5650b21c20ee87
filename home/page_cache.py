"""Public pages kept whole for a few seconds, for readers who bring no cookie.

Most readers of a public page are strangers and read the same bytes. They are kept in the process that drew them: at
most `PAGE_CACHE_SECONDS` long (so that a number which changed shows within seconds everywhere), and no longer than
until something is published (at once, in this process). A page is kept only if nothing in it is one person's: it was
asked for without any cookie and without a query, it sets none, holds no token of a form and nobody forbade to store it.

When the time is over, one reader draws the page anew and the others still get the old one, so that a busy page is
drawn once and not by all at the same moment. Answers carry ETag and Last-Modified; who has the page already gets 304.
"""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from hashlib import sha256
from threading import Lock
from typing import TypeGuard

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import patch_vary_headers
from django.utils.http import http_date, parse_http_date_safe

from common.maintenance import maintenance

Key = tuple[str, str, str]
MOST_PAGES = 300
LARGEST = 512 * 1024
# How long the others get the old page while one draws the new one.
GRACE = 2.0
# A 304 repeats what tells the reader's cache how to go on, and says nothing about a body that it does not have.
OF_A_BODY = frozenset({"content-length", "content-type", "content-language"})


@dataclass(frozen=True)
class Kept:
    """A whole answer; `until` on the clock that never jumps."""

    headers: tuple[tuple[str, str], ...]
    body: bytes
    etag: str
    modified: int
    until: float


@dataclass(frozen=True)
class Answer:
    """What one reader gets of it."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes


class Shelf:
    """The kept pages of this process."""

    def __init__(self) -> None:
        self._pages: dict[Key, Kept] = {}
        self._lock = Lock()
        self.generation = 0

    def peek(self, key: Key) -> Kept | None:
        """The page while its time is not over."""
        kept = self._pages.get(key)
        return kept if kept is not None and time.monotonic() < kept.until else None

    def find(self, key: Key) -> Kept | None:
        """The page; None sends the asker to draw it, and the others get the old one for a moment longer."""
        with self._lock:
            kept, now = self._pages.get(key), time.monotonic()
            if kept is not None and now >= kept.until:
                self._pages[key] = replace(kept, until=now + GRACE)
                return None
            return kept

    def drop(self, key: Key) -> None:
        """What is there now is not for everybody any more: the old page is not given out again."""
        with self._lock:
            self._pages.pop(key, None)

    def put(self, key: Key, kept: Kept, generation: int) -> Kept:
        """Keep a page that was begun in this generation; the same bytes keep the day they had."""
        with self._lock:
            old = self._pages.pop(key, None)
            if old is not None and old.etag == kept.etag:
                kept = replace(kept, modified=old.modified)
            if generation == self.generation:
                self._pages[key] = kept
                while len(self._pages) > MOST_PAGES:
                    del self._pages[next(iter(self._pages))]
        return kept

    def forget(self) -> None:
        """Something was published: everything is drawn anew, and what is being drawn is not kept."""
        with self._lock:
            self.generation += 1
            self._pages.clear()


shelf = Shelf()


class PublicPageCacheMiddleware:
    """Stands first of all, so that what is kept has every header of the answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        key = None
        if request.method in ("GET", "HEAD") and not request.META.get("QUERY_STRING"):
            key = key_of(request.META.get("HTTP_HOST", ""), request.META.get("HTTP_X_FORWARDED_PROTO", ""),
                         request.path_info, has_cookie=bool(request.META.get("HTTP_COOKIE")))  # fmt: skip
        if key is None:
            return self.get_response(request)
        # Only who can bring the page anew takes the turn to draw it.
        kept = shelf.find(key) if request.method == "GET" else shelf.peek(key)
        if kept is None:
            generation = shelf.generation
            response = self.get_response(request)
            if not is_everybodys(response, request):
                if request.method == "GET":
                    shelf.drop(key)
                return response
            kept = shelf.put(key, keep(response), generation)
        return plain(answer_to(
            kept, request.META.get("HTTP_IF_NONE_MATCH", ""), request.META.get("HTTP_IF_MODIFIED_SINCE", "")
        ))  # fmt: skip


def key_of(host: str, proto: str, path: str, *, has_cookie: bool) -> Key | None:
    """By what a page is kept; None for a request that must be answered anew. The language stands in the path."""
    if has_cookie or not settings.PAGE_CACHE_SECONDS or maintenance() is not None:
        return None
    return host, proto, path


def is_everybodys(response: HttpResponseBase, request: HttpRequest) -> TypeGuard[HttpResponse]:
    """Whether every other stranger would get the same bytes."""
    control = response.get("Cache-Control", "")
    return (
        request.method == "GET"
        and isinstance(response, HttpResponse)
        and response.status_code == HttpResponse.status_code
        and hasattr(request, "public_page")
        and not response.cookies
        and "CSRF_COOKIE" not in request.META
        and "private" not in control
        and "no-store" not in control
        and "'nonce-" not in response.get("Content-Security-Policy", "")
        and len(response.content) <= LARGEST
    )


def keep(response: HttpResponse) -> Kept:
    """The answer as it is kept: to be asked for again each time, and told apart by what it holds."""

    body = response.content
    etag = f'"{sha256(body).hexdigest()[:32]}"'
    now = int(time.time())
    patch_vary_headers(response, ["Cookie"])
    response["Cache-Control"] = "no-cache"
    response["Content-Length"] = str(len(body))
    response["ETag"] = etag
    del response["Last-Modified"]
    return Kept(tuple(response.items()), body, etag, now, time.monotonic() + settings.PAGE_CACHE_SECONDS)


def answer_to(kept: Kept, none_match: str, modified_since: str) -> Answer:
    """The page, or 304 for a reader who has it (RFC 9110, 13.2.2: the tag decides where both are given)."""
    headers = (*kept.headers, ("Last-Modified", http_date(kept.modified)))
    if has_it(kept, none_match, modified_since):
        return Answer(304, tuple(pair for pair in headers if pair[0].lower() not in OF_A_BODY), b"")
    return Answer(200, headers, kept.body)


def has_it(kept: Kept, none_match: str, modified_since: str) -> bool:
    """Whether the reader's own copy is this one."""
    if none_match:
        return kept.etag in tags_in(none_match) or none_match.strip() == "*"
    since = parse_http_date_safe(modified_since) if modified_since else None
    return since is not None and kept.modified <= since


def tags_in(header: str) -> Iterable[str]:
    """The tags of a list, weak ones like strong ones (a proxy that compresses weakens them)."""
    return (part.strip().removeprefix("W/") for part in header.split(","))


def plain(answer: Answer) -> HttpResponse:
    """For Django's own servers and clients."""
    response = HttpResponse(answer.body, status=answer.status)
    del response["Content-Type"]
    for name, value in answer.headers:
        response[name] = value
    return response
