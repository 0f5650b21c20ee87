"""`fault.file_replay`: every address of every file, asked for by every persona and by nobody.

Who may read what is the hand-written table of the rights matrix (`tests/matrix/common.py`), not a predicate. Value:
bytes that reached somebody who is not in it (an error page is not counted), plus answers that kept an allowed reader
out. The twin's view does not ask the right.
"""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from tests.bench.figures import Measured, measures, progress
from tests.faults import unprotected
from tests.faults.harness import Server, fresh_server, plan
from tests.faults.uploads import Answer, Entrant

ANONYMOUS = "anonymous"
# A byte more or less, a part, an old copy: none of them may be a way in.
WAYS: tuple[tuple[str, dict[str, str]], ...] = (
    ("GET", {}),
    ("HEAD", {}),
    ("GET", {"Range": "bytes=0-99"}),
    ("GET", {"If-None-Match": "*"}),
    ("GET", {"X-Accel-Redirect": "/private/", "X-Original-URL": "/"}),
)


@measures("fault.file_replay")
def file_replay(database: str) -> Iterator[Measured]:
    """All situations of the matrix in one database, each address asked for in each way."""
    seed, _size = plan(default=0)
    with fresh_server(database) as server:
        made = json.loads(server.python("from tests.faults.file_replay import fill; fill()").strip().splitlines()[-1])
        server.start()
        found, asked = replay(server, made, WAYS)
        server.stop()
        server.program = (*unprotected.PROGRAM, "file_right")
        server.start()
        twin, _asked = replay(server, made, WAYS[:1])
    progress(f"  {asked} requests: {found}; twin: {twin}")
    extra = {"seed": seed, "ops": asked, **found, "twin": "fails" if twin["leaked"] else "passes"}
    yield Measured("fault.file_replay", [sum(found.values())], n=len(made["addresses"]), extra=extra)


def replay(
    server: Server, made: dict[str, Any], ways: tuple[tuple[str, dict[str, str]], ...]
) -> tuple[dict[str, int], int]:
    """Leaked bytes and readers kept out, and how many requests it took."""
    found, asked = {"leaked": 0, "kept_out": 0}, 0
    nobody = Entrant(server, "", "")
    for persona, session in {**made["sessions"], ANONYMOUS: ""}.items():
        person = replace(nobody, session=session)
        for address, allowed in made["addresses"].items():
            for method, headers in ways:
                answer = person.ask(method, address, headers=headers)
                asked += 1
                judge(found, answer, persona in allowed, f"{persona} {method} {address}")
    return found, asked


def judge(found: dict[str, int], answer: Answer, allowed: bool, who: str) -> None:
    """A reader gets 200; anybody else an error page, and never a header that tells what is there."""
    if allowed and answer.status != 200:
        progress(f"  kept out: {who} {answer.status}")
        found["kept_out"] += 1
    if not allowed and (answer.status != 404 or "Content-Disposition" in answer.headers):
        found["leaked"] += max(len(answer.body), 1)


def fill() -> None:
    """In the server's settings: the matrix's situations, each in a term of its own; addresses with their readers."""
    from itertools import count

    from django.utils import timezone

    from hiroba.demo.people import make_people
    from tests.faults.sessions import open_session
    from tests.matrix import PERSONAS, cohorts
    from tests.matrix.common import FILES, ROWS, SITUATIONS

    number, term = count(1), cohorts.term
    cohorts.term = lambda key="", **data: term(f"replay{next(number)}", **data)
    people = make_people(timezone.now())
    readers = {row.situation: row.allow.split() for row in ROWS}
    addresses: dict[str, list[str]] = {}
    for thing, make in FILES.items():
        file = make(people)
        for variant in file.variants.all():
            name = "original" if variant.name == "original" else "page"
            assert f"{name}_of_{thing}" in SITUATIONS
            addresses[f"/files/{file.public_id}/{variant.name}/"] = readers[f"{name}_of_{thing}"]
    sessions = {name: open_session(people[name].email) for name in PERSONAS if name != ANONYMOUS}
    print(json.dumps({"addresses": addresses, "sessions": sessions}))
