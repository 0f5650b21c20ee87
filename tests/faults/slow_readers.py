"""`fault.slow_readers`: people who do not read, beside people who do.

Twenty sockets of each kind read nothing: silent ones; ones that only talk; liars that confirm what they have not read;
and silent ones on a stream of 20 KB events. Value: MB by which the server grew at its peak. Each bad socket must be
closed within 15 s once nothing more flows to it, and good readers of the same streams miss nothing. The twin has the
transport's pressure taken out: liars then cost memory without end.
"""

import asyncio
import json
import socket
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from websockets.asyncio.client import connect

from tests.bench.driver import PROGRAM, Driver
from tests.bench.figures import Measured, measures, progress
from tests.faults import unprotected
from tests.faults.body import peak
from tests.faults.harness import Server, Violations, compare, fresh_server, plan
from tests.faults.place import make_place
from tests.realtime.clients import Reader

KINDS = ("silent", "talk-only", "liar", "large")
EACH = 20
GOOD = 3
LARGE, SMALL = 20_000, 2_000
ROUND = 50
SMALL_BUFFER = 32 * 1024
ESTABLISHED = "01"
CLOSED_WITHIN = 15.0
MOST_MB = 50


@dataclass
class Bad:
    """Somebody who never reads; `closed_at` is when the server ended it."""

    kind: str
    session: str
    port: int = 0
    closed_at: float = 0.0

    async def act(self, server: Server, *, stream: str, epoch: str, before: int) -> None:
        """Say hello, then read nothing; the kernel's buffers are small, so that the server notices soon."""
        own = socket.socket()
        own.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, SMALL_BUFFER)
        own.setblocking(False)
        await asyncio.get_running_loop().sock_connect(own, ("127.0.0.1", server.port))
        async with connecting(server, self.session, sock=own)() as link:
            await link.send(json.dumps({"t": "hello", "v": 1, "subs": {stream: {"e": epoch, "q": before}}}))
            await link.recv()
            link.transport.pause_reading()
            self.port = own.getsockname()[1]
            seq = before
            while not self.closed_at:
                await asyncio.sleep(0.25)
                seq += 100
                with suppress(Exception):
                    await self.talk(link, stream, seq, before)
            link.transport.abort()

    async def talk(self, link: Any, stream: str, seq: int, before: int) -> None:
        """A liar confirms more and more, a talker asks again and again."""
        if self.kind == "liar":
            await link.send(json.dumps({"t": "rx", "q": {stream: seq}}))
        elif self.kind == "talk-only":
            await link.send(json.dumps({"t": "sync", "s": stream, "from": before}))


@measures("fault.slow_readers")
def slow_readers(database: str) -> Iterator[Measured]:
    """The product, then the twin with fewer events."""
    seed, size = plan(default=1500)
    with fresh_server(database, redis=database == "postgres") as server:
        place = make_place(server)
        found = run(server, place["sessions"], size, PROGRAM)
        twin = run(server, place["sessions"], size, (*unprotected.PROGRAM, "pressure"))
    lost = found["violations"].total
    extra = {
        "seed": seed, "sockets": EACH * len(KINDS), "good_missed": lost, "open_after_15s": found["open"],
        "closed_last_s": round(found["last"], 1), "twin": "fails" if twin["mb"] > MOST_MB or twin["open"] else "passes",
        "twin_mb": round(twin["mb"]), "twin_open": twin["open"],
    }  # fmt: skip
    value = found["mb"] + 1000 * (lost + found["open"])
    yield Measured("fault.slow_readers", [value], n=size, extra=extra)


def run(server: Server, sessions: list[str], size: int, program: tuple[str, ...]) -> dict[str, Any]:
    """Start, let the bad come, write `size` events of both sizes, wait for the end of the bad ones."""
    driver = Driver(server, program=program)
    server.start()
    with driver:
        place = driver.ask("stream")["answer"]
        result = asyncio.run(scene(server, driver, place, sessions, size))
    server.stop(30)
    (server.data / "drive.sock").unlink()
    return result


