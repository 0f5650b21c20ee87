"""Both ends of a socket without a network, for tests that look inside the server."""

import asyncio
import contextlib
import json
from typing import Any

from realtime.consumers import stream_socket

ORIGIN = "http://testserver"


class Wire:
    """The client's end: what is sent arrives at the application, what the application sends can be awaited."""

    def __init__(self, session: str = "", origin: str = ORIGIN) -> None:
        headers = [(b"origin", origin.encode())]
        if session:
            headers.append((b"cookie", f"sessionid={session}".encode()))
        self.scope = {"type": "websocket", "path": "/ws/", "headers": headers}
        self.closed: int | None = None
        self._in: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self._out: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self._in.put_nowait({"type": "websocket.connect"})
        self.task: asyncio.Task[None] | None = None

    async def __aenter__(self) -> "Wire":
        self.task = asyncio.create_task(stream_socket(self.scope, self._in.get, self._out.put))
        assert (await self._next())["type"] == "websocket.accept"
        return self

    async def __aexit__(self, *_error: object) -> None:
        assert self.task is not None
        self._in.put_nowait({"type": "websocket.disconnect", "code": 1000})
        with contextlib.suppress(asyncio.CancelledError):
            async with asyncio.timeout(5):
                await self.task

    async def _next(self) -> dict[str, Any]:
        async with asyncio.timeout(5):
            return await self._out.get()

    def say(self, **frame: Any) -> None:
        self._in.put_nowait({"type": "websocket.receive", "text": json.dumps(frame)})

    async def hear(self, kind: str = "") -> dict[str, Any]:
        """The next frame, or the next of this kind."""
        while True:
            message = await self._next()
            assert message["type"] == "websocket.send", message
            frame = json.loads(message["text"])
            if kind in ("", frame["t"]):
                return frame

    async def close_code(self) -> int:
        while True:
            message = await self._next()
            if message["type"] == "websocket.close":
                return int(message["code"])

    @property
    def is_quiet(self) -> bool:
        return self._out.empty()
