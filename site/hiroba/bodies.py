"""The cap on request bodies for every ASGI server: counts what arrives and hands on no more than the page takes.

A server that keeps bodies itself before the application sees them needs its own cap in front (hiroba.launch.requests).
"""

from collections.abc import Awaitable, Callable
from typing import Any

from common.bodies import MARK, body_limit, refuse_body, text_limit

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]


def capped(application: Any) -> Application:
    """`application` with bodies cut off at the limit of their path."""

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        await application(scope, CappedBody(scope, receive).receive, send)

    return answer


class CappedBody:
    """What one application hears of its request: the body while it is within the limit, else an empty end."""

    def __init__(self, scope: Scope, receive: Receive) -> None:
        self._scope = scope
        self._receive = receive
        self._size = 0
        self._is_refused = MARK in scope.get("extensions", {}) or self._is_over(declared_length(scope))
        self._has_ended = False

    async def receive(self) -> dict[str, Any]:
        """The next message; after a refusal only the end of the body, then the end of the connection."""
        message = await self._receive()
        if message["type"] == "http.request" and not self._is_refused:
            self._size += len(message.get("body", b""))
            self._is_refused = self._is_over(self._size)
        return await self._without_body(message) if self._is_refused else message

    async def _without_body(self, message: dict[str, Any]) -> dict[str, Any]:
        if message["type"] == "http.request" and not self._has_ended:
            self._has_ended = True
            return {"type": "http.request", "body": b"", "more_body": False}
        while message["type"] == "http.request":
            message = await self._receive()
        return message

    def _is_over(self, size: int) -> bool:
        if size <= text_limit():
            return False
        limit = body_limit(self._scope["path"])
        if size > limit:
            refuse_body(self._scope, limit)
        return size > limit


def declared_length(scope: Scope) -> int:
    """The Content-Length of a request, 0 when there is none to believe."""
    values = [value for name, value in scope["headers"] if name == b"content-length"]
    return int(values[0]) if len(values) == 1 and values[0].isdigit() else 0
