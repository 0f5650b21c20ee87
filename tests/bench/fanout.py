"""`fanout.*` and `socket.kib`: one message to many sockets, against raw `websockets` broadcasting equal bytes.

One event is in flight: write, wait until the last socket has it, write the next. The writer is the product's action in
the server's own process; the sockets live in another (tests/bench/crowd.py). Product and floor take turns, round by
round. Times are CLOCK_MONOTONIC, which processes of one machine share.
"""

import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.bench.crowd import Crowd
from tests.bench.driver import BROADCAST, PROGRAM, Driver
from tests.bench.figures import Measured, alternate, measures, progress
from tests.bench.poster import Poster
from tests.faults.body import memory
from tests.faults.harness import Server, fresh_server, plan
from tests.faults.place import make_place

FLOOR = "raw websockets broadcast"
SOCKETS = 500
ROUNDS = 5
BODY = "広場のみなさん、こんばんは。"
IDLE_SECONDS = 2.0


@dataclass
class Hall:
    """A server with its crowd, and one way to send an event to all."""

    crowd: Crowd
    send: Callable[[], float]
    events: int
    sockets: int
    sent: int = 0

    def round(self) -> tuple[float, list[float]]:
        """Send the events one after another: deliveries a second, and each event's ms until its last reader."""
        delays = []
        began = time.monotonic()
        for _ in range(self.events):
            self.sent += 1
            at = self.send()
            delays.append((self.crowd.wait_for(self.sent) - at) * 1000)
        return self.events * self.sockets / (time.monotonic() - began), delays


def product(
    stack: ExitStack, database: str, sockets: int, *, kind: str = "daphne", redis: bool = False, http: bool = False
) -> Hall:
    """The product under one of its servers, full of people in a channel."""
    server = stack.enter_context(fresh_server(database, redis=redis))
    place = make_place(server)
    driver = start(stack, server, Driver(server, kind=kind, program=PROGRAM))
    crowd = fill(stack, server, place, sockets)
    if http:
        poster = Poster(server.port, place["sessions"][0], place["channel"])
        stack.callback(poster.close)
        return Hall(crowd, lambda: poster.post(BODY), events_of_a_round(), sockets)
    return Hall(
        crowd,
        lambda: float(driver.ask("post", channel=place["channel"], body=BODY)["began"]),
        events_of_a_round(),
        sockets,
    )


def floor(stack: ExitStack, sockets: int) -> Hall:
    """The raw broadcast; its text is as long as a frame of ours."""
    server = stack.enter_context(fresh_server("sqlite"))
    driver = start(stack, server, Driver(server, program=BROADCAST))
    crowd = fill(stack, server, {"sessions": ["none"], "stream": "", "epoch": ""}, sockets)
    text = '{"t":"ev",' + "x" * 190
    return Hall(crowd, lambda: float(driver.ask("broadcast", text=text)["began"]), events_of_a_round(), sockets)


def start(stack: ExitStack, server: Server, driver: Driver) -> Driver:
    """Start a prepared server and speak with it."""
    server.start()
    return stack.enter_context(driver)


def fill(stack: ExitStack, server: Server, place: dict[str, Any], sockets: int) -> Crowd:
    """Open every socket."""
    crowd = Crowd(server.port, place["sessions"], count=sockets, stream=place["stream"], epoch=place["epoch"])
    stack.enter_context(crowd)
    crowd.open()
    return crowd


def events_of_a_round() -> int:
    """N= sets it; enough for a p99 over all rounds."""
    return plan(default=60)[1]


@dataclass(frozen=True)
class Compared:
    """Rate ÷ rate of each round, and the delays of both sides over all rounds."""

    ratios: list[float]
    delays: list[float]
    floor_delays: list[float]

    def beside(self) -> dict[str, float]:
        """What stands beside a p99: the middle, and what the floor takes on this machine."""
        return {"p50_ms": middle(self.delays), "floor_p99_ms": round(p99(self.floor_delays), 1)}


