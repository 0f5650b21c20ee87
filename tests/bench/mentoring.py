"""`sketch.page.*`, `slots.*`, `pin.seen.p99`: a drawing full of pins, a calendar full of hours, a pin that others see.

Pages are asked for in the server's settings, through the whole middleware, by somebody who is logged in; CPU is the
process time of one request, the median of rounds after a warm one. A pin is seen when the reader of the stream was told
and has fetched the changed part of the page, as the browser does.
"""

import json
import statistics
import time
import uuid
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

from tests.bench.figures import Measured, measures
from tests.bench.posting import Watch
from tests.faults.conversation import Audience
from tests.faults.harness import fresh_server, plan
from tests.faults.posting import Poster

PINS, MENTORS, TALKS_A_DAY = 500, 30, 6
PATIENCE = 30.0
ROUNDS = 7


@measures("sketch.page.queries", "sketch.page.cpu")
def sketch_page(database: str) -> Iterator[Measured]:
    """The page of a drawing with five hundred pins, a third of them with answers."""
    with fresh_server(database) as server:
        found = json.loads(server.python("from tests.bench.mentoring import ask_sketch; ask_sketch()"))
    yield Measured("sketch.page.queries", found["queries"], n=PINS)
    yield Measured("sketch.page.cpu", found["cpu"], n=PINS)


@measures("slots.queries", "slots.cpu")
def slots(database: str) -> Iterator[Measured]:
    """The list of thirty mentors who offer eight weeks each, with their nearest free hour."""
    with fresh_server(database) as server:
        found = json.loads(server.python("from tests.bench.mentoring import ask_slots; ask_slots()"))
    yield Measured("slots.queries", found["queries"], n=found["n"])
    yield Measured("slots.cpu", found["cpu"], n=found["n"])


@measures("pin.seen.p99")
def pin_seen(database: str) -> Iterator[Measured]:
    """HTTP post of a pin → another reader has heard of it over the socket and fetched it, among five hundred pins."""
    _, size = plan(default=300)
    with fresh_server(database, redis=database == "postgres") as server, ExitStack() as stack:
        place = json.loads(server.python("from tests.bench.mentoring import fill_sketch; fill_sketch()"))
        server.start()
        audience = Audience()
        audience.add(Watch(place["stream"], place["epoch"]), server, place["reader"], is_twin=False)
        stack.enter_context(audience.listening())
        audience.wait_for(place["seq"])  # on the page: what is said before that is not news
        writer = stack.enter_context(Poster(server.port, place["writer"]))
        viewer = stack.enter_context(Poster(server.port, place["reader"]))
        times = [1000 * see_one(audience.readers[0], writer, viewer, place["path"], n) for n in range(size)]
    ordered = sorted(times)
    p99 = ordered[int(len(ordered) * 0.99)]
    yield Measured("pin.seen.p99", ordered, n=size, value=p99, extra={"p50": round(statistics.median(ordered))})


def see_one(reader: Any, writer: Poster, viewer: Poster, path: str, number: int) -> float:
    """Seconds from the post to the moment in which the other one has the new card."""
    heard = len(reader.seen)
    place = {"version": "1", "page": "1", "x": str(number % 100), "y": "50"}
    began = time.monotonic()
    status, body = writer.post(f"{path}pins/", {**place, "body": "a word", "client_id": str(uuid.uuid4())})
    assert status == 201, body
    pin = json.loads(body)["id"]
    while len(reader.seen) == heard:
        assert time.monotonic() - began < PATIENCE, "the reader heard nothing"
        time.sleep(0.001)
    status, part = viewer.get(f"{path}fragment/?version=1&page=1&show=all&ids={pin}")
    assert status == 200 and pin.encode() in part, status
    return time.monotonic() - began


def fill_sketch() -> None:
    """In the server's settings: a drawing with its pins, and two people who may see it."""
    from realtime.queries import head_of
    from tests.faults.sessions import open_session

    sketch, mentor = _drawing()
    stream = head_of("sketch", sketch.stream_key)
    people = {"writer": open_session(sketch.created_by.email), "reader": open_session(mentor.email)}
    place = {
        "stream": str(stream.public_id),
        "epoch": stream.epoch,
        "seq": stream.seq,
        "path": f"/sketches/{sketch.public_id}/",
    }
    print(json.dumps({**place, **people}))


def _drawing() -> tuple[Any, Any]:
    from mentoring.actions import reply
    from tests.factories.mentoring import make_mentor, make_pin, make_sketch, page_of

    sketch, mentor = make_sketch(), make_mentor()
    page = page_of(sketch)
    for number in range(PINS):
        kind = ("hands", "precedent", "wecan", "")[number % 4]
        place = {"x": number % 25 / 25, "y": number // 25 / 25}
        pin = make_pin(sketch, page=page, sticker=kind, body="受付係を置いた例が、ほかの町にもあります。", **place)
        if number % 3 == 0:
            reply(
                annotation=pin, body="ここが止まりやすい。", client_id=uuid.uuid4(), by=mentor.user, now=pin.created_at
            )
    return sketch, mentor.user


def ask_sketch() -> None:
    """In the server's settings: what one request of the page costs."""
    sketch, _mentor = _drawing()
    print(json.dumps(_cost(sketch.created_by, f"/sketches/{sketch.public_id}/")))


def ask_slots() -> None:
    """In the server's settings: the same for the list of mentors."""
    from datetime import time as clock

    from django.utils import timezone

    from mentoring.actions import WeekPlan, set_week
    from mentoring.models import Slot
    from mentoring.recurrence import Band
    from tests.factories.mentoring import LINK, adopted_entry, make_mentor

    week = tuple(Band(day, clock(9), clock(9 + TALKS_A_DAY), "online") for day in range(5))
    for _ in range(MENTORS):
        mentor = make_mentor()
        set_week(mentor=mentor, plan=WeekPlan(week, link=LINK), rev=0, by=mentor.user, now=timezone.now())
    print(json.dumps({**_cost(adopted_entry().applicant, "/mentors/"), "n": Slot.objects.count()}))


def _cost(person: Any, path: str) -> dict[str, list[float]]:
    """Queries and milliseconds of process time of each round."""
    from django.db import connection
    from django.test import Client

    browser = Client()
    browser.force_login(person)
    answer = browser.get(path, HTTP_HOST="127.0.0.1")
    assert answer.status_code == 200, answer.status_code
    asked: list[str] = []

    def note(execute: Any, sql: str, *rest: Any) -> Any:
        asked.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(note):
        browser.get(path, HTTP_HOST="127.0.0.1")
    times = []
    for _ in range(ROUNDS):
        began = time.process_time()
        browser.get(path, HTTP_HOST="127.0.0.1")
        times.append(1000 * (time.process_time() - began))
    return {"queries": [len(asked)], "cpu": times}
