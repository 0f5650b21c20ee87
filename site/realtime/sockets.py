"""One reader's socket: its transport or a bounded queue with a writer, and its places in the streams it reads.

Nothing here waits for the network except `Socket.write`, which belongs to this socket alone: a full socket delays
nobody else. Where the transport is known (realtime.transports) frames go straight into it while it takes them.
"""

import asyncio
import contextlib
from typing import Protocol
from uuid import UUID

from realtime import frames
from realtime.credit import Credit
from realtime.frames import CloseCode
from realtime.limits import limits
from realtime.pressure import Pressure
from realtime.ring import Frame
from realtime.transports import Send, link_to, server_frame


class Listener(Protocol):
    """Whom the hub tells: a socket, or a poll that waits for one answer."""

    session_key: str
    person: UUID | None
    subscriptions: "dict[str, Subscription]"
    credit: Credit
    is_closing: bool

    @property
    def has_room(self) -> bool: ...

    def post(self, text: str, raw: bytes = b"") -> None: ...

    def hold_back(self, stream: str, head: int) -> None: ...

    def close(self, code: int) -> None: ...


class Socket:
    """What the server holds for one open socket."""

    def __init__(self, send: Send, session_key: str, person: UUID | None) -> None:
        self.session_key = session_key
        self.person = person
        self.subscriptions: dict[str, Subscription] = {}
        self.credit = Credit(limits().unconfirmed_events, limits().unconfirmed_bytes)
        self.is_closing = False
        self._send = send
        self._link = link_to(send)
        self._link.on_change = self._on_transport
        self._pressure = Pressure(self._link, self.credit, self._give_up)
        self._queue: asyncio.Queue[str | int] = asyncio.Queue(limits().queue_frames)
        self._waiting = 0
        self._waiting_bytes = 0
        self._flows = asyncio.Event()
        self._flows.set()

    @property
    def has_room(self) -> bool:
        """Whether an event may be sent now: the client confirms, its transport empties, nothing waits here."""
        return self._pressure.has_room and self._waiting_bytes < limits().queue_bytes

    def post(self, text: str, raw: bytes = b"") -> None:
        """Send one frame, or queue it; a reader whose queue is full is let go and resumes from the database.

        `raw` is the same frame as the transport takes it, where it was built for many readers.
        """
        if self.is_closing:
            return
        if self._link.is_direct and not self._waiting and not self._link.is_paused:
            self._link.write(raw or server_frame(text.encode()))
            return
        try:
            self._queue.put_nowait(text)
            self._waiting += 1
            self._waiting_bytes += len(text)
        except asyncio.QueueFull:
            self.close(CloseCode.BEHIND)

    def hold_back(self, stream: str, head: int) -> None:
        """The reader cannot take more of `stream`, which stands at `head`: say so as soon as that can be sent."""
        self.credit.held.add(stream)
        self._pressure.watch()
        if not self._link.is_paused:
            self.post(frames.heartbeat({stream: head}))

    def close(self, code: int) -> None:
        """Close with `code` after the frames that are queued; at once when the queue or the transport is full."""
        if self.is_closing:
            return
        self.is_closing = True
        if self._link.is_paused:
            self._link.abort()
        while self._queue.full():
            self._queue.get_nowait()
        self._queue.put_nowait(code)
        self._flows.set()

    async def write(self) -> None:
        """Send what is queued, in order, until the close code. A reader that has gone ends it in silence."""
        with contextlib.suppress(ConnectionError):
            while True:
                item = await self._queue.get()
                await self._flows.wait()
                if isinstance(item, int):
                    await self._send({"type": "websocket.close", "code": item})
                    return
                if self._link.is_direct:
                    self._link.write(server_frame(item.encode()))
                else:
                    await self._send({"type": "websocket.send", "text": item})
                self._waiting -= 1
                self._waiting_bytes -= len(item)

    def stop(self) -> None:
        """The socket is gone."""
        self._pressure.stop()

    def _on_transport(self) -> None:
        """The transport is full, or empty again: then readers that were passed by learn where their streams stand."""
        if self._link.is_paused:
            self._flows.clear()
            self._pressure.watch()
            return
        self._flows.set()
        behind = {stream: place.head for stream, place in self.subscriptions.items() if not place.is_live}
        if behind:
            self.post(frames.heartbeat(behind))

    def _give_up(self) -> None:
        self.close(CloseCode.BEHIND)


class Subscription:
    """One socket's place in one stream.

    Live: it got everything the hub has, and takes new frames as they are pushed. Not live: it is behind, and a
    catch-up brings it level from the ring or the database; the hub's pushes pass it by meanwhile. The step from level
    to live happens without waiting in between, so no event can fall into it and none comes twice.
    """

    __slots__ = ("head", "is_live", "last", "socket", "stream")

    def __init__(self, socket: Listener, stream: str, last: int) -> None:
        self.socket = socket
        self.stream = stream
        self.last = self.head = last
        self.is_live = False

    def push(self, batch: list[Frame]) -> None:
        """Take new frames from the hub."""
        self.head = batch[-1].seq
        if self.is_live and not self.take(batch):
            self.is_live = False
            self.socket.hold_back(self.stream, self.head)

    def take(self, batch: list[Frame]) -> bool:
        """Send the frames of `batch` that come next; False when the socket must confirm or empty first."""
        for frame in batch:
            if frame.seq <= self.last:
                continue
            if not self.socket.has_room:
                return False
            self.socket.credit.spend(self.stream, frame.seq, frame.size)
            self.socket.post(frame.text, frame.raw)
            self.last = frame.seq
        return True

    def rewind(self, seq: int) -> None:
        """Go on from `seq`, the client's own word."""
        self.last = seq
        self.is_live = False
        self.socket.credit.forget(self.stream)

    def reset(self, epoch: str, head: int) -> None:
        """Send the reader to its page again; frames after `head` follow."""
        self.rewind(head)
        self.socket.post(frames.reset(self.stream, epoch, head))
