"""`fault.last_seats`: two hundred people want the last seats of an event, fifty times over.

In every round forty of them register at the same instant for seven seats, on connections of their own. Afterwards each
seat must be taken once, everybody who got an answer must have a seat or a turn, and nobody may read an error.
value = seats taken twice or left free, people lost, and answers that are no success. The twin looks which seat is free
before it takes it, and must fail.
"""

import json
import random
import threading
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from tests.bench.figures import Measured, measures
from tests.faults.harness import Server, beside, fresh_server, plan
from tests.faults.posting import Poster

PEOPLE, AT_ONCE, SEATS = 200, 40, 7
TWIN_ROUNDS = 3


@measures("fault.last_seats")
def last_seats(database: str) -> Iterator[Measured]:
    """Rounds of concurrent registrations without an account."""
    seed, size = plan(default=50)
    with fresh_server(database) as server, beside(server, without="seat_lock") as twin:
        events = json.loads(server.python(f"from tests.faults.last_seats import fill; fill({size + TWIN_ROUNDS})"))
        server.start()
        wrong = Rush(server, seed).run(events[:size])
        server.stop()
        twin.start()
        twin_wrong = Rush(twin, seed).run(events[size : size + min(size, TWIN_ROUNDS)])
    extra = {
        "seed": seed, "people": PEOPLE, "at_once": AT_ONCE, "seats": SEATS, **wrong,
        "twin": "fails" if sum(twin_wrong.values()) else "passes", "twin_violations": sum(twin_wrong.values()),
    }  # fmt: skip
    yield Measured("fault.last_seats", [sum(wrong.values())], n=size * AT_ONCE, extra=extra)


class Rush:
    """Some of the two hundred at a time, each with a connection of their own."""

    def __init__(self, server: Server, seed: int) -> None:
        self._server, self._random = server, random.Random(seed)
        self._gate = threading.Barrier(AT_ONCE)

    def run(self, events: list[str]) -> dict[str, int]:
        """What went wrong in all rounds together."""
        wrong = {"answers": 0, "overbooked": 0, "lost": 0}
        with ThreadPoolExecutor(AT_ONCE) as pool:
            for event in events:
                guests = self._random.sample(range(PEOPLE), AT_ONCE)
                statuses = list(pool.map(lambda guest: self._register(event, guest), guests))  # noqa: B023
                wrong["answers"] += sum(status != 303 for status in statuses)
                promised = {f"guest-{guest}@example.jp" for guest in guests}
                for name, count in self._compare(event, promised).items():
                    wrong[name] += count
        return wrong

    def _register(self, event: str, guest: int) -> int:
        """The status that this person got."""
        fields = {"name": f"guest {guest}", "email": f"guest-{guest}@example.jp", "client_id": str(uuid.uuid4())}
        with Poster(self._server.port, "") as person:
            self._gate.wait(60)
            return person.post(f"/communities/events/{event}/", fields)[0]

    def _compare(self, event: str, promised: set[str]) -> dict[str, int]:
        """Seats taken twice or beyond the last, and people without seat or turn, seats left free included."""
        code = f"from tests.faults.last_seats import show; show({event!r})"
        found: dict[str, Any] = json.loads(self._server.python(code))
        seats = found["seats"]
        overbooked = len(seats) - len({seat for seat in seats if seat <= SEATS})
        free = SEATS - len(set(seats))
        return {"overbooked": overbooked, "lost": len(promised - set(found["people"])) + max(free, 0)}


def fill(count: int) -> None:
    """In the server's settings: so many events with a few seats."""
    from communities.enums import CommunityKind, JoinPolicy
    from tests.factories.communities import CommunityFactory, event_in

    community = CommunityFactory(kind=CommunityKind.ISSUE, join_policy=JoinPolicy.OPEN)
    print(json.dumps([str(event_in(community, capacity=SEATS).public_id) for _ in range(count)]))


def show(event: str) -> None:
    """In the server's settings: the seats that are taken, and everybody with a seat or a turn."""
    from communities.enums import SeatState
    from communities.models import Registration

    active = Registration.objects.filter(event__public_id=event).exclude(state=SeatState.CANCELLED)
    seats = list(active.filter(state=SeatState.SEATED).values_list("seat", flat=True))
    print(json.dumps({"seats": seats, "people": list(active.values_list("email", flat=True))}))
