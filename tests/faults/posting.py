"""Requests as a logged-in browser sends them, on a connection that stays open."""

import http.client
import urllib.parse
from collections.abc import Mapping
from types import TracebackType

CSRF = "a" * 32


class Poster:
    """One person's connection to one server."""

    def __init__(self, port: int, session: str, timeout: float = 60) -> None:
        self._port, self._session = port, session
        self._link = http.client.HTTPConnection("127.0.0.1", port, timeout=timeout)

    def __enter__(self) -> "Poster":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._link.close()

    def post(self, path: str, fields: Mapping[str, str]) -> tuple[int, bytes]:
        """Status and body of the answer."""
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Accept": "application/json",
            "Cookie": f"sessionid={self._session}; csrftoken={CSRF}",
            "X-CSRFToken": CSRF,
            "Origin": f"http://127.0.0.1:{self._port}",
        }
        return self._ask("POST", path, urllib.parse.urlencode(fields), headers)

    def get(self, path: str) -> tuple[int, bytes]:
        """The same for a page."""
        return self._ask("GET", path, None, {"Cookie": f"sessionid={self._session}"})

    def _ask(self, method: str, path: str, body: str | None, headers: dict[str, str]) -> tuple[int, bytes]:
        self._link.request(method, path, body, headers)
        answer = self._link.getresponse()
        return answer.status, answer.read()
