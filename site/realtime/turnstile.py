"""How many polls one person, and all together, may have waiting in this process, and how often they may ask."""

import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeVar

from django.utils.translation import gettext_lazy as _

from common.errors import TooMany
from realtime.buckets import Bucket
from realtime.limits import limits

MOST_BUCKETS = 10_000
T = TypeVar("T")


class Turnstile:
    """Counts by key: a login session asks, a person waits, an address does both where nobody is logged in.

    A cookie is a login session only once somebody was found behind it: made-up ones count for their address.

    Runs on the loop, so it needs no lock.
    """

    def __init__(self) -> None:
        self._waiting: Counter[str] = Counter()
        self._buckets: dict[str, Bucket] = {}
        self._known: dict[str, None] = {}

    def know(self, session: str) -> None:
        """Somebody was found behind this login session; its first ask counts for it as well."""
        if session not in self._known:
            self._take(session)
        _note(self._known, session, None)

    def ask(self, session: str, address: str) -> None:
        """Take one token of the login session's bucket, or of the address's; TooMany when it is empty."""
        if not self._take(session if session in self._known else address):
            raise TooMany(_("That was asked too often. It is asked again in a moment."))

    def _take(self, key: str) -> bool:
        now = time.monotonic()
        bucket = self._buckets.get(key) or Bucket.full(limits().poll_rate, now)
        _note(self._buckets, key, bucket)
        return bucket.take(now)

    @contextmanager
    def wait(self, key: str) -> Iterator[None]:
        """Hold a place while waiting; TooMany when the key or the process has no more."""
        if self._waiting[key] >= limits().polls_per_person or self._waiting.total() >= limits().polls:
            raise TooMany(_("Too many windows are waiting for news at once. Please close some of them."))
        self._waiting[key] += 1
        try:
            yield
        finally:
            self._waiting[key] -= 1
            if not self._waiting[key]:
                del self._waiting[key]


def _note(kept: dict[str, T], key: str, value: T) -> None:
    """Keep what was used last: a flood of keys pushes out those that were quiet longest, not who was just refused."""
    kept.pop(key, None)
    kept[key] = value
    if len(kept) > MOST_BUCKETS:
        del kept[next(iter(kept))]


turnstile = Turnstile()
