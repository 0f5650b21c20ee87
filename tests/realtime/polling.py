"""Asking the long poll without a network, and what came back."""

import asyncio
import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from channels.routing import URLRouter
from django.db import connections
from django.http import HttpResponse

from realtime.routing import http_urlpatterns

application = URLRouter(http_urlpatterns)


@dataclass
class Question:
    """One request; `hang_up` ends it from the reader's side."""

    stream: UUID | str
    query: str = ""
    session: str = ""
    method: str = "GET"
    language: str = "ja"
    host: str = "testserver"

    def __post_init__(self) -> None:
        self._incoming: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self._incoming.put_nowait({"type": "http.request", "body": b""})
        self.sent: list[dict[str, Any]] = []

    @property
    def scope(self) -> dict[str, Any]:
        headers = [(b"host", self.host.encode()), (b"accept-language", self.language.encode())]
        if self.session:
            headers.append((b"cookie", f"sessionid={self.session}".encode()))
        return {
            "type": "http", "method": self.method, "path": f"/streams/{self.stream}/events", "headers": headers,
            "query_string": self.query.encode("latin-1"), "client": ("192.0.2.7", 1),
        }  # fmt: skip

    def hang_up(self) -> None:
        self._incoming.put_nowait({"type": "http.disconnect"})

    async def ask(self) -> HttpResponse:
        """The answer as Django's tests know one; an answer of nothing has status 0 in `sent`."""

        async def send(message: dict[str, Any]) -> None:
            self.sent.append(message)

        await application(self.scope, self._incoming.get, send)
        if not self.sent:
            return HttpResponse(b"", status=499)
        headers = {name.decode(): value.decode() for name, value in self.sent[0]["headers"]}
        return HttpResponse(self.sent[1]["body"], status=self.sent[0]["status"], headers=headers)


def ask_on_the_spot(question: Question) -> HttpResponse:
    """Ask from a plain test, on the test's own database connection."""
    from realtime import polls

    connection = connections["default"]

    async def read(function: Any, *args: Any) -> Any:
        return function(*args)

    async def talk() -> HttpResponse:
        connections["default"] = connection
        return await question.ask()

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        patch.setattr(polls, "in_database", read)
        return asyncio.run(talk())


def said(response: HttpResponse) -> dict[str, Any]:
    """The JSON of an answer."""
    body: dict[str, Any] = json.loads(response.content)
    return body
