"""The end of the one who measures: tells the thread inside a server (tests/bench/driven.py) what to write."""

import json
import socket
from typing import Any

from tests.faults.harness import Server

PROGRAM = ("-m", "tests.bench.driven")
BROADCAST = ("-m", "tests.bench.broadcast")


class Driver:
    """Prepare `server` before it starts; ask it to write once it runs."""

    def __init__(self, server: Server, *, kind: str = "daphne", program: tuple[str, ...] = PROGRAM) -> None:
        self._path = str(server.data / "drive.sock")
        server.environment |= {"HIROBA_DRIVE": self._path, "HIROBA_DRIVE_SERVER": kind}
        server.program = program
        self._link = socket.socket(socket.AF_UNIX)

    def __enter__(self) -> "Driver":
        self._link.connect(self._path)
        self._lines = self._link.makefile("rw")
        return self

    def __exit__(self, *_error: object) -> None:
        self._lines.close()
        self._link.close()

    def ask(self, do: str, **more: Any) -> dict[str, Any]:
        """{"began", "done", "answer"} of one command."""
        self._lines.write(json.dumps({"do": do, **more}) + "\n")
        self._lines.flush()
        answer: dict[str, Any] = json.loads(self._lines.readline())
        return answer
