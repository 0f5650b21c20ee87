"""Writers that post, edit and remove over HTTP and never give an operation up, whatever happens to the server."""

import http.client
import json
import random
import sys
import threading
import time
import urllib.parse
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

CSRF = "a" * 32
PATIENCE_SECONDS = 300.0
DONE = (200, 201, 303)
AWAY, GONE = 503, 404
MOST_AHEAD = 250


@dataclass
class Said:
    """One message as its writer knows it, from acknowledgements only."""

    client_id: str
    body: str
    id: str = ""
    seq: int = 0
    rev: int = 0
    edits: int = 0
    is_removed: bool = False


@dataclass
class Talker:
    """One person with one connection; repeats an operation with the same key until it is answered."""

    port: int
    session: str
    channel: str
    rng: random.Random
    said: list[Said] = field(default_factory=list)
    retries: int = 0
    complaints: list[str] = field(default_factory=list)
    _link: http.client.HTTPConnection | None = None

    def talk(self, operations: int, progress: "Progress") -> None:
        """Mostly post, sometimes edit or remove what was said before, sometimes send the same twice."""
        for number in range(operations):
            choice = self.rng.random()
            standing = [said for said in self.said if not said.is_removed]
            if choice < 0.1 and standing:
                self.edit(self.rng.choice(standing), f"edited {number} 𠮷")
            elif choice < 0.15 and standing:
                self.remove(self.rng.choice(standing))
            else:
                self.post(f"message {number} 髙﨑", twice=choice > 0.95)
            progress.step()

    def post(self, body: str, *, twice: bool) -> None:
        said = Said(str(uuid.UUID(int=self.rng.getrandbits(128), version=4)), body)
        for _ in range(2 if twice else 1):
            fields = {"body": body, "client_id": said.client_id}
            answer = self._until_answered(f"/communities/channels/{self.channel}/messages/", fields)
            if said.id and said.id != answer["id"]:
                self.complaints.append(f"two messages for {said.client_id}")
            said.id, said.seq = answer["id"], answer["seq"]
        self.said.append(said)

    def edit(self, said: Said, body: str) -> None:
        # A conflict means: an earlier attempt was written but its answer was lost; nobody else edits this message.
        self._until_answered(f"/communities/messages/{said.id}/edit/", {"body": body, "rev": said.rev}, (*DONE, 409))
        said.body, said.rev, said.edits = body, said.rev + 1, said.edits + 1

    def remove(self, said: Said) -> None:
        self._until_answered(f"/communities/messages/{said.id}/remove/", {"reason": "mistake"})
        said.is_removed = True

    def _until_answered(self, path: str, fields: dict[str, Any], done: tuple[int, ...] = DONE) -> dict[str, Any]:
        deadline = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < deadline:
            try:
                status, body = self._send(path, urllib.parse.urlencode(fields))
            except (OSError, http.client.HTTPException):
                self._link = None
                self.retries += 1
                time.sleep(self.rng.uniform(0.05, 0.2))
                continue
            if status in done:
                return json.loads(body) if body.startswith(b"{") else {}
            if status != AWAY:
                self.complaints.append(f"{path} answered {status}: {body[:200]!r}")
            if status == GONE:  # what was acknowledged is lost: no patience brings it back
                return {}
            time.sleep(0.2)
        raise TimeoutError(path)

    def _send(self, path: str, body: str) -> tuple[int, bytes]:
        if self._link is None:
            self._link = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Accept": "application/json",
            "Cookie": f"sessionid={self.session}; csrftoken={CSRF}",
            "X-CSRFToken": CSRF,
            "Origin": f"http://127.0.0.1:{self.port}",
        }
        self._link.request("POST", path, body, headers)
        answer = self._link.getresponse()
        return answer.status, answer.read()


class Progress:
    """How many operations are done; lets the one who kills wait for a number.

    Writers go no faster than their readers: whoever is more than 500 events behind is sent to the page by contract, and
    a machine that is too slow for everybody would otherwise look like a loss.
    """

    def __init__(self, heard: Callable[[], int] = lambda: sys.maxsize) -> None:
        self._count = 0
        self._heard = heard
        self._changed = threading.Condition()

    def step(self) -> None:
        with self._changed:
            self._count += 1
            self._changed.notify_all()
        deadline = time.monotonic() + PATIENCE_SECONDS
        while self._count - self._heard() > MOST_AHEAD and time.monotonic() < deadline:
            time.sleep(0.05)

    def wait_for(self, count: int) -> None:
        with self._changed:
            if not self._changed.wait_for(lambda: self._count >= count, PATIENCE_SECONDS):
                raise TimeoutError(f"only {self._count} of {count} operations")
