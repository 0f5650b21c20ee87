"""A reader at the socket, as the browser's client is: resumes, drops what it knows, asks for what it misses."""

import asyncio
import contextlib
import json
import random
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, WebSocketException

from tests.realtime.servers import Server

Connect = Callable[[], AbstractAsyncContextManager[ClientConnection]]


@asynccontextmanager
async def talking(server: Server, email: str = "", **more: Any) -> AsyncIterator[ClientConnection]:
    """An open socket that sends nothing by itself; `origin=None` leaves the header out."""
    headers = {"Cookie": f"sessionid={server.place.sessions[email]}"} if email else {}
    more = {"origin": server.origin, "additional_headers": headers, "open_timeout": 10, **more}
    async with connect(more.pop("url", server.socket_url), **more) as link:
        yield link


async def say(link: ClientConnection, **frame: Any) -> None:
    await link.send(json.dumps(frame))


async def hear(link: ClientConnection, seconds: float = 5) -> dict[str, Any]:
    """The next frame."""
    async with asyncio.timeout(seconds):
        return json.loads(await link.recv())


async def hear_of(link: ClientConnection, kind: str, seconds: float = 5) -> dict[str, Any]:
    """The next frame of this kind."""
    while (frame := await hear(link, seconds))["t"] != kind:
        pass
    return frame


async def hears_nothing(link: ClientConnection, seconds: float = 0.5) -> bool:
    with contextlib.suppress(TimeoutError):
        await hear(link, seconds)
        return False
    return True


async def close_code(link: ClientConnection, seconds: float = 5) -> int | None:
    """The code the server ends the socket with."""
    async with asyncio.timeout(seconds):
        with contextlib.suppress(ConnectionClosed):
            while True:
                await link.recv()
    return link.close_code


class Reader:
    """Reads one stream through any number of sockets; `seen` is its ledger: (number, kind, payload)."""

    def __init__(self, stream: str, epoch: str, *, resumes: bool = True) -> None:
        self.stream = stream
        self.epoch = epoch
        self.last = 0
        self.resumes = resumes
        self.seen: list[tuple[int, str, Any]] = []
        self.sockets = 0
        self.resets = 0

    async def run(self, connect: Connect, wait: float = 0.05) -> None:
        """Read until cancelled, connecting again `wait` seconds or a little later whenever the socket ends."""
        while True:
            with contextlib.suppress(OSError, WebSocketException, TimeoutError, EOFError):
                async with connect() as link:
                    await self._follow(link)
            await asyncio.sleep(wait * random.uniform(1, 2))

    async def _follow(self, link: ClientConnection) -> None:
        self.sockets += 1
        await say(link, t="hello", v=1, subs={self.stream: {"e": self.epoch, "q": self.last}})
        async for text in link:
            frame = json.loads(text)
            if frame["t"] == "welcome" and not self.resumes and self.sockets > 1:
                self.last = frame["heads"][self.stream]["q"]  # the twin: "I start from now"
            elif frame["t"] == "hb" and frame["heads"].get(self.stream, 0) > self.last:
                await say(link, t="sync", s=self.stream, **{"from": self.last})
            elif frame["t"] == "reset":
                self.resets += 1
                self.last = frame["head"]
            elif frame["t"] == "ev":
                await self._take(link, frame)

    async def _take(self, link: ClientConnection, frame: dict[str, Any]) -> None:
        if frame["q"] <= self.last:
            return
        self.last = frame["q"]
        self.seen.append((frame["q"], frame["k"], frame["d"]))
        if self.last % 50 == 0:
            await say(link, t="rx", q={self.stream: self.last})