def against(first: Hall, second: Hall) -> Compared:
    """Let both send in turns; the first round of each is for warming up."""
    delays: tuple[list[float], list[float]] = ([], [])

    def round_of(which: int, hall: Hall) -> float:
        rate, found = hall.round()
        delays[which].extend(found)
        return rate

    pairs = alternate(lambda: round_of(0, first), lambda: round_of(1, second), rounds=ROUNDS)
    progress(f"  deliveries/s {statistics.median(pairs[0]):.0f} to {statistics.median(pairs[1]):.0f}")
    ratios = [a / b for a, b in zip(*pairs, strict=True)]
    return Compared(ratios, delays[0][first.events :], delays[1][second.events :])


def middle(delays: list[float]) -> float:
    """The median, to a tenth."""
    return round(statistics.median(delays), 1)


def p99(delays: list[float]) -> float:
    """The 99th percentile."""
    return statistics.quantiles(delays, n=100)[98]


@measures("fanout.daphne.500", "fanout.daphne.500.p99")
def fanout_daphne(database: str) -> Iterator[Measured]:
    """Under our own server."""
    with ExitStack() as stack:
        ours, raw = product(stack, database, SOCKETS), floor(stack, SOCKETS)
        found = against(ours, raw)
        yield Measured("fanout.daphne.500", found.ratios, floor=FLOOR, n=SOCKETS)
        slow = p99(found.delays)
        yield Measured("fanout.daphne.500.p99", found.delays, n=SOCKETS, value=slow, extra=found.beside())


@measures("fanout.sansio.500")
def fanout_sansio(database: str) -> Iterator[Measured]:
    """Under uvicorn's websockets-sansio."""
    with ExitStack() as stack:
        ours, raw = product(stack, database, SOCKETS, kind="uvicorn"), floor(stack, SOCKETS)
        found = against(ours, raw)
        beside = {"p99_ms": round(p99(found.delays), 1), **found.beside()}
        yield Measured("fanout.sansio.500", found.ratios, floor=FLOOR, n=SOCKETS, extra=beside)


@measures("fanout.http.p99")
def fanout_http(database: str) -> Iterator[Measured]:
    """The event posted over HTTP, from the first byte of the request to the last reader."""
    with ExitStack() as stack:
        hall = product(stack, database, SOCKETS, http=True)
        delays = [delay for _ in range(ROUNDS + 1) for delay in hall.round()[1]][hall.events :]
        yield Measured("fanout.http.p99", delays, n=SOCKETS, value=p99(delays))


@measures("fanout.redis", databases=("postgres",))
def fanout_redis(database: str) -> Iterator[Measured]:
    """Hints through Redis cost the readers nothing."""
    with ExitStack() as stack:
        found = against(product(stack, database, SOCKETS, redis=True), product(stack, database, SOCKETS))
        yield Measured("fanout.redis", found.ratios, floor="without Redis", n=SOCKETS)


@measures("fanout.1000over500")
def fanout_1000(database: str) -> Iterator[Measured]:
    """Twice the people, the same rate."""
    with ExitStack() as stack:
        found = against(product(stack, database, 2 * SOCKETS), product(stack, database, SOCKETS))
        yield Measured("fanout.1000over500", found.ratios, floor="500 sockets", n=2 * SOCKETS)


@measures("socket.kib", databases=("sqlite",))
def socket_kib(database: str) -> Iterator[Measured]:
    """What 2,000 sockets that only listen add to the server's resident memory, each."""
    count = plan(default=2000)[1]
    with fresh_server(database) as server:
        place = make_place(server)
        server.start()
        with ExitStack() as stack:
            fill(stack, server, place, 50)  # what the first sockets load is not theirs
            time.sleep(IDLE_SECONDS)
            process = Path(f"/proc/{server.pid}")
            before = memory(process, "VmRSS")
            fill(stack, server, place, count)
            time.sleep(IDLE_SECONDS)
            grown = memory(process, "VmRSS") - before
    yield Measured("socket.kib", [grown * 1024 / count], n=count)