async def scene(
    server: Server, driver: Driver, place: dict[str, str], sessions: list[str], size: int
) -> dict[str, Any]:
    """One conversation: the good ones from its first event to its last."""
    await asyncio.to_thread(driver.ask, "append", size=10, count=1)
    before = head(server, place["stream"])
    start = {"stream": place["stream"], "epoch": place["epoch"], "before": before}
    bad = [Bad(kind, sessions[number % len(sessions)]) for kind in KINDS for number in range(EACH)]
    readers = [Reader(place["stream"], place["epoch"]) for _ in range(GOOD)]
    for reader in readers:
        reader.last = before
    following = [asyncio.create_task(r.run(connecting(server, sessions[n]))) for n, r in enumerate(readers)]
    with peak(server) as growth:
        acting = [asyncio.create_task(one.act(server, **start)) for one in bad]
        await until(lambda: all(one.port for one in bad))
        ending = asyncio.create_task(note_ends(bad, server.port))
        await asyncio.to_thread(write, driver, size)
        last = before + size // ROUND * ROUND
        # The server may be behind its writer; once the good have all, nothing flows to the bad any more.
        await until(lambda: all(reader.last >= last for reader in readers))
        ended = time.monotonic()
        await asyncio.wait([ending], timeout=CLOSED_WITHIN)
        if ending.done():
            ending.result()
    for task in [*acting, *following, ending]:
        task.cancel()
    await asyncio.gather(*acting, *following, ending, return_exceptions=True)
    closed = [max(0.0, one.closed_at - ended) for one in bad if one.closed_at]
    left = Counter(one.kind for one in bad if not one.closed_at)
    progress(f"  {growth[0]:.1f} MB; the last closed after {max(closed, default=0):.1f} s; still open: {dict(left)}")
    return {
        "mb": growth[0], "open": left.total(), "last": max(closed, default=0.0),
        "violations": judge(readers, before, last),
    }  # fmt: skip


def write(driver: Driver, size: int) -> None:
    """Large and small events in turn."""
    for _ in range(size // ROUND):
        driver.ask("append", size=LARGE, count=10)
        driver.ask("append", size=SMALL, count=ROUND - 10)


def head(server: Server, stream: str) -> int:
    """The number the stream stands at."""
    code = f"from realtime.models import Stream; print(Stream.objects.get(public_id={stream!r}).last_seq)"
    return int(server.python(code))


def connecting(server: Server, session: str, **more: Any) -> Any:
    """How one connects."""
    headers = {"Cookie": f"sessionid={session}"}
    url = f"ws://127.0.0.1:{server.port}/ws/"
    return lambda: connect(url, origin=server.url, additional_headers=headers, open_timeout=30, max_size=None, **more)


def open_ports(port: int) -> set[int]:
    """The clients' ports to which the server still holds a connection.

    Asked of the kernel on the server's side: a reset may not reach a client whose window is closed.
    """
    rows = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    return {int(row[2].split(":")[1], 16) for row in rows if row[1].endswith(f":{port:04X}") and row[3] == ESTABLISHED}


async def note_ends(bad: list[Bad], port: int) -> None:
    """Write down when the server ends each bad socket; returns when it has ended all."""
    while not all(one.closed_at for one in bad):
        still = open_ports(port)
        for one in bad:
            if not one.closed_at and one.port not in still:
                one.closed_at = time.monotonic()
        await asyncio.sleep(0.25)


async def until(is_so: Callable[[], bool]) -> None:
    """Wait for something that comes soon; what does not is judged as it stands."""
    for _ in range(600):
        if is_so():
            return
        await asyncio.sleep(0.1)


def judge(readers: list[Reader], before: int, last: int) -> Violations:
    """What good readers missed, had twice or out of order."""
    total = Violations()
    for reader in readers:
        total += compare(range(before + 1, last + 1), [(seq, seq) for seq, _, _ in reader.seen])
        total += Violations(lost=reader.resets)
    return total
