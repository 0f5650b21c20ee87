"""One hub per process: joins hints, reads what is new once, renders it once, hands it to every socket of the process.

The database is the truth; hints only say when to look. `Feed.have` never moves backwards within an epoch.
"""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from typing import Any
from weakref import WeakKeyDictionary

from realtime import frames, pokes
from realtime.control import Control
from realtime.frames import CloseCode, Lease
from realtime.layer import LayerLink
from realtime.leases import Leases
from realtime.limits import limits
from realtime.models import Stream
from realtime.queries import RenderedEvent, events_after, heads_of
from realtime.ring import Frame, Ring
from realtime.sockets import Listener, Subscription
from realtime.threads import in_database
from realtime.transports import server_frame
from realtime.windows import Windows

logger = logging.getLogger(__name__)


def frame_of(stream: str, event: RenderedEvent) -> Frame:
    """The text of one event, made once for all readers."""
    text = frames.event(stream, event.seq, event.kind, event.payload)
    encoded = text.encode()
    return Frame(event.seq, text, len(encoded), server_frame(encoded))


class Feed:
    """One stream as this process knows it, with the sockets that read it."""

    def __init__(self, stream: Stream) -> None:
        self.row = stream
        self.stream = str(stream.public_id)
        self.epoch = stream.epoch
        self.have = self.wanted = stream.last_seq
        self.ring = Ring(limits().ring)
        self.readers: set[Subscription] = set()
        self.reading: asyncio.Task[None] | None = None

    def push(self, events: list[RenderedEvent]) -> None:
        """Keep and hand out the events that follow `have`."""
        batch = [frame_of(self.stream, event) for event in events]
        for event, frame in zip(events, batch, strict=True):
            self.ring.add(event.object_id, frame)
        self.have = batch[-1].seq
        for reader in list(self.readers):
            reader.push(batch)

    def restart(self, epoch: str, head: int) -> None:
        """The numbering began anew (a restore): all readers fetch their page again."""
        self.epoch, self.have, self.wanted = epoch, head, head
        self.ring.clear()
        for reader in list(self.readers):
            reader.reset(epoch, head)
            reader.is_live = True


