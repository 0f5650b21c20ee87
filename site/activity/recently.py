"""Remembering for a while, in this process only, that something was noted already."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable


class Recently:
    """A set whose members leave after some seconds; at most `most` of them, the oldest leave first.

    Each process has its own: with four processes a look is noted four times at worst, and never not at all.
    """

    def __init__(self, seconds: float, most: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._seconds, self._most, self._clock = seconds, most, clock
        self._until: OrderedDict[Hashable, float] = OrderedDict()
        self._lock = threading.Lock()

    def has(self, key: Hashable) -> bool:
        """Whether `key` was added less than `seconds` ago."""
        with self._lock:
            return self._until.get(key, 0.0) > self._clock()

    def add(self, key: Hashable) -> None:
        """Remember `key` from now on."""
        with self._lock:
            self._until.pop(key, None)
            self._until[key] = self._clock() + self._seconds
            while len(self._until) > self._most:
                self._until.popitem(last=False)

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._until.clear()
