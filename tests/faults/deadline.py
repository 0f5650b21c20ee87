"""`fault.deadline`: a thousand submits within two seconds of the deadline, on two server processes.

Rounds of two hundred entries, each with a deadline of its own. In both processes a watch (`deadline_watch`) reads the
database's clock right after the locks of an action are held, and once more when it ends; so an entry that was taken
with a first reading at or after the deadline came too late, and one that was refused with a last reading before it was
refused too early, both without any tolerance. Afterwards an entry is either handed in as a whole (number, one version,
one mail, an answer that says so) or a draft as a whole. value = what was not. The twin asks for the deadline before it
waits for the locks, and must fail.
"""

import json
import random
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import datetime
from typing import Any

from tests.bench.figures import Measured, measures, progress
from tests.faults import unprotected
from tests.faults.harness import Server, beside, fresh_server, plan
from tests.faults.posting import Poster

AT_ONCE = 200
SPREAD = 2.0  # seconds before and after the deadline
TO_CONNECT = 8.0
TWIN_SIZE = 200
PATIENCE = 300
TAKEN, REFUSED = 302, 409


@measures("fault.deadline")
def deadline(database: str) -> Iterator[Measured]:
    """Rounds on two processes of the product, then on two of the twin."""
    seed, size = plan(default=1000)
    twin_size = min(size, TWIN_SIZE)
    with ExitStack() as stack:
        server = stack.enter_context(fresh_server(database))
        other = stack.enter_context(beside(server))
        twins = [stack.enter_context(beside(server, without="deadline_lock")) for _ in range(2)]
        for watched in (server, other):
            watched.program = (*unprotected.PROGRAM, "deadline_watch")
        wrong = Rush(server, (server, other), seed).run(size)
        twin_wrong = Rush(server, twins, seed).run(twin_size)
    extra = {
        "seed": seed, "processes": 2, **wrong,
        "twin": "fails" if violations(twin_wrong) else "passes", "twin_violations": violations(twin_wrong),
    }  # fmt: skip
    yield Measured("fault.deadline", [violations(wrong)], n=size, extra=extra)


def violations(wrong: dict[str, int]) -> int:
    """Everything but how many were taken and refused."""
    return sum(count for name, count in wrong.items() if name not in {"taken", "refused"})


class Rush:
    """Submits on both processes in turn, each at its own moment round the deadline."""

    def __init__(self, server: Server, processes: Sequence[Server], seed: int) -> None:
        self._server, self._processes, self._random = server, processes, random.Random(seed)

    def run(self, size: int) -> dict[str, int]:
        """What went wrong in all rounds together, beside how many were taken and refused."""
        wrong: Counter[str] = Counter(too_late=0, too_early=0, half_written=0, answers=0, taken=0, refused=0)
        for process in self._processes:
            process.start()
        for begin in range(0, size, AT_ONCE):
            wrong.update(self._round(min(AT_ONCE, size - begin)))
            progress(f"  {begin + AT_ONCE} of {size}: {dict(wrong)}")
        for process in self._processes:
            process.stop()
        return dict(wrong)

    def _round(self, size: int) -> dict[str, int]:
        made = json.loads(self._server.python(f"from tests.faults.deadline import fill; fill({size})"))
        people = [Poster(self._processes[n % 2].port, made["session"], PATIENCE) for n in range(size)]
        closes_at = float(self._server.python(f"from tests.faults.deadline import close; close({made['cohort']!r})"))
        for person in people:  # everybody is connected before it begins, and not so long before that a server hangs up
            person.get("/healthz/ready")
        moments = [closes_at + self._random.uniform(-SPREAD, SPREAD) for _ in people]
        with ThreadPoolExecutor(size) as pool:
            statuses = list(pool.map(submit, people, made["entries"], moments))
        told = json.dumps(dict(zip(made["entries"], statuses, strict=True)))
        found = self._server.python(f"from tests.faults.deadline import judge; judge({made['cohort']!r}, {told!r})")
        return dict(json.loads(found))


