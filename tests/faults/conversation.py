"""One conversation that is disturbed: writers over HTTP, readers at sockets, everybody's ledger held to the database.

A fault says what disturbs and who its twins are; here stands what all of them share. `size` operations are shared
among the writers, who post, edit and remove, and repeat what was not answered with the same key. At the end the
database must hold exactly what was acknowledged, and each reader's view must be the database's.
"""

import asyncio
import json
import random
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from websockets.asyncio.client import connect

from tests.bench.figures import Measured, progress
from tests.faults.harness import Server, Violations, compare
from tests.faults.place import make_place
from tests.faults.talkers import Progress, Talker
from tests.realtime.clients import Reader

RECONNECT_SECONDS = 0.5  # what the browser's client waits at least
SETTLE_SECONDS = 60.0


@dataclass(frozen=True)
class Cast:
    """How many take part; twins are readers that must not come out right."""

    writers: int
    readers: int
    twins: int = 3


@dataclass
class Conversation:
    """Who talks where. `at` serves the writers, `readers_at` and `twins_at` (default: the same) the readers."""

    at: Server
    cast: Cast
    seed: int
    size: int
    readers_at: Server | None = None
    twins_at: Server | None = None
    twins_resume: bool = True
    talkers: list[Talker] = field(default_factory=list)
    place: dict[str, Any] = field(default_factory=dict)

    def run(self, disturb: Callable[[Progress, random.Random], None]) -> "Outcome":
        """Let everybody talk while `disturb` does its work in a thread of its own; then judge."""
        audience = self._audience()
        with audience.listening():
            self._talk(disturb, audience)
            truth = json.loads(self.at.python(f"from tests.faults.conversation import dump; dump({self._channel!r})"))
            audience.wait_for(truth["events"][-1][0])
        complaints = [complaint for talker in self.talkers for complaint in talker.complaints]
        for complaint in complaints[:5]:
            progress(complaint)
        found = judge_writers(self.talkers, truth) + judge_readers(audience.readers, truth["events"])
        return Outcome(
            found=found + Violations(wrong_answers=len(complaints)),
            twin=judge_readers(audience.twins, truth["events"]),
            events=len(truth["events"]),
            retries=sum(talker.retries for talker in self.talkers),
        )

    @property
    def _channel(self) -> str:
        return str(self.place["channel"])

    def prepare(self) -> None:
        """Fill the database and hand out the roles; before the servers start."""
        people = self.cast.writers + self.cast.readers + self.cast.twins
        self.place = make_place(self.at, people)
        self.talkers = [
            Talker(self.at.port, self.place["sessions"][n], self._channel, random.Random(self.seed + n))
            for n in range(self.cast.writers)
        ]

    def _audience(self) -> "Audience":
        sessions = self.place["sessions"][self.cast.writers :]
        stream, epoch = self.place["stream"], self.place["epoch"]
        audience = Audience()
        for number, session in enumerate(sessions):
            is_twin = number >= self.cast.readers
            reader = Reader(stream, epoch, resumes=self.twins_resume or not is_twin)
            server = (self.twins_at if is_twin else self.readers_at) or self.at
            audience.add(reader, server, session, is_twin=is_twin)
        return audience

    def _talk(self, disturb: Callable[[Progress, random.Random], None], audience: "Audience") -> None:
        count = len(self.talkers)
        shares = [self.size // count + (n < self.size % count) for n in range(count)]
        done = Progress(heard=lambda: min(reader.last for reader in audience.readers))
        with ThreadPoolExecutor(count + 1) as pool:
            talks = [pool.submit(talker.talk, share, done) for talker, share in zip(self.talkers, shares, strict=True)]
            talks.append(pool.submit(disturb, done, random.Random(self.seed)))
            for talk in talks:
                talk.result()


@dataclass(frozen=True)
class Outcome:
    """What came of it."""

    found: Violations
    twin: Violations
    events: int
    retries: int

    def measured(self, figure: str, conversation: Conversation, **more: Any) -> Measured:
        """The figure's line."""
        extra = {
            "seed": conversation.seed, "ops": conversation.size, "events": self.events, "retries": self.retries,
            "writers": conversation.cast.writers, "readers": conversation.cast.readers, **self.found.parts,
            "twin": "fails" if self.twin.total else "passes", "twin_violations": self.twin.total, **more,
        }  # fmt: skip
        return Measured(figure, [self.found.total], n=conversation.size, extra=extra)


class Audience:
    """Readers at sockets, in a thread with a loop of its own."""

    def __init__(self) -> None:
        self.readers: list[Reader] = []
        self.twins: list[Reader] = []
        self._connects: list[tuple[Reader, Any]] = []
        self._is_over = threading.Event()

    def add(self, reader: Reader, server: Server, session: str, *, is_twin: bool) -> None:
        """One more reader, with the login session of a person."""
        (self.twins if is_twin else self.readers).append(reader)
        url, headers = f"ws://127.0.0.1:{server.port}/ws/", {"Cookie": f"sessionid={session}"}
        more = {"origin": server.url, "additional_headers": headers, "open_timeout": 30, "compression": None}
        self._connects.append((reader, lambda: connect(url, **more)))

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Listen until the block ends, whoever raises in it."""
        thread = threading.Thread(target=lambda: asyncio.run(self._read()))
        thread.start()
        try:
            yield
        finally:
            self._is_over.set()
            thread.join()

    async def _read(self) -> None:
        tasks = [asyncio.create_task(reader.run(link, RECONNECT_SECONDS)) for reader, link in self._connects]
        while not self._is_over.is_set():
            await asyncio.sleep(0.05)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def wait_for(self, seq: int) -> None:
        """Give the readers time to reach `seq`; who does not is judged as it stands."""
        over = threading.Event()
        for _ in range(int(SETTLE_SECONDS / 0.1)):
            if all(reader.last >= seq for reader in self.readers):
                return
            over.wait(0.1)


def judge_readers(readers: list[Reader], events: list[list[Any]]) -> Violations:
    """Each reader's ledger against the database's events: number, kind and object, from the first to the last."""
    total = Violations()
    for reader in readers:
        seen = [(seq, (seq, kind, data["id"])) for seq, kind, data in reader.seen]
        total += compare([(seq, kind, object_id) for seq, kind, object_id in events], seen)
        total += Violations(lost=reader.resets)
    return total


def judge_writers(talkers: list[Talker], truth: dict[str, Any]) -> Violations:
    """What was acknowledged against the database's rows and events, which must be numbered from 1 without holes."""
    rows = {row["id"]: row for row in truth["messages"]}
    counts = Counter((kind, object_id) for _, kind, object_id in truth["events"])
    lost = doubled = 0
    for said in (said for talker in talkers for said in talker.said):
        row = rows.pop(said.id, None)
        wanted = {"posted": 1, "edited": said.edits, "removed": int(said.is_removed)}
        got = {kind: counts[kind, said.id] for kind in wanted}
        lost += row is None or (row["body"], row["removed"], row["seq"]) != (said.body, said.is_removed, said.seq)
        lost += sum(max(0, wanted[kind] - got[kind]) for kind in wanted)
        doubled += sum(max(0, got[kind] - wanted[kind]) for kind in wanted)
    numbers = [(seq, seq) for seq, _, _ in truth["events"]]
    return Violations(lost=lost, doubled=doubled + len(rows)) + compare(range(1, len(numbers) + 1), numbers)


def dump(channel: str) -> None:
    """In the server's settings: every event and message of the channel."""
    from communities.models import Message
    from realtime.models import StreamEvent

    events = StreamEvent.objects.filter(stream__key=channel).order_by("seq").values_list("seq", "kind", "object_id")
    messages = [
        {"id": str(message.public_id), "body": message.body, "seq": message.seq, "removed": message.is_removed}
        for message in Message.objects.filter(channel__public_id=channel)
    ]
    print(json.dumps({"events": [[seq, kind, str(key)] for seq, kind, key in events], "messages": messages}))
