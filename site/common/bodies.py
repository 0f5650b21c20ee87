"""How large the body of a request may be: text everywhere, files only where a page says that it takes them.

The servers ask `body_limit` before they keep a body (hiroba.bodies, hiroba.launch.requests). What they refuse comes to
Django with an empty body and a mark in its ASGI scope, so that the person reads a page and not a torn connection.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from django.conf import settings
from django.http import HttpRequest
from django.urls import Resolver404, resolve
from django.utils import translation

from common.files.registry import file_kind

MARK = "hiroba.body_limit"
FILES = "body_files"
View = TypeVar("View", bound=Callable[..., Any])

_prefixes: dict[str, int] = {}


def takes_files(kind: str, *, at_once: int = 1) -> Callable[[View], View]:
    """Let a view receive `at_once` files of the file kind `kind` beside its text fields.

    Room for one more is added: who sends a file that is a little too large reads the form's own sentence.
    """

    def mark(view: View) -> View:
        setattr(view, FILES, (kind, at_once + 1))
        return view

    return mark


def allow_bodies(route_prefix: str, most: int) -> None:
    """Let the views of a package that cannot be marked, all below `route_prefix`, receive up to `most` bytes."""
    _prefixes[route_prefix] = most


def text_limit() -> int:
    """The bytes that every page takes."""
    return int(settings.DATA_UPLOAD_MAX_MEMORY_SIZE)


def body_limit(path: str) -> int:
    """The most bytes that a request to `path` (decoded, without query) may carry."""
    with translation.override(translation.get_language_from_path(path) or settings.LANGUAGE_CODE):
        try:
            match = resolve(path)
        except Resolver404:
            return text_limit()
    files = getattr(match.func, FILES, None)
    if files:
        kind, count = files
        most: int = min(file_kind(kind).max_bytes, settings.FILE_MAX_BYTES)
        return text_limit() + int(count) * most
    return max([text_limit(), *(most for prefix, most in _prefixes.items() if match.route.startswith(prefix))])


def refuse_body(scope: dict[str, Any], limit: int) -> None:
    """Note in the ASGI scope that the body was over `limit` bytes and is not there."""
    scope.setdefault("extensions", {})[MARK] = limit


def refused_limit(request: HttpRequest) -> int | None:
    """The limit that the body of `request` was over, or None when the body is there."""
    limit: int | None = getattr(request, "scope", {}).get("extensions", {}).get(MARK)
    return limit
