"""`fault.longpoll`: posts beside 200 readers who wait for news without a socket.

value = post p99 with 200 waiting long polls ÷ without, in alternate rounds. The readers wait on another channel, so
they really wait; `woken` is the same with readers of the very channel that is posted to, who come back after each post.
The twin is a long poll written as a Django view: it holds the threads that posts need.
"""

import asyncio
import contextlib
import json
import time
import uuid
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.bench.figures import Measured, measures
from tests.faults.harness import Server, beside, fresh_server, plan
from tests.faults.place import make_place
from tests.faults.posting import Poster

READERS = 200
PEOPLE = 20
ROUNDS = 3
PAUSE = 0.02
TWIN_SECONDS = 10.0
ARRIVE_SECONDS, SETTLE_SECONDS = 1.0, 5.0


@dataclass
class Readers:
    """Everybody who waits, and how often an answer was not 200."""

    server: Server
    sessions: list[str]
    streams: tuple[str, str]
    errors: int = 0
    answers: int = 0
    threads: int = 0

    @asynccontextmanager
    async def waiting(self, stream: str, count: int = READERS) -> AsyncIterator[None]:
        """`count` readers of one stream who ask again as soon as they are answered.

        Everybody opens one window before the others: many unknown people at one address in one instant are held back
        (`realtime.turnstile`), and that is no fault.
        """
        tasks = [asyncio.create_task(self._follow(stream, session)) for session in self.sessions[:PEOPLE]]
        await asyncio.sleep(ARRIVE_SECONDS)
        more = range(count - len(tasks))
        tasks += [asyncio.create_task(self._follow(stream, self.sessions[n % PEOPLE])) for n in more]
        await asyncio.sleep(SETTLE_SECONDS)
        try:
            yield
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _follow(self, stream: str, session: str) -> None:
        after = 0
        while True:
            status, body = await get(self.server, f"/streams/{stream}/events?after={after}&wait=25", session)
            self.errors += status != 200
            self.answers += 1
            if status == 200 and body.get("head"):
                after = int(body["head"])


@measures("fault.longpoll")
def longpoll(database: str) -> Iterator[Measured]:
    """Rounds with and without waiting readers; then the twin."""
    _, size = plan(default=200)
    with fresh_server(database, redis=database == "postgres") as server, beside(server, without="asgi_poll") as view:
        place = make_place(server, PEOPLE + 1)
        readers = Readers(server, place["sessions"], (quiet_stream(server), place["stream"]))
        server.start()
        alone, beside_them, woken = asyncio.run(measure(readers, place, size))
        server.stop()
        view.start()
        hangs = asyncio.run(posts_hang(Readers(view, place["sessions"], readers.streams), place))
    ratios = [b / a for a, b in zip(alone, beside_them, strict=True)]
    extra = {
        "errors": readers.errors, "p99_alone": round(min(alone), 1), "p99_beside": round(min(beside_them), 1),
        "p99_woken": round(woken, 1), "answers": readers.answers, "threads": readers.threads,
        "twin": "fails" if hangs else "passes",
    }  # fmt: skip
    failed = {"value": float("inf")} if readers.errors else {}
    yield Measured("fault.longpoll", ratios, floor="the same posts without", n=READERS, extra=extra, **failed)


async def measure(readers: Readers, place: dict[str, Any], size: int) -> tuple[list[float], list[float], float]:
    """p99 of each round: alone, beside 200 waiting; and once with readers of the same channel."""
    alone, beside_them = [], []
    quiet, own = readers.streams
    await asyncio.to_thread(p99_of_posts, readers.server, place, size)  # warm
    for _ in range(ROUNDS):
        alone.append(await asyncio.to_thread(p99_of_posts, readers.server, place, size))
        async with readers.waiting(quiet):
            readers.threads = max(readers.threads, threads_of(readers.server))
            beside_them.append(await asyncio.to_thread(p99_of_posts, readers.server, place, size))
    async with readers.waiting(own):
        woken = await asyncio.to_thread(p99_of_posts, readers.server, place, 20, 2.0)
    return alone, beside_them, woken


async def posts_hang(readers: Readers, place: dict[str, Any]) -> bool:
    """Whether each reader holds a thread, or a post takes longer than `TWIN_SECONDS` beside them."""
    async with readers.waiting(readers.streams[0]):
        if threads_of(readers.server) > READERS // 2:
            return True
        try:
            async with asyncio.timeout(TWIN_SECONDS):
                await asyncio.to_thread(p99_of_posts, readers.server, place, 1, 0.0, TWIN_SECONDS)
        except (TimeoutError, OSError):
            return True
    return False


def p99_of_posts(
    server: Server, place: dict[str, Any], count: int, pause: float = PAUSE, timeout: float = 60.0
) -> float:
    """One writer after another's answer, in milliseconds."""
    times = []
    with Poster(server.port, place["sessions"][PEOPLE], timeout) as writer:
        for number in range(count):
            began = time.perf_counter()
            fields = {"body": f"news {number}", "client_id": str(uuid.uuid4())}
            status, body = writer.post(f"/communities/channels/{place['channel']}/messages/", fields)
            assert status == 201, body
            times.append(1000 * (time.perf_counter() - began))
            time.sleep(pause)
    return sorted(times)[int(len(times) * 0.99)]


def threads_of(server: Server) -> int:
    """How many threads the server's process has."""
    return len(list(Path(f"/proc/{server.pid}/task").iterdir()))


async def get(server: Server, path: str, session: str) -> tuple[int, dict[str, Any]]:
    """One GET on a connection of its own; status 0 when there is no answer."""
    with contextlib.suppress(OSError, asyncio.IncompleteReadError, ValueError, IndexError):
        reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
        try:
            head = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: sessionid={session}\r\nConnection: close\r\n\r\n"
            writer.write(head.encode())
            answer = await reader.read()
        finally:
            writer.close()
        first, _, body = answer.partition(b"\r\n\r\n")
        return int(first.split()[1]), json.loads(body)
    return 0, {}


def quiet_stream(server: Server) -> str:
    """A second channel of the same community, in which nobody speaks."""
    return server.python("from tests.faults.longpoll import make_quiet; make_quiet()").strip()


def make_quiet() -> None:
    """In the server's settings: make the channel and print its stream."""
    from django.utils import timezone

    from communities.actions import create_channel
    from communities.actions.telling import STREAM_KIND
    from communities.models import Community
    from realtime.queries import head_of

    channel = create_channel(community=Community.objects.get(), name="quiet", by=None, now=timezone.now())
    print(head_of(STREAM_KIND, channel.stream_key).public_id)
