"""`python -m tests.bench.crowd_clients`: the sockets of a `Crowd`; speaks JSON lines with the one who started it."""

import asyncio
import base64
import json
import os
import random
import struct
import sys
import time
from collections import Counter
from typing import Any

CONNECTING_AT_ONCE = 50
PATIENCE_SECONDS = 60.0
CONFIRM_EVERY = 50
EVENT = b'{"t":"ev"'
WELCOME = b'{"t":"welcome"'
CLOSE, PING, PONG, TEXT = 8, 9, 10, 1


def masked(opcode: int, payload: bytes) -> bytes:
    """A client's frame; masking with zeros leaves the payload as it is."""
    size = len(payload)
    head = bytes([0x80 | opcode, 0x80 | size]) if size < 126 else struct.pack("!BBH", 0x80 | opcode, 0xFE, size)
    return head + b"\0\0\0\0" + payload


class Member(asyncio.Protocol):
    """One socket."""

    def __init__(self, crowd: "Clients", session: str) -> None:
        self.crowd, self.session = crowd, session
        self.welcomed: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.code = -1
        self.count = 0
        # As the browser's client: the first confirmation at random, then every fifty.
        self.due = random.randint(1, CONFIRM_EVERY)
        self.buffer = b""
        self.is_open = False
        self.transport: Any = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport
        port = self.crowd.config["port"]
        self.transport.write(
            f"GET /ws/ HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            f"Sec-WebSocket-Key: {base64.b64encode(os.urandom(16)).decode()}\r\nSec-WebSocket-Version: 13\r\n"
            f"Origin: http://127.0.0.1:{port}\r\nCookie: sessionid={self.session}\r\n\r\n".encode()
        )

    def data_received(self, data: bytes) -> None:
        self.buffer = self.buffer + data if self.buffer else data
        if not self.is_open:
            self._take_answer()
        while self.is_open and (frame := self._next_frame()) is not None:
            self._take(*frame)

    def connection_lost(self, error: Exception | None) -> None:
        self.code = max(self.code, 0)
        if not self.welcomed.done():
            self.welcomed.set_exception(ConnectionError(f"closed with {self.code}"))

    def _take_answer(self) -> None:
        head, end, rest = self.buffer.partition(b"\r\n\r\n")
        if not end:
            return
        if b" 101 " not in head:
            self.welcomed.set_exception(ConnectionError(head[:80].decode()))
            self.transport.close()
            return
        self.is_open, self.buffer = True, rest
        if self.crowd.hello:
            self.transport.write(self.crowd.hello)
        else:
            self.welcomed.set_result(None)

    def _next_frame(self) -> tuple[int, bytes] | None:
        buffer = self.buffer
        if len(buffer) < 2:
            return None
        size, start = buffer[1] & 0x7F, 2
        if size == 126:
            size, start = int.from_bytes(buffer[2:4], "big"), 4
        elif size == 127:
            size, start = int.from_bytes(buffer[2:10], "big"), 10
        if len(buffer) < start + size:
            return None
        self.buffer = buffer[start + size :]
        return buffer[0] & 0x0F, buffer[start : start + size]

    def _take(self, opcode: int, payload: bytes) -> None:
        if opcode == TEXT and payload.startswith(EVENT):
            self.count += 1
            self.crowd.got(self.count)
            if self.count == self.due:
                self.due += CONFIRM_EVERY
                self._confirm(payload)
        elif opcode == TEXT and payload.startswith(WELCOME):
            if not self.welcomed.done():
                self.welcomed.set_result(None)
        elif opcode == PING:
            self.transport.write(masked(PONG, payload))
        elif opcode == CLOSE:
            self.code = int.from_bytes(payload[:2], "big")
            self.transport.write(masked(CLOSE, payload))

    def _confirm(self, payload: bytes) -> None:
        if self.crowd.hello:
            rx = {"t": "rx", "q": {self.crowd.config["stream"]: json.loads(payload)["q"]}}
            self.transport.write(masked(TEXT, json.dumps(rx).encode()))


class Clients:
    """All sockets, and the talk with the parent."""

    def __init__(self, config: dict[str, Any]) -> None:
        self.config = config
        self.members: list[Member] = []
        self.arrived: Counter[int] = Counter()
        stream = config["stream"]
        hello = {"t": "hello", "v": 1, "subs": {stream: {"e": config["epoch"], "q": config.get("from", 0)}}}
        self.hello = masked(TEXT, json.dumps(hello).encode()) if stream else b""

    def got(self, number: int) -> None:
        self.arrived[number] += 1
        if self.arrived[number] == len(self.members):
            say({"all": number, "at": time.monotonic()})
            del self.arrived[number]

    async def open_all(self) -> None:
        gate = asyncio.Semaphore(CONNECTING_AT_ONCE)
        sessions, count = self.config["sessions"], self.config["count"]
        loop = asyncio.get_running_loop()
        self.members = [Member(self, sessions[number % len(sessions)]) for number in range(count)]

        async def open_one(member: Member) -> None:
            async with gate, asyncio.timeout(PATIENCE_SECONDS):
                await loop.create_connection(lambda: member, "127.0.0.1", self.config["port"])
                await member.welcomed

        found = await asyncio.gather(*map(open_one, self.members), return_exceptions=True)
        failed = [repr(error) for error in found if error is not None]
        say({"open": count - len(failed), "failed": len(failed), "why": failed[:1]})


def say(word: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(word) + "\n")
    sys.stdout.flush()


async def main() -> None:
    loop = asyncio.get_running_loop()
    clients = Clients(json.loads(await loop.run_in_executor(None, sys.stdin.readline)))
    await clients.open_all()
    while await loop.run_in_executor(None, sys.stdin.readline):
        say({"codes": Counter(member.code for member in clients.members)})


if __name__ == "__main__":
    asyncio.run(main())
