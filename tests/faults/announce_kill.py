"""`fault.announce_kill`: whoever announces is killed in the middle of it, and so is the worker that sends the mails.

Half of the kills (SIGKILL) meet a process that announces a term, at a moment that a random entry's showcase draft has
just been made; then it is begun again. The other half meet the worker that hands the letters to a real mail server.
In the end every entry must have its one decision, state, letter and line in the audit trail, every adopted team its one
membership and every adopted entry its one showcase draft, and every letter must have arrived under one Message-ID.
value = what is missing or there twice. The twin announces without the transaction round the whole, and must fail.
"""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator

from aiosmtpd.controller import Controller

from tests.bench.figures import Measured, measures, progress
from tests.faults import unprotected
from tests.faults.harness import ROOT, Server, fresh_server, plan
from tests.faults.mail_kill import Letterbox, kill_one, settle
from tests.faults.ports import free_port

ENTRIES_PER_KILL = 4  # so that every killed worker has mails left to be killed with
PLAIN = ("manage.py",)
RESULTS = ("cohorts/adopted", "cohorts/declined")
VERBS = ("entry_adopted", "entry_declined")


@measures("fault.announce_kill")
def announce_kill(database: str) -> Iterator[Measured]:
    """Kill N times in all, then the twin's announcement a few times."""
    seed, kills = plan(default=20)
    violations, parts = run(database, seed, kills, ())
    twin, _parts = run(database, seed, max(2, kills // 5), (*unprotected.PROGRAM, "announcing_whole"))
    extra = {"seed": seed, "kills": kills, **parts, "twin": "fails" if twin else "passes", "twin_violations": twin}
    yield Measured("fault.announce_kill", [violations], n=kills, extra=extra)


def run(database: str, seed: int, kills: int, twin: tuple[str, ...]) -> tuple[int, dict[str, int]]:
    """One installation: fill, kill while announcing, announce, kill while sending, compare."""
    box, rng = Letterbox(), random.Random(seed)
    controller = Controller(box, hostname="127.0.0.1", port=free_port())
    controller.start()
    size = max(4, kills * ENTRIES_PER_KILL)
    try:
        with fresh_server(database, environment={"FAULT_MAIL_PORT": str(controller.port)}) as server:
            server.python(f"from tests.faults.announce_kill import fill; fill({size})")
            met = sum(kill_announcing(server, twin, rng.randrange(1, size // 2)) for _ in range((kills + 1) // 2))
            announce(server, twin).wait(300)
            wanted = set(json.loads(server.python("from tests.faults.announce_kill import letters; letters()")))
            for _ in range(kills // 2):
                kill_one(server, "", rng, box)
            states = settle(server, "", box, wanted)
            parts: dict[str, int] = json.loads(server.python("from tests.faults.announce_kill import judge; judge()"))
    finally:
        controller.stop()
    arrived = Counter(box.ids)
    parts |= {"lost": len(wanted - set(arrived)), "strange": len(set(arrived) - wanted)}
    parts["not_noted"] = sum(count for state, count in states.items() if state != "sent")
    progress(f"  {kills} kills, {met} of them while announcing: {parts}")
    return sum(parts.values()), {**parts, "met_announcing": met, "repeated": sum(arrived.values()) - len(arrived)}


def announce(server: Server, twin: tuple[str, ...]) -> "subprocess.Popen[bytes]":
    """A process that announces the term and prints a line for each adopted entry; it leads a group of its own."""
    code = "from tests.faults.announce_kill import announce_now; announce_now()"
    program = twin or PLAIN
    with (server.data / "announce.log").open("ab") as log:
        return subprocess.Popen(
            [sys.executable, *program, "shell", "--no-imports", "-c", code],
            cwd=ROOT, env=server.environment, stdout=subprocess.PIPE, stderr=log, start_new_session=True,
        )  # fmt: skip


def kill_announcing(server: Server, twin: tuple[str, ...], entries: int) -> bool:
    """Begin to announce, kill after so many entries; whether the kill met it in the middle."""
    process = announce(server, twin)
    assert process.stdout is not None
    with process.stdout:
        told = 0
        while told < entries and process.stdout.readline():
            told += 1
    time.sleep(0.001)
    met = process.poll() is None and told == entries
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    return met


def fill(size: int) -> None:
    """In the server's settings: a term whose call is over, two of three entries to be adopted, the others not."""
    from cohorts.enums import EntryState
    from tests.factories.accounts import user_with_role
    from tests.factories.cohorts import close_call, decide, make_cohort, make_entry

    cohort, staff = make_cohort(), user_with_role("staff")
    for number in range(size):
        entry = make_entry(cohort, state=EntryState.REVIEWING, publish_company=True)
        decide(entry, staff, "declined" if number % 3 == 2 else "adopted")
    close_call(cohort)


def announce_now() -> None:
    """In the server's settings: announce; a line for each adopted entry as soon as its showcase draft is made."""
    from django.utils import timezone

    from accounts.models import User
    from cohorts import actions, hooks
    from cohorts.models import Cohort, Entry

    def tell(entry: Entry, _now: object) -> None:
        print(entry.number, flush=True)

    hooks.announcement_handlers.append(tell)
    staff = User.objects.filter(roles__kind="staff").earliest("pk")
    actions.announce_cohort(cohort=Cohort.objects.get(), by=staff, now=timezone.now())


def letters() -> None:
    """In the server's settings: the Message-IDs of all letters about results."""
    from activity.models import Delivery
    from activity.post import message_of

    found = Delivery.objects.exclude(medium="inbox")
    print(json.dumps([message_of(mail).extra_headers["Message-ID"] for mail in found]))


def judge() -> None:
    """In the server's settings: how many things are missing or there more than once."""
    from activity.models import Delivery, Record
    from cohorts.models import Announcement, Cohort, Decision, Entry
    from communities.models import Membership
    from home.models import ShowcasePage

    decisions = dict(Decision.objects.values_list("entry__public_id", "outcome"))
    entries = list(Entry.objects.select_related("applicant"))
    letters = Counter(Delivery.objects.filter(kind__in=RESULTS).values_list("about", "kind"))
    lines = Counter(Record.objects.filter(verb__in=VERBS).values_list("subject_id", "verb"))
    drafts, cohort = Counter(ShowcasePage.objects.values_list("entry_id", flat=True)), Cohort.objects.get()
    members = Counter(Membership.objects.filter(community=cohort.community).values_list("user", flat=True))
    adopted = [entry for entry in entries if decisions[entry.public_id] == "adopted"]
    print(json.dumps({
        "announcements": abs(Announcement.objects.count() - 1) + (cohort.state != "announced"),
        "states": sum(entry.state != decisions[entry.public_id] for entry in entries),
        "letters": sum(abs(letters[(e.public_id, f"cohorts/{decisions[e.public_id]}")] - 1) for e in entries),
        "records": sum(abs(lines[(e.public_id, f"entry_{decisions[e.public_id]}")] - 1) for e in entries),
        "members": sum(abs(members[entry.applicant_id] - 1) for entry in adopted) + len(members) - len(adopted) - 1,
        "drafts": sum(abs(drafts[entry.public_id] - 1) for entry in adopted) + len(drafts) - len(adopted),
        "communities": abs(Cohort.objects.exclude(community=None).count() - 1),
    }))  # fmt: skip
