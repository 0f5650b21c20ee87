"""How many polls one person, and all together, may have waiting in this process, and how often they may ask."""

import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from django.utils.translation import gettext_lazy as _

from common.errors import TooMany
from realtime.buckets import Bucket
from realtime.limits import limits

MOST_BUCKETS = 10_000


class Turnstile:
    """Counts by key: a login session asks, a person waits, an address does both where nobody is logged in.

    A cookie is a login session only once somebody was found behind it: made-up ones count for their address.

    Runs on the loop, so it needs no lock.
    """

    def __init__(self) -> None:
        self._waiting: Counter[str] = Counter()
        self._buckets: dict[str, Bucket] = {}
        self._known: set[str] = set()

    def know(self, session: str) -> None:
        """Somebody was found behind this login session; its first ask counts for it as well."""
        if session in self._known:
            return
        if len(self._known) > MOST_BUCKETS:
            self._known.clear()
        self._known.add(session)
        self._take(session)

    def ask(self, session: str, address: str) -> None:
        """Take one token of the login session's bucket, or of the address's; TooMany when it is empty."""
        if not self._take(session if session in self._known else address):
            raise TooMany(_("That was asked too often. It is asked again in a moment."))

    def _take(self, key: str) -> bool:
        now = time.monotonic()
        if len(self._buckets) > MOST_BUCKETS:
            self._buckets.clear()  # everybody's bucket is full again: generous, and bounded
        return self._buckets.setdefault(key, Bucket.full(limits().poll_rate, now)).take(now)

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


turnstile = Turnstile()
