"""A term of three thousand entries: the office's board, the ranking, the announcement; and one page of the entry form.

Pages are asked for in a process of their own on a database of their own, through the whole stack of middleware, warm;
CPU is the process's own time, the median of many. The announcement is told in seconds until its last mail has been
handed over by a real worker to a mail server that takes everything at once.
"""

import json
import os
import random
import signal
import time
from collections.abc import Callable, Iterator
from typing import Any

from aiosmtpd.controller import Controller

from tests.bench.figures import Measured, measures, progress
from tests.faults.harness import Server, fresh_server
from tests.faults.mail_kill import begin
from tests.faults.ports import free_port

ENTRIES, JURORS = 3_000, 12
WEIGHTS = (25, 20, 15, 25, 15)
ROUNDS, WARM = 30, 5
LONGEST = 600.0


@measures("entry.step.cpu", "entry.autosave.cpu", "board.queries", "board.cpu")
def pages(database: str) -> Iterator[Measured]:
    """The page of the plan, its autosave, and the board of a term with three thousand entries."""
    with fresh_server(database) as server:
        server.python(f"from tests.bench.selection import fill; fill({ENTRIES})")
        found = json.loads(server.python("from tests.bench.selection import ask_pages; ask_pages()"))
    yield Measured("entry.step.cpu", found["step"], n=ROUNDS)
    yield Measured("entry.autosave.cpu", found["autosave"], n=ROUNDS)
    yield Measured("board.queries", [found["queries"]], n=ENTRIES)
    yield Measured("board.cpu", found["board"], n=ENTRIES)


@measures("ranking.seconds", databases=("sqlite",))
def ranking(database: str) -> Iterator[Measured]:
    """From scores to positions: three thousand entries, twelve jurors, five criteria."""
    from cohorts.ranking import Marks, juror_points, rank

    chance = random.Random(7)
    scores = [
        (str(key), [[(chance.choice((1, 2, 3, 4, 5, None)), weight) for weight in WEIGHTS] for _ in range(JURORS)])
        for key in range(ENTRIES)
    ]

    def once() -> None:
        points = ((key, (juror_points(marks) for marks in given)) for key, given in scores)
        rank(Marks(key, key, tuple(point for point in found if point is not None)) for key, found in points)

    yield Measured("ranking.seconds", [cpu_of(once) for _ in range(5)], n=ENTRIES * JURORS * len(WEIGHTS))


@measures("announce.3000.seconds")
def announce(database: str) -> Iterator[Measured]:
    """From the press of the button to the last mail."""
    box = Counting()
    controller = Controller(box, hostname="127.0.0.1", port=free_port())
    controller.start()
    try:
        with fresh_server(database, environment={"FAULT_MAIL_PORT": str(controller.port)}) as server:
            server.python(f"from tests.bench.selection import fill; fill({ENTRIES}, is_over=True)")
            seconds, acted = press(server, box)
    finally:
        controller.stop()
    yield Measured("announce.3000.seconds", [seconds], n=ENTRIES, extra={"action_seconds": round(acted, 1)})


class Counting:
    """A mail server that counts."""

    def __init__(self) -> None:
        self.count = 0

    async def handle_DATA(self, server: object, session: object, envelope: object) -> str:  # noqa: N802
        self.count += 1
        return "250 OK"


def press(server: Server, box: Counting) -> tuple[float, float]:
    """Seconds until every mail has come, and those of the announcement alone."""
    worker = begin(server, "")
    time.sleep(5)  # the worker is up, as it is in a running installation
    began = time.monotonic()
    acted = float(server.python("from tests.bench.selection import announce_now; announce_now()"))
    while box.count < ENTRIES and time.monotonic() - began < LONGEST and worker.poll() is None:
        time.sleep(0.05)
    seconds = time.monotonic() - began
    progress(f"  {box.count} mails after {seconds:.1f} s, the announcement took {acted:.1f} s")
    os.killpg(worker.pid, signal.SIGKILL)
    worker.wait()
    return (seconds if box.count >= ENTRIES else LONGEST), acted


def cpu_of(run: Callable[[], Any]) -> float:
    """Seconds of CPU."""
    began = time.process_time()
    run()
    return time.process_time() - began