def submit(person: Poster, entry: str, moment: float) -> int:
    """One submit at its moment; the status of the answer."""
    with person:
        time.sleep(max(0.0, moment - time.time()))
        return person.post(f"/entries/{entry}/submit/", {})[0]


def fill(size: int) -> None:
    """In the server's settings: a term with complete drafts, all open to one person who is logged in."""
    from django.utils import timezone

    from accounts.models import User
    from cohorts.models import Answer, Cohort, Entry
    from tests.factories.accounts import UserFactory
    from tests.factories.cohorts import make_cohort, make_draft
    from tests.faults.sessions import open_session

    number = Cohort.objects.count()
    cohort, helper = _cohort(number, make_cohort), UserFactory(email=f"helper-{number}@example.jp")
    model = make_draft(cohort, UserFactory(email=f"model-{number}@example.jp"))
    answers = list(model.answers.values("key", "value", "is_valid", "rev"))
    names = [f"deadline-{number}-{place}@example.jp" for place in range(size)]
    people = User.objects.bulk_create([User(email=name, family_name="代表", given_name="A") for name in names])
    entries = Entry.objects.bulk_create([
        Entry(cohort=cohort, applicant=person, second_person=helper, second_email=helper.email, entered_by=person,
              form_version=model.form_version, created_at=timezone.now(), rev=model.rev, title="題", org_name="A社")
        for person in people
    ])  # fmt: skip
    rows = [{**row, "value": helper.email} if row["key"] == "second_email" else row for row in answers]
    Answer.objects.bulk_create([Answer(entry=entry, **row) for entry in entries for row in rows])
    made = [str(entry.public_id) for entry in entries]
    print(json.dumps({"cohort": str(cohort.public_id), "entries": made, "session": open_session(helper.email)}))


def _cohort(number: int, make_cohort: Any) -> Any:
    """A further term of the one programme."""
    from cohorts.models import Program
    from tests.factories import cohorts

    if Program.objects.exists():
        cohorts.make_program = Program.objects.get  # type: ignore[assignment]
    return make_cohort(key=f"deadline{number}", number=number + 1, prefix=f"D{number}")


def close(cohort: str) -> None:
    """In the server's settings: let the term close in a few seconds; prints when, as the system counts seconds."""
    from datetime import timedelta

    from cohorts.models import Cohort
    from common.clock import database_now

    closes_at = database_now() + timedelta(seconds=SPREAD + TO_CONNECT)
    Cohort.objects.filter(public_id=cohort).update(closes_at=closes_at)
    print(closes_at.timestamp())


def judge(cohort: str, told: str) -> None:
    """In the server's settings: compare what the watch read, what is written and what was answered."""
    from django.db.models import Count

    from activity.models import Delivery
    from cohorts.models import Cohort, Entry
    from tests.faults.deadline_watch import readings

    term, statuses, wrong = Cohort.objects.get(public_id=cohort), json.loads(told), Counter[str]()
    mails = Counter(Delivery.objects.filter(kind="cohorts/received").values_list("about", flat=True))
    entries = Entry.objects.filter(cohort=term, public_id__in=list(statuses)).annotate(versions=Count("revisions"))
    seen = readings()
    for entry in entries:
        status, taken = statuses[str(entry.public_id)], entry.number is not None
        wrong["taken" if taken else "refused"] += 1
        wrong["answers"] += status != (TAKEN if taken else REFUSED)
        whole = (entry.state, entry.versions, mails[entry.public_id] > 0)
        wrong["half_written"] += whole != (("received", 1, True) if taken else ("draft", 0, False))
        reading = seen.get(str(entry.public_id))
        if reading is None:  # refused before any lock, as only the twin does
            wrong["half_written"] += taken
            continue
        held, ended = (datetime.fromisoformat(text) for text in reading)
        wrong["too_late"] += taken and held >= term.closes_at
        wrong["too_early"] += not taken and ended < term.closes_at
    print(json.dumps(wrong))
