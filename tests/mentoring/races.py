"""What runs in a process of its own, on a database file or PostgreSQL: many people who press the same button at once.

Each function prints one line of JSON. `python -m tests.mentoring.races <name>`, with HIROBA_* of the database.
"""

import json
import sys
import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import django

MANY = 20


def together(work: Callable[[int], Any]) -> list[str]:
    """Run `work` in MANY threads that start at the same moment; answers the name of the outcome of each."""
    from django.db import connection

    outcomes = [""] * MANY
    barrier = threading.Barrier(MANY)

    def run(number: int) -> None:
        try:
            barrier.wait(30)
            work(number)
            outcomes[number] = "done"
        except Exception as error:
            outcomes[number] = type(error).__name__ if hasattr(error, "status") else repr(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(MANY)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    return outcomes


def same_hour(*, with_claims: bool = True) -> dict[str, Any]:
    """Twenty companies want the same hour."""
    from mentoring.models import Session
    from tests.factories.cohorts import make_cohort
    from tests.factories.mentoring import adopted_entry, make_session, make_slot

    slot, cohort = make_slot(), make_cohort()
    entries = [adopted_entry(cohort) for _ in range(MANY)]
    outcomes = together(lambda number: make_session(slot, entries[number]))
    return {"outcomes": outcomes, "sessions": Session.objects.count()}


def same_company(*, with_claims: bool = True) -> dict[str, Any]:
    """One company wants twenty mentors at the same time, from twenty windows."""
    from mentoring.actions import sessions
    from mentoring.models import Session
    from tests.factories.mentoring import TOMORROW, adopted_entry, make_mentor, make_session, make_slot

    slots = [make_slot(make_mentor(), TOMORROW + timedelta(minutes=15 * (number % 3))) for number in range(MANY)]
    entry = adopted_entry()
    if not with_claims:
        sessions.claim = lambda *args: None
    outcomes = together(lambda number: make_session(slots[number], entry))
    return {"outcomes": outcomes, "sessions": Session.objects.count()}


def pins() -> dict[str, Any]:
    """Twenty people set a pin at once: numbers without holes, one event each."""
    from realtime.models import Stream

    sketch, page = _sketch()
    from tests.factories.mentoring import make_pin

    outcomes = together(lambda number: make_pin(sketch, page=page, body=str(number)))
    numbers = sorted(sketch.annotations.values_list("number", flat=True))
    stream = Stream.objects.at("sketch", sketch.stream_key)
    seqs = sorted(stream.events.filter(kind="pinned").values_list("seq", flat=True))
    return {"outcomes": outcomes, "numbers": numbers, "seqs": seqs, "head": stream.last_seq}


def doubled_pin() -> dict[str, Any]:
    """The same request twenty times at once: one pin, one event."""
    from realtime.models import Stream
    from tests.factories.mentoring import make_pin

    sketch, page = _sketch()
    key = uuid4()
    outcomes = together(lambda number: make_pin(sketch, page=page, client_id=key))
    stream = Stream.objects.at("sketch", sketch.stream_key)
    pinned = stream.events.filter(kind="pinned").count()
    return {"outcomes": outcomes, "pins": sketch.annotations.count(), "events": pinned, "head": stream.last_seq}


def _sketch() -> Any:
    from tests.factories.mentoring import make_sketch, page_of

    sketch = make_sketch()
    return sketch, page_of(sketch)


if __name__ == "__main__":
    django.setup()
    name, bang, _ = sys.argv[1].partition("!")
    print(json.dumps(globals()[name](**({"with_claims": False} if bang else {}))))
