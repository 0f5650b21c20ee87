"""What the worker does again and again, beside its queue: sealing records, sending mail, sweeping.

    @duty("activity.seal_records", every=5)
    def seal(now: datetime) -> None: …

in a `tasks.py`. A duty must be safe to run twice and at the same time in two workers, and be done in little time: what
takes long is a job. Duties of one lane share a thread and wait for each other; a lane of its own is for what must not
wait, such as login codes. A duty that answers True has more to do and comes again at once.
"""

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from django.db import close_old_connections, connections
from django.utils import timezone

logger = logging.getLogger(__name__)
Work = Callable[[datetime], object]
LONGEST_SLEEP = 1.0


@dataclass(frozen=True)
class Duty:
    """`work(now)` every `every` seconds."""

    name: str
    every: float
    work: Work
    lane: str


_duties: dict[str, Duty] = {}


def duty(name: str, *, every: float, lane: str = "house") -> Callable[[Work], Work]:
    """Register a function as the duty `name` ("<app>.<verb>_<noun>")."""

    def register(work: Work) -> Work:
        if name in _duties and _duties[name].work.__qualname__ != getattr(work, "__qualname__", ""):
            raise ValueError(f"two duties are named {name}")
        _duties[name] = Duty(name, every, work, lane)
        return work

    return register


def duties() -> list[Duty]:
    """All of them, by name."""
    return [_duties[name] for name in sorted(_duties)]


@contextmanager
def on_duty() -> Iterator[None]:
    """Do all duties in threads of this process while the block runs; at its end each one finishes what it does."""
    stop = threading.Event()
    lanes: dict[str, list[Duty]] = {}
    for each in duties():
        lanes.setdefault(each.lane, []).append(each)
    threads = [threading.Thread(target=_go_round, args=(lane, stop), daemon=True) for lane in lanes.values()]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stop.set()
        for thread in threads:
            thread.join(10)


def _go_round(lane: list[Duty], stop: threading.Event) -> None:
    """One lane: whatever is due, the one that waits longest first; a duty that fails is logged and comes again."""
    due = {each.name: 0.0 for each in lane}
    while not stop.is_set():
        for each in lane:
            if due[each.name] <= time.monotonic() and not stop.is_set():
                has_more = do(each)
                due[each.name] = time.monotonic() + (0 if has_more else each.every)
        stop.wait(min(LONGEST_SLEEP, max(0.0, min(due.values()) - time.monotonic())))
    connections.close_all()


def do(each: Duty) -> bool:
    """Do one duty now; nothing it raises ends the round. Answers whether there is more to do at once."""
    close_old_connections()
    try:
        return each.work(timezone.now()) is True
    except Exception:
        logger.exception("the duty %s failed and comes again", each.name)
        return False
