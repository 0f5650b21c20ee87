"""A line a request, from which nobody can be found and no door opened."""

import logging
import re

import pytest

from hiroba import access
from hiroba.access import RouteNoteMiddleware, line_of, logged, open_log


def scope(path: str = "/x/", route: str | None = None, **more) -> dict:
    extensions = {} if route is None else {access.ROUTE: route}
    return {"type": "http", "method": "GET", "path": path, "headers": [], "extensions": extensions, **more}


@pytest.fixture
def lines(caplog, monkeypatch):
    monkeypatch.setattr(access.log, "propagate", True)
    caplog.set_level(logging.INFO, "hiroba.access")
    return lambda: [record.getMessage() for record in caplog.records]


async def send_nothing(message):
    """The other end."""


async def test_a_request_is_one_line(lines):
    async def application(scope, receive, send):
        await send({"type": "http.response.start", "status": 201})
        await send({"type": "http.response.body", "body": b"12", "more_body": True})
        await send({"type": "http.response.body", "body": b"345"})

    asked = scope("/invitations/secret-code/", "invitations/<str:code>/", query_string=b"token=abc", method="POST")
    await logged(application)(asked, None, send_nothing)
    assert len(lines()) == 1
    assert re.fullmatch(r"\d{4}-\S+ POST /invitations/<str:code>/ 201 5B \d+ms", lines()[0])


async def test_a_request_that_fails_is_a_line_too(lines):
    async def application(scope, receive, send):
        raise RuntimeError("broken")

    with pytest.raises(RuntimeError):
        await logged(application)(scope(route="a/"), None, send_nothing)
    assert " GET /a/ 0 0B " in lines()[0]


async def test_a_socket_keeps_its_own_send(lines):
    heard = []

    async def application(scope, receive, send):
        heard.append(send)

    await logged(application)({"type": "websocket", "path": "/ws/", "headers": []}, None, send_nothing)
    assert heard == [send_nothing]
    assert " SOCKET /ws/ 101 0B " in lines()[0]


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("/static/app.css", "/static/app.css"),
        ("/no/such/page-with-a-code", "-"),
        ("/static/a\nGET /forged 200", "-"),
        ("/static/a b", "-"),
        ("/static/\u202e", "-"),
        ("", "-"),
    ],
)
def test_what_is_no_page_of_ours_is_a_dash(path, shown):
    assert line_of(scope(path), 404, 0, 0.0).split(" ")[2] == shown


def test_a_published_page_is_named_by_its_address():
    assert "/works/a/" in line_of(scope("/works/a/", r"^((?:[\w\-]+/)*)$"), 200, 1, 0.0)
    assert "/works/a/" not in line_of(scope("/works/a/", r"^((?:[\w\-]+/)*)$"), 404, 1, 0.0)


def test_a_made_up_method_cannot_write_into_the_log():
    assert " OTHER " in line_of(scope(method="GET\nX"), 405, 0, 0.0)


def test_the_middleware_notes_the_route(rf):
    request = rf.get("/")
    request.scope, request.resolver_match = {"extensions": {}}, type("Match", (), {"route": "a/<int:n>/"})
    RouteNoteMiddleware(lambda request: None).process_view(request, None, (), {})
    assert request.scope["extensions"] == {access.ROUTE: "a/<int:n>/"}


def test_the_file_is_made_in_the_data_folder(tmp_path, monkeypatch):
    monkeypatch.setattr(access.log, "handlers", [])
    open_log("", tmp_path)
    access.log.info("a line")
    access.log.handlers[0].close()
    assert (tmp_path / "log" / "access.log").read_text() == "a line\n"


def test_off_writes_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr(access.log, "handlers", [])
    open_log("off", tmp_path)
    assert (access.log.handlers, list(tmp_path.iterdir())) == ([], [])
