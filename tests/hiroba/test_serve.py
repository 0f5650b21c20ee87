"""The real server: refusals that are read, bodies that pass, an end in order."""

import http.client
import os
import signal
import time
from collections.abc import Iterator

import pytest

from tests.faults.body import PATHS, attacks, send
from tests.faults.harness import Server, fresh_server

MB = 1024 * 1024


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with fresh_server("sqlite") as made:
        made.start()
        yield made


def post(server: Server, path: str, body: bytes, **headers: str) -> tuple[int, str]:
    link = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
    try:
        link.request("POST", path, body, headers)
        answer = link.getresponse()
        return answer.status, answer.read().decode()
    finally:
        link.close()


@pytest.mark.parametrize(("path", "sentence"), [("/login/", "一度に"), ("/en/login/", "at most 2 MB")])
def test_a_large_body_is_answered_in_the_readers_language(server, path, sentence):
    status, page = post(server, path, b"x" * (3 * MB))
    assert (status, sentence in page) == (413, True)


@pytest.mark.parametrize("place", PATHS)
@pytest.mark.parametrize("name", attacks(2))
def test_every_lie_is_answered(server, place, name):
    attack = attacks(80)[name]
    assert send(server, PATHS[place], attack) in attack.right


def test_an_upload_within_its_limit_reaches_the_page(server):
    # Refused by the page (no login, no token), not by the server.
    assert post(server, PATHS["upload"], b"x" * (30 * MB))[0] == 403


def test_a_form_reaches_the_page_whole(server):
    status, _ = post(server, "/login/", b"a=" + b"x" * MB, **{"Content-Type": "application/x-www-form-urlencoded"})
    assert status == 403


def test_the_access_log_names_routes_and_hides_the_rest(server):
    link = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
    for path in ("/login/?next=/secret-place/", "/invited/secret-code/", "/static/none.css"):
        link.request("GET", path, headers={"User-Agent": "secret-browser"})
        link.getresponse().read()
    link.close()
    text = (server.data / "log" / "access.log").read_text()
    assert " GET /login/ 200 " in text
    assert "secret" not in text
    assert "127.0.0.1" not in text


def test_a_request_under_way_is_answered_before_the_end(server):
    link = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
    link.putrequest("POST", "/login/")
    link.putheader("Content-Length", "3")
    link.endheaders(b"a")
    idle = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
    idle.request("GET", "/healthz/live")
    idle.getresponse().read()
    os.kill(server.pid, signal.SIGTERM)
    time.sleep(0.3)
    with pytest.raises(ConnectionRefusedError):
        post(server, "/login/", b"")
    link.send(b"=b")
    answer = link.getresponse()
    assert (answer.status, answer.headers["Connection"]) == (403, "close")
    answer.read()
    assert server.stop() == 0
    assert idle.sock.recv(1) == b""
    for one in (link, idle):
        one.close()
