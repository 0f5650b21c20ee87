"""What the server answers to one client: hello, sync and rx, one after another."""

import asyncio
import logging
from collections import deque

from realtime import frames
from realtime.buckets import Bucket
from realtime.frames import CloseCode, FrameError, Hello, Lease, Position, Received, Sync, cannot_resume
from realtime.hub import Hub
from realtime.limits import limits
from realtime.queries import heads_of
from realtime.sessions import open_streams
from realtime.sockets import Socket, Subscription
from realtime.threads import in_database

logger = logging.getLogger(__name__)


class Dialogue:
    """Hears the frames of one socket.

    `hear` never waits: frames that need the database go to an inbox, which one task empties in order. So a client keeps
    at most one database thread busy, and its token buckets bound the inbox.
    """

    def __init__(self, hub: Hub, socket: Socket) -> None:
        self._hub = hub
        self._socket = socket
        self._inbox: deque[Hello | Sync] = deque()
        self._answering: asyncio.Task[None] | None = None
        now = hub.loop.time()
        self._buckets = {
            Hello: Bucket.full(limits().hello_rate, now),
            Sync: Bucket.full(limits().sync_rate, now),
            Received: Bucket.full(limits().rx_rate, now),
            Lease: Bucket.full(limits().lease_rate, now),
        }
        self._silence = hub.loop.call_later(limits().hello_within, socket.close, CloseCode.SILENT)

    def hear(self, text: str | None) -> None:
        """Take one frame (None: a binary one); whatever breaks the protocol closes the socket."""
        if self._socket.is_closing:
            return
        self._hub.windows.hear(self._socket)
        try:
            self._take(text)
        except FrameError as error:
            self._socket.close(error.code)

    def stop(self) -> None:
        """The socket is gone."""
        self._silence.cancel()
        if self._answering is not None:
            self._answering.cancel()

    def _take(self, text: str | None) -> None:
        if text is None:
            raise FrameError(CloseCode.MALFORMED)
        frame = frames.parse(text)
        if not self._buckets[type(frame)].take(self._hub.loop.time()):
            raise FrameError(CloseCode.FLOOD)
        if isinstance(frame, Received):
            for stream, seq in frame.seqs.items():
                self._socket.credit.confirm(stream, seq)
            return
        if isinstance(frame, Lease):
            self._hub.leases.take(self._socket, frame)
            return
        self._silence.cancel()
        self._inbox.append(frame)
        if self._answering is None:
            self._answering = asyncio.create_task(self._answer())

    async def _answer(self) -> None:
        try:
            while self._inbox and not self._socket.is_closing:
                frame = self._inbox.popleft()
                await (self._open(frame) if isinstance(frame, Hello) else self._repeat(frame))
        except Exception as error:
            logger.warning("answering a socket failed (%s: %s); it reconnects", type(error).__name__, error)
            self._socket.close(CloseCode.RESTART)
        finally:
            self._answering = None

    async def _open(self, hello: Hello) -> None:
        """Join first, read the heads afterwards: what is written in between reaches the feed, not nobody."""
        opened = await self._join(hello.positions)
        heads = await in_database(heads_of, [subscription.stream for subscription in opened])
        self._hub.compare(heads)
        self._socket.post(frames.welcome({stream: Position(*head) for stream, head in heads.items()}))
        for subscription in opened:
            epoch, head = heads[subscription.stream]
            at = hello.positions[subscription.stream]
            if cannot_resume(at.epoch, at.seq, epoch, head):
                subscription.reset(epoch, head)
            await self._hub.catch_up(subscription)
            self._hub.leases.greet(subscription)

    async def _join(self, positions: dict[str, Position]) -> list[Subscription]:
        """Subscribe to what the person may read; deny the rest without a reason."""
        readable = await self._hub.control.read_rights(open_streams, self._socket.session_key, list(positions))
        if readable is None:
            self._socket.close(CloseCode.LOGIN)
            return []
        for stream in positions.keys() - readable.keys():
            self._hub.deny(self._socket, stream)
        if len(self._socket.subscriptions.keys() | readable.keys()) > limits().streams_per_socket:
            self._socket.close(CloseCode.TOO_LARGE)
            return []
        return [self._hub.subscribe(self._socket, row, positions[stream].seq) for stream, row in readable.items()]

    async def _repeat(self, sync: Sync) -> None:
        """Go on from the client's number, under the same rights and limits as a new subscription."""
        subscription = self._socket.subscriptions.get(sync.stream)
        readable = await self._hub.control.read_rights(open_streams, self._socket.session_key, [sync.stream])
        if readable is None:
            self._socket.close(CloseCode.LOGIN)
        elif subscription is None or sync.stream not in readable:
            self._hub.deny(self._socket, sync.stream)
        else:
            feed = self._hub.feeds[sync.stream]
            if cannot_resume(feed.epoch, sync.after, feed.epoch, feed.have):
                subscription.reset(feed.epoch, feed.have)
            else:
                subscription.rewind(sync.after)
            await self._hub.catch_up(subscription)
