"""Child processes that never outlive the one that started them, and that wait for its word.

Each child gets the reading end of a pipe whose writing end only the parent holds. A byte means: go
ahead. The end of the pipe means that the parent is gone, by whatever death; the child's watcher then
ends the child. This needs no polling, has no race with a parent that dies first, and works on every
Unix.
"""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

PIPE_VARIABLE = "HIROBA_PARENT_PIPE"
MANAGE = Path(__file__).resolve().parents[3] / "manage.py"
_may_go = threading.Event()


class Children:
    """The processes of one `start`, each in a process group of its own."""

    def __init__(self) -> None:
        """Begin with none."""
        self.running: dict[str, subprocess.Popen[bytes]] = {}
        self._leashes: dict[str, int] = {}

    def begin(self, name: str, arguments: Sequence[str], extra: Mapping[str, str]) -> None:
        """Start `manage.py <arguments>`; its own group keeps the terminal's Ctrl-C away from it."""
        watched, self._leashes[name] = os.pipe()
        self.running[name] = subprocess.Popen(
            [sys.executable, str(MANAGE), *arguments],
            env={**os.environ, **extra, PIPE_VARIABLE: str(watched)},
            pass_fds=(watched,),
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )
        os.close(watched)

    def let_go(self, name: str) -> None:
        """Tell a child that waits in `wait_for_go` to go ahead."""
        with suppress(BrokenPipeError):  # it has died meanwhile, which `first_dead` will tell
            os.write(self._leashes[name], b"g")

    def wait_for(self, name: str) -> int:
        """Wait for a child that ends by itself; answer its exit code."""
        code = self.running[name].wait()
        del self.running[name]
        return code

    def first_dead(self) -> str | None:
        """The name of a child that has ended, if one has."""
        return next((n for n, child in self.running.items() if child.poll() is not None), None)

    def end_all(self, patience: float) -> None:
        """Ask every child to finish, wait `patience` seconds in all, then kill what is left."""
        for child in self.running.values():
            _signal_group(child, signal.SIGTERM)
        deadline = time.monotonic() + patience
        for child in self.running.values():
            try:
                child.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                _signal_group(child, signal.SIGKILL)
                child.wait()


def _signal_group(child: subprocess.Popen[bytes], number: signal.Signals) -> None:
    """Signal the child and what it started; a group that is gone already is no error."""
    if child.poll() is None:
        try:
            os.killpg(child.pid, number)
        except ProcessLookupError:
            return


def end_with_parent() -> None:
    """In a child: end this process when its parent goes. Without a parent pipe, just go ahead."""
    descriptor = os.environ.pop(PIPE_VARIABLE, "")
    if descriptor:
        threading.Thread(target=_watch_parent, args=(int(descriptor),), daemon=True).start()
    else:
        _may_go.set()


def wait_for_go() -> None:
    """In a child: stop here, with everything loaded, until the parent says so."""
    _may_go.wait()


def _watch_parent(descriptor: int) -> None:
    while os.read(descriptor, 1):
        _may_go.set()
    os.kill(os.getpid(), signal.SIGTERM)