def fill(size: int, is_over: bool = False) -> None:
    """In the server's settings: one whole entry, copied; decided and closed when it `is_over`."""
    from cohorts.models import Answer, Decision, Entry, EntryRevision
    from tests.factories.accounts import UserFactory, user_with_role
    from tests.factories.cohorts import close_call, make_cohort, make_draft, make_entry

    cohort, staff = make_cohort(), user_with_role("staff")
    model = make_entry(cohort, state="reviewing")
    make_draft(cohort, UserFactory(email="drafting@example.jp"))
    people, entries = _people(size - 1), []
    for place, person in enumerate(people, start=2):
        entries.append(_copy(model, person, place))
    entries = Entry.objects.bulk_create(entries)
    revision = model.revisions.get()
    EntryRevision.objects.bulk_create([
        EntryRevision(entry=entry, number=1, answers=revision.answers, form_version=revision.form_version,
                      sha256=revision.sha256, submitted_at=revision.submitted_at, submitted_by=entry.applicant)
        for entry in entries
    ])  # fmt: skip
    if not is_over:
        return
    Answer.objects.filter(entry__state="draft").delete()
    Entry.objects.filter(state="draft").delete()
    Decision.objects.bulk_create([_decision(entry, place, staff) for place, entry in enumerate([model, *entries])])
    close_call(cohort)


def _people(count: int) -> list[Any]:
    from accounts.models import User

    names = [f"entrant-{place}@example.jp" for place in range(count)]
    return User.objects.bulk_create([User(email=name, family_name="代表", given_name="A") for name in names])


def _copy(model: Any, person: Any, place: int) -> Any:
    from cohorts.models import Entry

    kept = {name: getattr(model, name) for name in (
        "cohort", "track", "title", "org_name", "state", "form_version", "submitted_at", "created_at", "rev",
        "publish_company", "publish_title", "publish_content",
    )}  # fmt: skip
    return Entry(applicant=person, entered_by=person, number=f"KDX2-2026-{place:04}-X", **kept)


def _decision(entry: Any, place: int, staff: Any) -> Any:
    from django.utils import timezone

    from cohorts.models import Decision

    outcome, reason = ("adopted", "merit") if place % 100 == 0 else ("declined", "capacity")
    return Decision(entry=entry, outcome=outcome, reason=reason, decided_by=staff, decided_at=timezone.now())


def ask_pages() -> None:
    """In the server's settings: milliseconds of CPU of each page, and the queries of the board."""
    from django.conf import settings
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from accounts.models import User
    from cohorts.models import Cohort, Entry

    settings.SAVES_PER_SECOND = settings.SAVES_BURST = 10**6
    draft = Entry.objects.get(state="draft")
    mine, office = _client(draft.applicant), _client(User.objects.filter(roles__kind="staff").earliest("pk"))
    step, board = f"/entries/{draft.public_id}/plan/", f"/staff/cohorts/{Cohort.objects.get().public_id}/"
    saves = iter(range(10**6))

    def save() -> Any:
        draft.refresh_from_db()
        sent = {"rev": draft.rev, "values": {"spare": f"週に{next(saves)}回の便を出したい。"}}
        return mine.post(f"/entries/{draft.public_id}/autosave/", json.dumps(sent), content_type="application/json")

    found: dict[str, Any] = {
        "step": times(lambda: mine.get(step)),
        "autosave": times(save),
        "board": times(lambda: office.get(board)),
    }
    with CaptureQueriesContext(connection) as captured:
        office.get(board)
    print(json.dumps({**found, "queries": len(captured)}))


def _client(user: Any) -> Any:
    from django.test import Client

    client = Client(HTTP_HOST="127.0.0.1")
    client.force_login(user)
    return client


def times(ask: Callable[[], Any]) -> list[float]:
    """Milliseconds of CPU of some calls after the first few; every one must be answered with 200."""
    found = []
    for number in range(ROUNDS + WARM):
        began = time.process_time()
        answer = ask()
        found.append(1000 * (time.process_time() - began))
        assert answer.status_code == 200, (number, answer.status_code)
    return found[WARM:]


def announce_now() -> None:
    """In the server's settings: announce; prints the seconds that took."""
    from django.utils import timezone

    from accounts.models import User
    from cohorts.actions import announce_cohort
    from cohorts.models import Cohort

    staff = User.objects.filter(roles__kind="staff").earliest("pk")
    began = time.monotonic()
    announce_cohort(cohort=Cohort.objects.get(), by=staff, now=timezone.now())
    print(time.monotonic() - began)
