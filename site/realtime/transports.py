"""The way from a socket to its transport: how much waits there, and frames that are built once for all readers.

ASGI hides the transport, and daphne's `send` never waits: a client that reads nothing would cost memory without end.
So this file, and no other, reaches through `send` to the private parts of daphne (Twisted, autobahn) and uvicorn
(asyncio). Where it does not find what it knows, `link_to` answers the plain `Link`: frames then go through ASGI's
`send`, whose waiting, if the server makes it wait, is the pressure.
"""

import asyncio
import contextlib
import logging
import socket
import struct
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

logger = logging.getLogger(__name__)

Send = Callable[[dict[str, Any]], Awaitable[None]]
HIGH_WATER = 64 * 1024
KERNEL_BUFFER = 128 * 1024
TEXT = 0x81  # a whole text message in one frame
TWO_BYTES, EIGHT_BYTES = 126, 127


def server_frame(payload: bytes) -> bytes:
    """The WebSocket frame of a server's text message (RFC 6455, section 5.2: not masked)."""
    size = len(payload)
    if size < TWO_BYTES:
        return bytes((TEXT, size)) + payload
    if size < 1 << 16:
        return struct.pack("!BBH", TEXT, TWO_BYTES, size) + payload
    return struct.pack("!BBQ", TEXT, EIGHT_BYTES, size) + payload


class Link:
    """A transport that we know nothing of."""

    is_direct = False
    is_paused = False

    def __init__(self) -> None:
        self.on_change: Callable[[], None] = lambda: None

    def write(self, raw: bytes) -> None:
        """Hand a whole frame to the transport; only where `is_direct`, and while it is not paused."""
        raise NotImplementedError

    def held(self) -> int:
        """The bytes that the kernel has not taken yet."""
        return 0

    def abort(self) -> None:
        """Cut the connection without another word."""

    def _change(self, is_paused: bool) -> None:
        if self.is_paused != is_paused:
            self.is_paused = is_paused
            self.on_change()


class TwistedLink(Link):
    """Under daphne: a push producer, which the transport pauses above 64 KiB and resumes when it has sent all."""

    is_direct = True

    def __init__(self, protocol: Any) -> None:
        super().__init__()
        self._protocol = protocol
        self._transport = protocol.transport
        self.held()  # an AttributeError here rather than later
        if protocol._perMessageCompress is not None:
            raise AttributeError("a compressed socket")
        bound_kernel_buffer(self._transport.getHandle())
        # The HTTP channel that took the handshake is still registered, and there is one place only.
        self._transport.unregisterProducer()
        self._transport.registerProducer(self, True)

    def pauseProducing(self) -> None:  # noqa: N802 - Twisted's names
        """Twisted: too much waits."""
        self._change(True)

    def resumeProducing(self) -> None:  # noqa: N802
        """Twisted: all is sent."""
        self._change(False)

    def stopProducing(self) -> None:  # noqa: N802
        """Twisted: the connection has ended."""

    def write(self, raw: bytes) -> None:
        """Append to Twisted's buffer, which goes out when the reactor comes by."""
        if self._protocol.state == self._protocol.STATE_OPEN:
            self._protocol.sendData(raw)

    def held(self) -> int:
        """Twisted keeps a buffer being sent and a list of what came later."""
        transport = self._transport
        return int(len(transport.dataBuffer) - transport.offset + transport._tempDataLen)

    def abort(self) -> None:
        """Twisted closes with a reset."""
        self._transport.abortConnection()


class AsyncioLink(Link):
    """Under uvicorn: asyncio tells the protocol to pause, and we listen in."""

    is_direct = True

    def __init__(self, protocol: Any) -> None:
        super().__init__()
        self._protocol = protocol
        self._transport: asyncio.Transport = protocol.transport
        self._is_open()  # an AttributeError here rather than later
        if protocol.conn.extensions or not protocol.handshake_complete:
            raise AttributeError("a compressed socket")
        bound_kernel_buffer(self._transport.get_extra_info("socket"))
        self._transport.set_write_buffer_limits(high=HIGH_WATER)
        self._pause, self._resume = protocol.pause_writing, protocol.resume_writing
        protocol.pause_writing, protocol.resume_writing = self._paused, self._resumed

    def _is_open(self) -> bool:
        return not (self._protocol.close_sent or self._transport.is_closing())

    def _paused(self) -> None:
        self._pause()
        self._change(True)

    def _resumed(self) -> None:
        self._resume()
        self._change(False)

    def write(self, raw: bytes) -> None:
        """Send now what the kernel takes, keep the rest."""
        if self._is_open():
            self._transport.write(raw)

    def held(self) -> int:
        """What asyncio keeps."""
        return self._transport.get_write_buffer_size()

    def abort(self) -> None:
        """Asyncio closes with what it has."""
        self._transport.abort()


def bound_kernel_buffer(own: Any) -> None:
    """Have the kernel keep little for one reader (by itself up to 4 MB), so that who does not read is noticed soon."""
    with contextlib.suppress(OSError, AttributeError):
        own.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, KERNEL_BUFFER)


def link_to(send: Send) -> Link:
    """The transport behind `send`, after the socket was accepted."""
    try:
        if isinstance(send, partial) and hasattr(send.args[0], "sendData"):
            return TwistedLink(send.args[0])
        owner = getattr(send, "__self__", None)
        if hasattr(owner, "pause_writing") and hasattr(owner, "conn"):
            return AsyncioLink(owner)
    except AttributeError as missing:
        logger.warning("the server's transport is not as we know it (%s); its own pressure must do", missing)
    return Link()
