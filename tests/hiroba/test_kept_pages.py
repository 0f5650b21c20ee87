"""Kept pages from the event loop: the same answer as through Django, and only what Django kept."""

from typing import Any

import pytest
from django.test import Client

from hiroba.kept_pages import kept_pages
from home.models import HomePage
from home.page_cache import shelf
from tests.factories.home import make_site

HEADERS = [(b"host", b"testserver")]


async def asked(method: str = "GET", path: str = "/", headers: Any = (), query: bytes = b"") -> list[dict[str, Any]]:
    sent: list[dict[str, Any]] = []

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    async def pages(scope: Any, receive: Any, send: Any) -> None:
        sent.append({"type": "django"})

    scope = {"type": "http", "method": method, "path": path, "query_string": query, "headers": [*HEADERS, *headers]}
    await kept_pages(pages)(scope, None, send)  # type: ignore[arg-type]
    return sent


@pytest.fixture
def home(db: None, settings: Any) -> HomePage:
    settings.PAGE_CACHE_SECONDS = 60
    shelf.forget()
    return make_site()


def ask(*arguments: Any, **named: Any) -> list[dict[str, Any]]:
    from asgiref.sync import async_to_sync

    return async_to_sync(asked)(*arguments, **named)


def test_the_same_bytes_as_through_django(home: HomePage):
    assert ask() == [{"type": "django"}]
    page = Client(headers={"host": "testserver"}).get("/")
    start, body = ask()
    assert (start["status"], body["body"]) == (200, page.content)
    sent = {name.decode().lower(): value.decode() for name, value in start["headers"]}
    assert sent == {name.lower(): value for name, value in page.items()}
    assert ask("HEAD")[1]["body"] == b""
    tag = page["ETag"].encode()
    assert [message.get("status") for message in ask(headers=[(b"if-none-match", tag)])] == [304, None]
    for other in ({"headers": [(b"cookie", b"a=b")]}, {"query": b"x=1"}, {"method": "POST"}, {"path": "/x/"}):
        assert ask(**other) == [{"type": "django"}], other
    shelf.forget()
    assert ask() == [{"type": "django"}]
