"""Many sockets in one process of their own, so that the load does not weigh on what is measured.

    with Crowd(server.port, sessions, count=500, stream=stream, epoch=epoch) as crowd:
        crowd.open()                  # every socket has been welcomed
        last = crowd.wait_for(1)      # time.monotonic() at which the last socket had its first event
        crowd.close_codes()           # {4012: 500}, after the server has ended

The clients are bare: they parse frames, count events and confirm every 50th, as the browser's client does.
"""

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


class Crowd:
    """The process of the clients, as the one who measures sees it."""

    def __init__(self, port: int, sessions: Sequence[str], *, count: int, stream: str = "", epoch: str = "") -> None:
        self._config = {
            "port": port, "sessions": list(sessions), "count": count, "stream": stream, "epoch": epoch,
        }  # fmt: skip
        self._process: subprocess.Popen[str] | None = None

    def __enter__(self) -> "Crowd":
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.bench.crowd_clients"],
            cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1,
        )  # fmt: skip
        self._say(self._config)
        return self

    def __exit__(self, *_error: object) -> None:
        assert self._process is not None
        self._process.kill()
        self._process.communicate()

    def open(self) -> None:
        """Wait until every socket is welcomed."""
        answer = self._hear("open")
        if answer["failed"]:
            raise RuntimeError(f"{answer['failed']} of {self._config['count']} sockets did not open: {answer['why']}")

    def wait_for(self, number: int) -> float:
        """When (monotonic seconds) the last socket had its `number`-th event."""
        while (answer := self._hear("all"))["all"] < number:
            pass
        return float(answer["at"])

    def close_codes(self) -> dict[int, int]:
        """How many sockets ended with which code; 0 stands for none, -1 for a socket that is still open."""
        self._say({"codes": 1})
        return {int(code): count for code, count in self._hear("codes")["codes"].items()}

    def _say(self, word: dict[str, Any]) -> None:
        assert self._process is not None and self._process.stdin is not None
        self._process.stdin.write(json.dumps(word) + "\n")
        self._process.stdin.flush()

    def _hear(self, key: str) -> dict[str, Any]:
        assert self._process is not None and self._process.stdout is not None
        for line in self._process.stdout:
            answer: dict[str, Any] = json.loads(line)
            if key in answer:
                return answer
        raise RuntimeError("the crowd's process ended")
