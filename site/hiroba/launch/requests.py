"""How daphne takes requests in, mended. The only file of the server that reaches into daphne, Twisted and autobahn.

Stock daphne keeps every body whole, whatever the page takes, twice parsed and once more in its queue. Here a body that
is over the limit of its path is refused when its length is declared, or when it gets there; the application answers at
once, and what the client still sends is read and thrown away for a while, since closing at once would tear the answer
from its hands. A body within the limit stays in Twisted's temporary file and is read piece by piece.

When a new version of the libraries lacks a name we use, `can_mend` says so: the server then runs unmended, and the cap
of hiroba.bodies, which counts what the application is given, still holds.
"""

import logging
from io import BytesIO
from typing import Any
from urllib.parse import unquote

from daphne.http_protocol import WebRequest
from daphne.ws_protocol import WebSocketProtocol
from twisted.web import http

from common.bodies import body_limit, refuse_body, text_limit
from hiroba.bodies import Application, Receive, Scope, Send
from realtime.frames import CloseCode

logger = logging.getLogger(__name__)

LINGER_SECONDS = 10.0
PIECE = 64 * 1024
BODY = "hiroba.body"
NAMES = (
    (http.HTTPChannel, ("rawDataReceived", "loseConnection", "_send100Continue", "requestDone", "callLater")),
    (http.Request, ("gotLength", "handleContentChunk", "requestReceived", "process", "notifyFinish")),
    (WebSocketProtocol, ("_max_message_size_exceeded", "sendCloseFrame")),
)


def can_mend() -> bool:
    """Whether the installed libraries have all that is overridden here."""
    missing = [f"{owner.__name__}.{name}" for owner, names in NAMES for name in names if not hasattr(owner, name)]
    if missing:
        logger.warning("bodies are capped late, since the web server has changed: %s", ", ".join(missing))
    return not missing


class Channel(http.HTTPChannel):
    """One HTTP connection, known to its server while it is open."""

    is_refusing = False

    def connectionMade(self) -> None:  # noqa: N802 - Twisted's name, like all below
        """Tell the server, which waits for open connections when it ends."""
        super().connectionMade()
        self.factory.server.channels.add(self)

    def connectionLost(self, reason: Any) -> None:  # noqa: N802
        """Forget it."""
        self.factory.server.channels.discard(self)
        super().connectionLost(reason)

    @property
    def is_upgraded(self) -> bool:
        """Whether a socket has taken the connection over."""
        return self.transport is not None and self.transport.protocol is not self

    def close_after_answer(self) -> None:
        """Close at once when nobody waits for an answer here, else after it."""
        self.persistent = 0
        if self.requests:
            self.requests[-1].responseHeaders.setRawHeaders(b"Connection", [b"close"])
        else:
            self.loseConnection()

    def refuse_body(self, request: "Request") -> None:
        """Let the application answer now, without the body, and hear nothing more of this connection."""
        self.is_refusing = True
        self.close_after_answer()
        request.content = BytesIO()
        request.requestReceived(self._command, self._path, self._version)

    def rawDataReceived(self, data: bytes) -> None:  # noqa: N802
        """Throw away the rest of a refused body."""
        if not self.is_refusing:
            super().rawDataReceived(data)

    def _send100Continue(self) -> None:  # noqa: N802
        if not self.is_refusing:
            super()._send100Continue()

    def loseConnection(self) -> None:  # noqa: N802
        """Close; after a refusal only our side, so that the client finds the answer when it stops sending."""
        if not self.is_refusing:
            super().loseConnection()
            return
        self._networkProducer.unregisterProducer()
        self.transport.loseWriteConnection()
        self.callLater(LINGER_SECONDS, self.transport.abortConnection)


class Request(WebRequest):
    """A request whose body is capped, and handed on piece by piece."""

    content: Any

    def __init__(self, channel: Channel, *more: Any) -> None:
        super().__init__(channel, *more)
        # Twisted would read the whole body into memory to parse a form that Django parses again.
        self._parsePOSTFormSubmission = False
        self.stored: Any = None
        self.over: int | None = None
        self._size = 0

    def gotLength(self, length: int | None) -> None:  # noqa: N802
        """The headers are complete; `length` is None for a chunked body."""
        super().gotLength(length)
        self._refuse_over(length or 0)

    def handleContentChunk(self, data: bytes) -> None:  # noqa: N802
        """A piece of the body has come."""
        self._size += len(data)
        if not self._refuse_over(self._size):
            super().handleContentChunk(data)

    def _refuse_over(self, size: int) -> bool:
        if size > text_limit() and self.over is None:
            limit = body_limit(unquote(self.channel._path.partition(b"?")[0].decode("latin-1")))
            if size > limit:
                self.over = limit
                self.channel.refuse_body(self)
        return self.over is not None

    def process(self) -> Any:
        """Keep the body where it is; daphne would put all of it into its queue."""
        self.stored, self.content = self.content, BytesIO()
        self.stored.seek(0)
        self.notifyFinish().addBoth(lambda _: self.stored.close())
        channel = self.channel
        processed = super().process()
        if channel.is_upgraded:
            channel.factory.server.channels.discard(channel)
        return processed

    def describe(self, scope: Scope) -> None:
        """Add to the scope what `with_stored_bodies` needs."""
        scope.setdefault("extensions", {})[BODY] = self.stored
        if self.over is not None:
            refuse_body(scope, self.over)


class SocketProtocol(WebSocketProtocol):
    """A WebSocket that closes over a large frame with the code of our contract, before it is kept."""

    def _max_message_size_exceeded(self, *details: Any) -> None:
        self.sendCloseFrame(code=CloseCode.TOO_LARGE)


def with_stored_bodies(application: Any) -> Application:
    """`application` reading its body from where the request keeps it."""

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        body = scope.get("extensions", {}).pop(BODY, None)
        await application(scope, receive if body is None else StoredBody(body, receive).receive, send)

    return answer


class StoredBody:
    """Messages made from a file, then those that the server queues."""

    def __init__(self, body: Any, receive: Receive) -> None:
        self._body = body
        self._receive = receive
        self._has_ended = False

    async def receive(self) -> dict[str, Any]:
        """The next piece; a file that is closed means that the client has gone."""
        if self._has_ended or self._body.closed:
            message = await self._receive()
            return message if message["type"] != "http.request" else await self._receive()
        piece = self._body.read(PIECE)
        self._has_ended = len(piece) < PIECE
        return {"type": "http.request", "body": piece, "more_body": not self._has_ended}


def mend(server: Any) -> None:
    """Have a daphne server, whose factories exist and have no connection yet, use the classes above."""

    def build(address: Any) -> Channel:
        channel: Channel = http.HTTPFactory.buildProtocol(server.http_factory, address)
        channel.requestFactory = Request
        return channel

    server.http_factory.protocol = Channel
    server.http_factory.buildProtocol = build
    server.ws_factory.protocol = SocketProtocol
