"""Run `start` for tests: a real process with data and port of its own."""

import os
import queue
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from tests.faults.ports import free_port
from tests.hiroba.sizes import ROOT

# Many times what it takes: the machine may be busy with the other tests.
PATIENCE_SECONDS = 400.0


@dataclass
class Started:
    """A `start` process and what it has printed so far."""

    process: "subprocess.Popen[str]"
    port: int
    lines: list[str] = field(default_factory=list)
    _fresh: "queue.Queue[str | None]" = field(default_factory=queue.Queue)

    def __post_init__(self) -> None:
        """Read along, so that the process never waits for us."""
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        with self.process.stdout as output:
            for line in output:
                self._fresh.put(line)
        self._fresh.put(None)

    def wait_for(self, pattern: str, seconds: float = PATIENCE_SECONDS) -> str:
        """The first new line that matches; an error with all lines when it ends before."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            with suppress(queue.Empty):
                line = self._fresh.get(timeout=0.2)
                assert line is not None, "".join(self.lines)
                self.lines.append(line)
                if re.search(pattern, line):
                    return line
        raise AssertionError(f"{pattern!r} did not come:\n{''.join(self.lines)}")

    def wait_ready(self) -> None:
        """Wait until it says where it runs."""
        self.wait_for(r"Hiroba runs at")

    def end(self, number: signal.Signals, seconds: float = 20) -> int:
        """Signal the process alone and wait for its end."""
        self.process.send_signal(number)
        return self.process.wait(seconds)


def environment_for(data: Path, port: int, extra: Mapping[str, str]) -> dict[str, str]:
    """The embedded settings on the given folder and port."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("HIROBA_", "DJANGO_"))}
    return {**kept, "HIROBA_DATA": str(data), "PORT": str(port), "PYTHONPATH": str(ROOT / "site"), **extra}


@contextmanager
def starting(data: Path, port: int | None = None, *prefix: str, **extra: str) -> Iterator[Started]:
    """A `start` process that is gone when the block ends; `prefix` may replace the command."""
    port = port or free_port()
    command = prefix or (sys.executable, "-m", "hiroba.launch.start")
    process = subprocess.Popen(
        command, cwd=ROOT, env=environment_for(data, port, extra), stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True,
    )  # fmt: skip
    started = Started(process, port)
    try:
        yield started
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()


def refusal_of(data: Path, port: int | None = None, *prefix: str, **extra: str) -> tuple[int, str]:
    """The exit code of a start that refuses, and everything it printed."""
    with starting(data, port, *prefix, **extra) as started:
        code = started.process.wait(PATIENCE_SECONDS)
        with suppress(AssertionError):
            started.wait_for(r"(?!)", 5)
        return code, "".join(started.lines)
