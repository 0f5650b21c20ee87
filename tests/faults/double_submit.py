"""`fault.double_submit`: twenty equal submits at once, thirty times, as messages and as pins.

Each burst must leave one object and one event, answer everybody with it, and never answer 500; the same key with
another text must answer 409. value = answers and rows that are wrong. The twin looks first and inserts afterwards.
"""

import json
import threading
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from tests.bench.figures import Measured, measures
from tests.faults.harness import Server, beside, fresh_server, plan
from tests.faults.place import make_place
from tests.faults.posting import Poster

AT_ONCE = 20
TWIN_BURSTS = 5


@measures("fault.double_submit")
def double_submit(database: str) -> Iterator[Measured]:
    """Bursts of messages and of pins in turn."""
    seed, size = plan(default=30)
    with fresh_server(database) as server, beside(server, without="insert_first") as twin:
        place = make_place(server, 1)
        place["sketch"] = server.python("from tests.faults.double_submit import make_sketch; make_sketch()").strip()
        server.start()
        wrong = Bursts(server, place).run(size)
        server.stop()
        twin.start()
        twin_wrong = Bursts(twin, place).run(min(size, TWIN_BURSTS))
    extra = {
        "seed": seed, "at_once": AT_ONCE, **wrong,
        "twin": "fails" if sum(twin_wrong.values()) else "passes", "twin_violations": sum(twin_wrong.values()),
    }  # fmt: skip
    yield Measured("fault.double_submit", [sum(wrong.values())], n=2 * size * AT_ONCE, extra=extra)


class Bursts:
    """One person's twenty windows."""

    def __init__(self, server: Server, place: dict[str, Any]) -> None:
        self._server, self._place = server, place
        self._gate = threading.Barrier(AT_ONCE)

    def run(self, count: int) -> dict[str, int]:
        """What went wrong: answers that are no success, objects too many or too few, keys that meant two things."""
        wrong = {"answers": 0, "objects": 0, "conflicts": 0}
        before = self._counts()
        session = self._place["sessions"][0]
        with ThreadPoolExecutor(AT_ONCE) as pool:
            people = [Poster(self._server.port, session) for _ in range(AT_ONCE)]
            for number in range(count):
                for path, fields, other in self._forms(number):
                    found = list(pool.map(lambda one: self._submit(one, path, fields), people))  # noqa: B023
                    wrong["answers"] += sum(status not in (200, 201, 303) for status in found)
                    wrong["conflicts"] += self._submit_alone(people[0], path, {**fields, **other}) != 409
            for one in people:
                one.__exit__(None, None, None)
        after = self._counts()
        wrong["objects"] = sum(abs(now - then - count) for now, then in zip(after, before, strict=True))
        return wrong

    def _forms(self, number: int) -> list[tuple[str, dict[str, str], dict[str, str]]]:
        key = str(uuid.uuid4())
        message = {"body": f"once {number}", "client_id": key}
        pin = {"version": "1", "page": "1", "x": "50", "y": "50", "sticker": "", **message}
        return [
            (f"/communities/channels/{self._place['channel']}/messages/", message, {"body": "something else"}),
            (f"/sketches/{self._place['sketch']}/pins/", pin, {"x": "25"}),
        ]

    def _submit(self, person: Poster, path: str, fields: dict[str, str]) -> int:
        self._gate.wait(60)
        return person.post(path, fields)[0]

    def _submit_alone(self, person: Poster, path: str, fields: dict[str, str]) -> int:
        return person.post(path, fields)[0]

    def _counts(self) -> list[int]:
        """Messages, pins, and the events of both streams."""
        found: list[int] = json.loads(self._server.python("from tests.faults.double_submit import count; count()"))
        return found


def make_sketch() -> None:
    """In the server's settings: a sketch of the one person."""
    from accounts.models import User
    from tests.factories import mentoring

    sketch = mentoring.make_sketch(mentoring.adopted_entry(applicant=User.objects.get()))
    print(sketch.public_id)


def count() -> None:
    """In the server's settings."""
    from communities.models import Message
    from mentoring.models import Annotation
    from realtime.models import StreamEvent

    of = StreamEvent.objects.filter
    print(json.dumps([
        Message.objects.count(), Annotation.objects.count(), of(kind="posted").count(), of(kind="pinned").count(),
    ]))  # fmt: skip
