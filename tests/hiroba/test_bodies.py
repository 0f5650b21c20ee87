"""What the application hears of a body that is within the limit, over it, or lying; under any ASGI server."""

from typing import Any

import pytest

from common.bodies import MARK
from hiroba.bodies import capped
from tests.factories.accounts import UserFactory

LIMIT = 2 * 1024 * 1024
END = {"type": "http.disconnect"}


def piece(size: int, *, more: bool = True) -> dict[str, Any]:
    return {"type": "http.request", "body": b"x" * size, "more_body": more}


async def hears(*sent: dict[str, Any], headers: Any = (), cap: Any = capped) -> tuple[int, bool]:
    """The bytes of body that reach the application, and whether it is told that they were too many."""
    messages = list(sent)
    scope: dict[str, Any] = {"type": "http", "path": "/login/", "headers": list(headers)}
    size = 0

    async def receive() -> dict[str, Any]:
        return messages.pop(0) if messages else END

    async def application(scope: Any, receive: Any, send: Any) -> None:
        nonlocal size
        while (message := await receive())["type"] == "http.request":
            size += len(message["body"])
            if not message["more_body"]:
                break
        assert (await receive()) == END

    await cap(application)(scope, receive, None)
    return size, MARK in scope.get("extensions", {})


async def test_a_body_at_the_limit_passes():
    assert await hears(piece(LIMIT - 1), piece(1, more=False)) == (LIMIT, False)


async def test_a_chunked_body_is_cut_off():
    assert await hears(piece(LIMIT), piece(1), piece(LIMIT), piece(1, more=False)) == (LIMIT, True)


async def test_a_declared_length_is_refused_before_the_body():
    headers = [(b"content-length", b"99999999")]
    assert await hears(piece(10), piece(10, more=False), headers=headers) == (0, True)


@pytest.mark.parametrize("length", [b"", b"-1", b"x", b"1e9", "１".encode()])
async def test_a_length_that_is_no_number_is_counted_instead(length):
    assert await hears(piece(10, more=False), headers=[(b"content-length", length)]) == (10, False)


async def test_a_client_that_goes_is_heard():
    assert await hears(piece(10), END) == (10, False)


async def test_twin_without_the_cap_everything_is_heard():
    found = await hears(piece(LIMIT), piece(LIMIT, more=False), cap=lambda application: application)
    assert found == (2 * LIMIT, False)


@pytest.mark.django_db
def test_the_page_of_a_refused_request_knows_who_reads_it(client):
    """As refused before any view: the way to log in is for those who are not logged in."""
    broken = {"data": b"--x", "content_type": "multipart/form-data"}
    assert 'href="/login/"' in client.post("/communities/", **broken).content.decode()
    client.force_login(UserFactory())
    page = client.post("/communities/", **broken)
    assert (page.status_code, 'href="/login/"' in page.content.decode()) == (400, False)
    assert 'href="/my/"' in page.content.decode()