class Hub:
    """The feeds and sockets of one event loop. All methods run on that loop."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.loop = loop
        self.feeds: dict[str, Feed] = {}
        self.sockets: set[Listener] = set()
        self.windows = Windows()
        self.link = LayerLink(self.poke, self._hear_lease)
        self.leases = Leases(self._readers_of, self._tell_lease)
        self.control = Control(self)
        self._tasks: list[asyncio.Task[None]] = []
        self._hints: set[asyncio.Task[bool]] = set()

    def join(self, socket: Listener) -> None:
        """Take in a socket; the first one wakes the hub."""
        self.sockets.add(socket)
        if not self._tasks:
            pokes.add_hub(self)
            self._tasks = [asyncio.create_task(work()) for work in self._works()]

    def _works(self) -> "list[Callable[[], Coroutine[Any, Any, None]]]":
        return [self.link.run, self.control.run, self.control.sweep, self.leases.run, self._poll, self._beat]

    def leave(self, socket: Listener) -> None:
        """Forget a socket; a while after the last one the hub sleeps and asks the database nothing."""
        for subscription in list(socket.subscriptions.values()):
            self.unsubscribe(subscription)
        self.sockets.discard(socket)
        if not self.sockets:
            self.loop.call_later(limits().linger, self._sleep)

    def _sleep(self) -> None:
        """A lone reader without a socket comes and goes with each poll: that alone wakes and ends nothing."""
        if self.sockets:
            return
        pokes.remove_hub(self)
        for task in self._tasks:
            task.cancel()
        self._tasks = []

    def subscribe(self, socket: Listener, row: Stream, last: int) -> Subscription:
        """Put `socket` among the readers of a stream, not live yet; `row` may be older than what readers have."""
        stream = str(row.public_id)
        feed = self.feeds.get(stream) or self.feeds.setdefault(stream, Feed(row))
        subscription = socket.subscriptions.get(stream) or Subscription(socket, stream, last)
        subscription.rewind(last)
        socket.subscriptions[stream] = subscription
        feed.readers.add(subscription)
        return subscription

    def unsubscribe(self, subscription: Subscription) -> None:
        """Take a socket off a stream."""
        self.leases.drop(subscription.socket, subscription.stream)
        subscription.socket.subscriptions.pop(subscription.stream, None)
        subscription.socket.credit.forget(subscription.stream)
        feed = self.feeds.get(subscription.stream)
        if feed is not None:
            feed.readers.discard(subscription)
            if not feed.readers:
                del self.feeds[subscription.stream]
                self.leases.forget(subscription.stream)

    def deny(self, listener: Listener, stream: str) -> None:
        """Take a reader off a stream (or never let them on) and say so, without a reason."""
        subscription = listener.subscriptions.get(stream)
        if subscription is not None:
            self.unsubscribe(subscription)
        listener.post(frames.denied(stream, "absent"))

    def poke(self, stream: str, seq: int) -> None:
        """Somebody says that `stream` reached `seq`."""
        self.control.poke(stream)
        feed = self.feeds.get(stream)
        if feed is not None and seq > feed.wanted:
            feed.wanted = seq
            if feed.reading is None:
                feed.reading = asyncio.create_task(self._read(feed))

    def announce(self, stream: str, seq: int) -> None:
        """Pass a hint of this process on to the others."""
        self._send(pokes.send_hint(stream, seq))

    def _send(self, sending: Coroutine[Any, Any, bool]) -> None:
        task = asyncio.create_task(sending)
        self._hints.add(task)
        task.add_done_callback(self._hints.discard)

    def _readers_of(self, stream: str) -> set[Subscription]:
        feed = self.feeds.get(stream)
        return feed.readers if feed else set()

    def _tell_lease(self, lease: Lease, person: str) -> None:
        if self.link.echoes:
            self._send(self.link.tell_lease(lease, person))

    def _hear_lease(self, lease: Lease, person: str, process: str) -> None:
        self.leases.hear(lease, person, process)

    def close_all(self, code: int = CloseCode.RESTART) -> None:
        """End every socket, so that its client connects to another or the next process."""
        for socket in list(self.sockets):
            socket.close(code)

    async def catch_up(self, subscription: Subscription) -> None:
        """Bring a reader level from the ring or the database, then make it live; or stop when it must confirm first.

        A range that the database no longer holds (or never held, after a restore) ends in a reset.
        """
        feed = self.feeds[subscription.stream]
        while (after := subscription.last) < feed.have:
            batch = feed.ring.after(after, limits().batch)
            if batch is None:
                events = await in_database(events_after, feed.row, after, limits().batch)
                batch = [frame_of(feed.stream, event) for event in events]
            if subscription.socket.subscriptions.get(subscription.stream) is not subscription:
                return  # denied meanwhile
            if subscription.last != after:
                continue
            if not batch or batch[0].seq != after + 1:
                subscription.reset(feed.epoch, feed.have)
            elif not subscription.take(batch):
                subscription.socket.hold_back(feed.stream, feed.have)
                return
        subscription.is_live = True

    async def _read(self, feed: Feed) -> None:
        """Read and hand out until nothing is wanted; failures of the database are waited out."""
        try:
            while feed.wanted > feed.have and feed.readers:
                try:
                    events = await in_database(events_after, feed.row, feed.have, limits().batch)
                except Exception:
                    logger.exception("reading stream %s failed; trying again", feed.stream)
                    await asyncio.sleep(limits().poll_alone)
                    continue
                events = [event for event in events if event.seq > feed.have]
                if events:
                    feed.push(events)
                else:
                    feed.wanted = feed.have
        finally:
            feed.reading = None

    async def _poll(self) -> None:
        """Look for growth nobody told us of: rarely while the layer works, every second otherwise."""
        polled_at = self.loop.time()
        while True:
            await asyncio.sleep(limits().poll_alone)
            if self.link.echoes and self.loop.time() - polled_at < limits().poll_with_layer:
                continue
            polled_at = self.loop.time()
            try:
                heads = await in_database(heads_of, list(self.feeds))
            except Exception as error:
                logger.warning("polling the streams failed: %s", error)
                continue
            self.compare(heads)

    def compare(self, heads: dict[str, tuple[str, int]]) -> None:
        """Take note of what the database says about epochs and numbers."""
        for stream, (epoch, seq) in heads.items():
            feed = self.feeds.get(stream)
            if feed is not None and feed.epoch != epoch:
                feed.restart(epoch, seq)
            self.poke(stream, seq)

    async def _beat(self) -> None:
        """Tell every socket where its streams stand."""
        while True:
            await asyncio.sleep(limits().heartbeat)
            for socket in list(self.sockets):
                heads = {stream: self.feeds[stream].have for stream in socket.subscriptions}
                socket.post(frames.heartbeat(heads))


_hubs: "WeakKeyDictionary[asyncio.AbstractEventLoop, Hub]" = WeakKeyDictionary()


def hub_of_this_loop() -> Hub:
    """The hub of the running event loop; a server process has one loop and so one hub."""
    loop = asyncio.get_running_loop()
    if loop not in _hubs:
        _hubs[loop] = Hub(loop)
    return _hubs[loop]


def all_hubs() -> list[Hub]:
    """Every hub of this process."""
    return list(_hubs.values())
