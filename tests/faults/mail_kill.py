"""`fault.mail_kill`: the worker that sends mail is killed again and again, in the middle of whatever it does.

A real worker process sends to a real mail server of this process; it is killed (SIGKILL) at random moments and started
again. At the end every mail must have arrived, and after dropping repeated Message-IDs nobody may have got one twice:
value = lost + doubled + mails that do not count as sent. The twin notes a mail as sent before it is handed over, and
loses those that were on their way.
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
from tests.faults.harness import ROOT, Server, fresh_server, plan
from tests.faults.ports import free_port

MAILS_PER_KILL = 8
SETTLE_SECONDS = 120.0
SLOW = 0.02  # seconds the server takes for a mail, so that kills meet mails on their way
TWIN = """
from activity import post
sent, send = post.note_sent, post.EmailMultiAlternatives.send
def note_first(self, *args, **more):
    from activity.models import Delivery
    mail = Delivery.objects.get(public_id=self.extra_headers["Message-ID"].strip("<>").partition("@")[0])
    sent(mail=mail, now=post.timezone.now())
    return send(self, *args, **more)
post.EmailMultiAlternatives.send = note_first
"""
WORK = """
import os
from django.conf import settings
from django.core.management import call_command
settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", int(os.environ["FAULT_MAIL_PORT"])
call_command("worker", alone=True)
"""


class Letterbox:
    """A mail server that counts Message-IDs."""

    def __init__(self) -> None:
        self.ids: list[str] = []

    async def handle_DATA(self, server: object, session: object, envelope: object) -> str:  # noqa: N802
        import asyncio
        from email import message_from_bytes

        await asyncio.sleep(SLOW)
        self.ids.append(message_from_bytes(envelope.content)["Message-ID"])
        return "250 OK"


@measures("fault.mail_kill")
def mail_kill(database: str) -> Iterator[Measured]:
    """Kill the worker N times, then the twin's a few times; compare what arrived with what was decided."""
    seed, kills = plan(default=50)
    violations, parts = run(database, seed, kills, "")
    twin, _ = run(database, seed, max(3, kills // 5), TWIN)
    extra = {"seed": seed, "kills": kills, **parts, "twin": "fails" if twin else "passes", "twin_violations": twin}
    yield Measured("fault.mail_kill", [violations], n=kills * MAILS_PER_KILL, extra=extra)


def run(database: str, seed: int, kills: int, twin: str) -> tuple[int, dict[str, int]]:
    """One run of `kills` kills; answers the violations and their parts."""
    box, rng = Letterbox(), random.Random(seed)
    controller = Controller(box, hostname="127.0.0.1", port=free_port())
    controller.start()
    try:
        with fresh_server(database, environment={"FAULT_MAIL_PORT": str(controller.port)}) as server:
            size = kills * MAILS_PER_KILL
            wanted = set(json.loads(server.python(f"from tests.faults.mail_kill import fill; fill({size})")))
            for number in range(kills):
                kill_one(server, twin, rng, box)
                progress(f"  kill {number + 1} of {kills}: {len(set(box.ids))} of {size} mails arrived")
            states = settle(server, twin, box, wanted)
    finally:
        controller.stop()
    arrived = Counter(box.ids)
    lost, strange = len(wanted - set(arrived)), len(set(arrived) - wanted)
    unsent = sum(count for state, count in states.items() if state != "sent")
    parts = {"lost": lost, "doubled": strange, "not_noted": unsent, "repeated": sum(arrived.values()) - len(arrived)}
    return lost + strange + unsent, parts


def begin(server: Server, twin: str) -> subprocess.Popen[bytes]:
    """A worker process on the server's database; it leads a process group of its own."""
    with (server.data / "worker.log").open("ab") as log:
        code = f"import django; django.setup()\n{twin}\n{WORK}"
        return subprocess.Popen(
            [sys.executable, "-c", code],
            cwd=ROOT, env=server.environment, stdout=log, stderr=log, start_new_session=True,
        )  # fmt: skip


def kill_one(server: Server, twin: str, rng: random.Random, box: Letterbox) -> None:
    """Start a worker, let it take up its work, kill it some mails later."""
    before, worker = len(box.ids), begin(server, twin)
    target = before + rng.randint(1, MAILS_PER_KILL - 2)
    deadline = time.monotonic() + 30
    while len(box.ids) < target and time.monotonic() < deadline and worker.poll() is None:
        time.sleep(0.001)
    time.sleep(rng.uniform(0, 2 * SLOW))
    os.killpg(worker.pid, signal.SIGKILL)
    worker.wait()


def settle(server: Server, twin: str, box: Letterbox, wanted: set[str]) -> dict[str, int]:
    """A last worker that may finish; answers how many mails are in which state."""
    worker, deadline = begin(server, twin), time.monotonic() + SETTLE_SECONDS
    states: dict[str, int] = {}
    while time.monotonic() < deadline and worker.poll() is None:
        states = json.loads(server.python("from tests.faults.mail_kill import count; count()"))
        if set(states) == {"sent"}:
            break
        time.sleep(0.5)
    os.killpg(worker.pid, signal.SIGKILL)
    worker.wait()
    return states


def fill(size: int) -> None:
    """In the server's settings: decide `size` mails; prints their Message-IDs."""
    from activity.actions import send_mail_to
    from activity.post import message_of

    mails = [
        send_mail_to(to=f"p{n}@example.jp", kind="activity/digest", key="k", context={"count": 0, "lines": []})
        for n in range(size)
    ]
    print(json.dumps([message_of(mail).extra_headers["Message-ID"] for mail in mails]))


def count() -> None:
    """In the server's settings: how many mails are in which state."""
    from django.db.models import Count

    from activity.models import Delivery

    rows = Delivery.objects.order_by().values_list("state").annotate(n=Count("pk"))
    print(json.dumps(dict(rows)))
