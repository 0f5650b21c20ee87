"""The control stream: what ends somebody's access travels as numbered events, like everything else.

Layer or not, every hub looks at it each half second (a hint only makes it sooner), so an end of access reaches each
process within a second. What is asked here is never "may they still?", which the database answers, but "who must be
asked anew?". Events hold ids and keyed hashes: a login session's key is a secret.
"""

import asyncio
import contextlib
import logging
from collections.abc import Callable, Iterable
from typing import ParamSpec, Protocol, TypeVar

from common.maintenance import maintenance
from realtime.enums import Ended
from realtime.frames import CloseCode
from realtime.limits import limits
from realtime.queries import CONTROL, CONTROL_KEY, RenderedEvent, control_after, head_of
from realtime.sessions import rights_now, session_hash
from realtime.sockets import Listener
from realtime.threads import in_database

logger = logging.getLogger(__name__)
P = ParamSpec("P")
R = TypeVar("R")

BATCH = 200
AT_ONCE = 4  # listeners whose rights are read at the same time: the pages need the database too


class Place(Protocol):
    """The part of the hub that control touches."""

    sockets: set[Listener]

    def deny(self, listener: Listener, stream: str) -> None: ...
    def close_all(self, code: int) -> None: ...


class Control:
    """One hub's eye on the control stream."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self._stream = ""
        self._epoch = ""
        self._have = -1
        self._woken = asyncio.Event()
        self._started = asyncio.Event()

    def poke(self, stream: str) -> None:
        """A hint came; it may be about another stream."""
        if stream == self._stream:
            self._woken.set()

    async def read_rights(self, read: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Read rights so that no end of access falls between the reading and the subscription that follows at once.

        What ended before the reading is in its answer; what ends afterwards meets the subscription; what this hub heard
        of in between makes it read again. TimeoutError when control cannot be read at all: nobody is let in blindly.
        """
        async with asyncio.timeout(limits().control_start):
            await self._started.wait()
        while True:
            heard = self._have
            found = await in_database(read, *args, **kwargs)
            if self._have == heard:
                return found

    async def run(self) -> None:
        """Look until cancelled; whatever fails is waited out, since without a database nothing is delivered either."""
        try:
            while True:
                try:
                    await self._look_or_close()
                except Exception as error:
                    logger.warning("reading the control stream failed (%s: %s)", type(error).__name__, error)
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(limits().control_poll):
                        await self._woken.wait()
                self._woken.clear()
        finally:
            self._started.clear()

    async def sweep(self) -> None:
        """Ask everybody's rights again now and then: a role's last day passes without any event."""
        while True:
            await asyncio.sleep(limits().recheck)
            await self._recheck(self._place.sockets)

    async def _look_or_close(self) -> None:
        """While the site is closed for work on it everybody is sent away, and the database is left alone."""
        if maintenance() is None:
            await self._look()
        else:
            self._place.close_all(CloseCode.RESTART)

    async def _look(self) -> None:
        if not self._started.is_set():
            await self._start()
            return
        news = await in_database(control_after, self._have, BATCH)
        if news.epoch != self._epoch or news.head < self._have:
            # A restored database: whatever it has forgotten is true again, whatever it tells is old.
            await self._start()
            await self._recheck(self._place.sockets)
            return
        for event in news.events:
            self._have = event.seq  # first: who reads rights while it is heeded reads them again
            await self._heed(event)
        if len(news.events) == BATCH:
            self._woken.set()

    async def _start(self) -> None:
        head = await in_database(head_of, CONTROL, CONTROL_KEY)
        self._stream, self._epoch, self._have = str(head.public_id), head.epoch, head.seq
        self._started.set()

    async def _heed(self, event: RenderedEvent) -> None:
        if event.kind == Ended.STREAM:
            stream = str(event.object_id)
            await self._recheck([one for one in self._place.sockets if stream in one.subscriptions])
            return
        theirs = [one for one in self._place.sockets if one.person == event.object_id]
        if event.kind == Ended.RIGHTS:
            await self._recheck(theirs)
        for one in theirs:
            if _is_over(event, one.session_key):
                one.close(CloseCode.LOGIN)

    async def _recheck(self, listeners: Iterable[Listener]) -> None:
        """Ask again what these may read; a reading that fails sends the reader to connect anew, not on blindly."""
        gate = asyncio.Semaphore(AT_ONCE)

        async def ask(listener: Listener) -> None:
            async with gate:
                await self._ask(listener)

        await asyncio.gather(*(ask(one) for one in list(listeners) if not one.is_closing))

    async def _ask(self, listener: Listener) -> None:
        streams = list(listener.subscriptions)
        try:
            is_known, readable = await in_database(rights_now, listener.session_key, streams)
        except Exception as error:
            logger.warning("reading rights again failed (%s: %s)", type(error).__name__, error)
            listener.close(CloseCode.RESTART)
            return
        if listener.person is not None and not is_known:
            listener.close(CloseCode.LOGIN)
            return
        for stream in set(streams) - readable:
            self._place.deny(listener, stream)


def _is_over(event: RenderedEvent, session_key: str) -> bool:
    name = session_hash(session_key)
    if event.kind == Ended.LOGIN:
        return bool(event.payload["session"] == name)
    return event.kind == Ended.LOGINS and bool(event.payload["kept"] != name)
