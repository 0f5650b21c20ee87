"""`post.rate`, `post.action`, `post.seen.p99`: what it costs to say something, and when the last one has heard it."""

import json
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from typing import Any

from tests.bench import constant_view
from tests.bench.figures import Measured, measures, ratios
from tests.faults.conversation import Audience
from tests.faults.harness import Server, fresh_server, plan
from tests.faults.place import make_place
from tests.faults.posting import Poster
from tests.realtime.clients import Reader

WRITERS = 8
ROUND_SECONDS = 3.0
READERS = 50
POSTS_PER_SECOND = 10


@measures("post.rate")
def post_rate(database: str) -> Iterator[Measured]:
    """Eight writers: messages a second ÷ POSTs a second of a constant view behind the login, in one process."""
    with fresh_server(database, redis=database == "postgres") as server:
        place = make_place(server, WRITERS)
        server.program = constant_view.PROGRAM
        server.start()
        message = f"/communities/channels/{place['channel']}/messages/"
        rounds = ratios(
            lambda: rate(server, place, message, lambda: {"body": "word " * 40, "client_id": str(uuid.uuid4())}),
            lambda: rate(server, place, "/constant/", dict),
        )
    yield Measured("post.rate", rounds, floor="constant POST view behind login, same process", n=WRITERS)


def rate(server: Server, place: dict[str, Any], path: str, fields: Callable[[], dict[str, str]]) -> float:
    """Answered POSTs a second."""
    until = time.monotonic() + ROUND_SECONDS

    def write(session: str) -> int:
        count = 0
        with Poster(server.port, session) as person:
            while time.monotonic() < until:
                status, body = person.post(path, fields())
                assert status in (200, 201), body
                count += 1
        return count

    with ThreadPoolExecutor(WRITERS) as pool:
        return sum(pool.map(write, place["sessions"])) / ROUND_SECONDS


@measures("post.action")
def post_action(database: str) -> Iterator[Measured]:
    """Calls of the action a second ÷ plain inserts of the same two rows, one transaction each."""
    _, size = plan(default=300)
    with fresh_server(database) as server:
        make_place(server, 1)
        found = server.python(f"from tests.bench.posting import measure_action; measure_action({size})")
    floor = "plain ORM inserts of message and event, one transaction each"
    yield Measured("post.action", json.loads(found), floor=floor, n=size)


def measure_action(size: int) -> None:
    """In the server's settings: the ratio of each round."""
    from django.utils import timezone

    from accounts.models import User
    from communities.actions import post_message
    from communities.models import Channel

    channel, person = Channel.objects.get(), User.objects.get()

    def act() -> float:
        began = time.perf_counter()
        for _ in range(size):
            post_message(channel=channel, body="word " * 40, client_id=uuid.uuid4(), by=person, now=timezone.now())
        return size / (time.perf_counter() - began)

    print(json.dumps(ratios(act, lambda: insert_plainly(channel, person, size))))


_numbers = iter(range(10**9, 2 * 10**9))


def insert_plainly(channel: Any, person: Any, size: int) -> float:
    """The same rows without number, key and hint."""
    from django.db import transaction
    from django.utils import timezone

    from communities.models import Message
    from realtime.models import Stream, StreamEvent

    stream = Stream.objects.get(key=str(channel.public_id))
    began = time.perf_counter()
    for _ in range(size):
        seq, key, now = next(_numbers), uuid.uuid4(), timezone.now()
        with transaction.atomic():
            StreamEvent.objects.create(
                stream_id=stream.pk, seq=seq, kind="posted", object_id=key, data={}, actor=person, created_at=now
            )
            Message.objects.create(
                public_id=key, channel=channel, author=person, body="word " * 40, client_id=uuid.uuid4(),
                fingerprint="x" * 32, seq=seq, changed_seq=seq, created_at=now,
            )  # fmt: skip
    return size / (time.perf_counter() - began)


@measures("post.seen.p99")
def post_seen(database: str) -> Iterator[Measured]:
    """HTTP post → last of 50 sockets, beside two people who load the community's page without pause."""
    _, size = plan(default=1000)
    with fresh_server(database, redis=database == "postgres") as server, ExitStack() as stack:
        place = make_place(server, READERS + 3)
        code = "from communities.models import Community as C; print(C.objects.get().public_id)"
        page = f"/communities/{server.python(code).strip()}/"
        server.start()
        readers, writer, *loaders = partition(place["sessions"])
        audience = Audience()
        for session in readers:
            audience.add(Watch(place["stream"], place["epoch"]), server, session, is_twin=False)
        stack.enter_context(audience.listening())
        over = threading.Event()
        stack.callback(over.set)
        pool = stack.enter_context(ThreadPoolExecutor(2))
        for session in loaders:
            pool.submit(load, server, session, page, over)
        sent = talk(server, place, writer, size)
        audience.wait_for(size)
        over.set()
    times = sorted(1000 * (last - sent[seq]) for seq, last in last_seen(audience.readers).items())
    p99, p50 = times[int(len(times) * 0.99)], times[len(times) // 2]
    yield Measured("post.seen.p99", times, n=size, value=p99, extra={"p50": round(p50)})


def partition(sessions: list[str]) -> Any:
    """Readers, the writer, the two who load pages."""
    return sessions[:READERS], *sessions[READERS:]


class Watch(Reader):
    """A reader that writes down when each event came."""

    async def _take(self, link: Any, frame: dict[str, Any]) -> None:
        if frame["q"] == self.last + 1:
            frame["d"]["at"] = time.monotonic()
        await super()._take(link, frame)


def last_seen(readers: list[Reader]) -> dict[int, float]:
    """When the last reader had each number."""
    seen: dict[int, float] = {}
    for reader in readers:
        for seq, _, data in reader.seen:
            seen[seq] = max(seen.get(seq, 0.0), data["at"])
    return seen


def talk(server: Server, place: dict[str, Any], session: str, size: int) -> dict[int, float]:
    """Ten posts a second; when each number was sent."""
    time.sleep(3)
    sent, begin = {}, time.monotonic()
    with Poster(server.port, session) as person:
        for number in range(size):
            time.sleep(max(0.0, begin + number / POSTS_PER_SECOND - time.monotonic()))
            at = time.monotonic()
            fields = {"body": f"news {number}", "client_id": str(uuid.uuid4())}
            status, body = person.post(f"/communities/channels/{place['channel']}/messages/", fields)
            assert status == 201, body
            sent[json.loads(body)["seq"]] = at
    return sent


def load(server: Server, session: str, page: str, over: threading.Event) -> None:
    """Load the page again and again."""
    with Poster(server.port, session) as person:
        while not over.is_set():
            person.get(page)
