"""The access log: one line a request, with nothing in it that leads to a person or opens a door.

    2026-11-22T12:00:00.123+09:00 POST /communities/channels/<uuid:public_id>/messages/ 201 512B 34ms

A page is named by its route, since addresses may carry invitations and codes; no query, no network address, no
browser, no user. What matches no page is a dash.
"""

import logging
import sys
import time
from datetime import UTC, datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from hiroba.bodies import Application, Receive, Scope, Send

log = logging.getLogger("hiroba.access")
ROUTE = "hiroba.route"
MEGABYTES, KEPT = 10, 5
PUBLISHED = "^"  # the route of Wagtail's pages is a regular expression that takes any address
ERRORS = 400
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


def open_log(where: str, folder: Path) -> None:
    """Write to `where`: "-" is standard output, "off" nowhere, "" a file in `folder` that is kept small."""
    if where == "off":
        return
    handler: logging.Handler = logging.StreamHandler(sys.stdout)
    if where != "-":
        path = Path(where) if where else folder / "log" / "access.log"
        path.parent.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(path, maxBytes=MEGABYTES * 1024 * 1024, backupCount=KEPT, encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(message)s"))
    log.handlers[:] = [handler]
    log.setLevel(logging.INFO)
    log.propagate = False


def logged(application: Any) -> Application:
    """`application` with a line for each request when it is answered, for each socket when it ends."""

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        began = time.monotonic()
        status, size = 0, 0

        async def note(message: dict[str, Any]) -> None:
            nonlocal status, size
            if message["type"] == "http.response.start":
                status = message["status"]
            else:
                size += len(message.get("body", b""))
            await send(message)

        scope.setdefault("extensions", {})
        is_socket = scope["type"] == "websocket"
        try:
            # A socket's own `send` leads to its transport (realtime.transports) and stays as it is.
            await application(scope, receive, send if is_socket else note)
        finally:
            log.info(line_of(scope, 101 if is_socket else status, size, time.monotonic() - began))

    return answer


def line_of(scope: Scope, status: int, size: int, seconds: float) -> str:
    """One line; status 0 means that the request was never answered."""
    at = datetime.now(UTC).astimezone().isoformat(timespec="milliseconds")
    method = scope.get("method", "SOCKET")
    method = method if method in METHODS or method == "SOCKET" else "OTHER"
    return f"{at} {method} {place_of(scope, status)} {status} {size}B {seconds * 1000:.0f}ms"


def place_of(scope: Scope, status: int) -> str:
    """The route of the page; the path itself only for published pages, static files and streams."""
    route = scope.get("extensions", {}).get(ROUTE)
    if route is not None and not route.startswith(PUBLISHED):
        return f"/{route}"
    path: str = scope["path"]
    is_ours = path.startswith((settings.STATIC_URL, "/ws/", "/streams/")) or (route is not None and status < ERRORS)
    return path if is_ours and path.isascii() and path.isprintable() and " " not in path else "-"


class RouteNoteMiddleware:
    """Tells the access log which page answered."""

    def __init__(self, get_response: Any) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response: HttpResponseBase = self.get_response(request)
        return response

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        """Put the route where the server that called us finds it."""
        extensions = getattr(request, "scope", {}).get("extensions")
        if extensions is not None and request.resolver_match is not None:
            extensions[ROUTE] = request.resolver_match.route
