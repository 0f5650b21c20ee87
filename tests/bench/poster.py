"""One writer who posts over HTTP on one connection, as the composer's script does."""

import http.client
import time
import urllib.parse
import uuid

CSRF = "a" * 32


class Poster:
    """A person in a channel."""

    def __init__(self, port: int, session: str, channel: str) -> None:
        self._link = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self._path = f"/communities/channels/{channel}/messages/"
        self._headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Accept": "application/json",
            "Cookie": f"sessionid={session}; csrftoken={CSRF}",
            "X-CSRFToken": CSRF,
            "Origin": f"http://127.0.0.1:{port}",
        }

    def post(self, body: str) -> float:
        """Post one message; when (monotonic seconds) the request began."""
        fields = urllib.parse.urlencode({"body": body, "client_id": str(uuid.uuid4())})
        began = time.monotonic()
        self._link.request("POST", self._path, fields, self._headers)
        answer = self._link.getresponse()
        text = answer.read()
        if answer.status not in (200, 201):
            raise RuntimeError(f"{self._path} answered {answer.status}: {text[:300]!r}")
        return began

    def close(self) -> None:
        """Hang up."""
        self._link.close()
