"""Whether a reader gets on: by its word (credit) and by its transport; patience with those who do not is limited.

Both are needed. A reader that confirms nothing may still read, and one that confirms everything may read nothing:
its word costs the server memory, its transport tells.
"""

import asyncio
from collections.abc import Callable

from realtime.credit import Credit
from realtime.limits import limits
from realtime.transports import Link


class Pressure:
    """Holds one socket back while it must, and gives it up after `limits().stall` seconds without progress."""

    def __init__(self, link: Link, credit: Credit, give_up: Callable[[], None]) -> None:
        self.link = link
        self.credit = credit
        self._give_up = give_up
        self._timer: asyncio.TimerHandle | None = None
        self._seen = (False, 0)
        self._since = 0.0

    @property
    def has_room(self) -> bool:
        """Whether one more event may be sent now."""
        return not self.link.is_paused and self.credit.is_left()

    def watch(self) -> None:
        """Something is held back from now on; who was told where a stream stands has to ask, even with room again."""
        if self._timer is None:
            loop = asyncio.get_running_loop()
            self._seen, self._since = self._progress(), loop.time()
            self._timer = loop.call_later(limits().stall_look, self._look)

    def stop(self) -> None:
        """The socket is gone."""
        if self._timer is not None:
            self._timer.cancel()
        self._timer = None

    def _progress(self) -> tuple[bool, int]:
        """What changes while the reader gets on; words do not count while its transport is full."""
        return self.link.is_paused, self.link.held() if self.link.is_paused else self.credit.turns

    def _look(self) -> None:
        self._timer = None
        if self.has_room and not self.credit.held:
            return
        loop = asyncio.get_running_loop()
        seen = self._progress()
        if seen != self._seen:
            self._seen, self._since = seen, loop.time()
        elif loop.time() - self._since >= limits().stall:
            self._give_up()
            return
        self._timer = loop.call_later(limits().stall_look, self._look)
