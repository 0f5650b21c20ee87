"""`fault.ingest_kill`: the worker is killed again and again while it draws PDFs.

In the end every file must be ready with all its pages, once, and nothing unfinished or without a row may be left
after the sweep. Value: lost (not ready, or a page or its bytes missing) + doubled + orphans + unfinished. The twin is a
worker that starts without taking over what the killed one had begun.
"""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.bench.figures import Measured, measures, progress
from tests.faults.harness import ROOT, Server, fresh_server, plan
from tests.faults.uploads import counted, swept

PAGES = 3
KILLS = 8
PATIENCE_SECONDS = 180.0
TWIN_SECONDS = 15.0
IDLE_SECONDS = 30.0


@dataclass
class Worker:
    """`manage.py worker` on a server's data, killed as a machine kills."""

    server: Server
    process: "subprocess.Popen[bytes] | None" = field(default=None, repr=False)

    def start(self, *arguments: str) -> None:
        """Its decoder belongs to its process group and dies with it."""
        with (self.server.data / "worker.log").open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "manage.py", "worker", *arguments], cwd=ROOT, env=self.server.environment,
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip

    def kill(self) -> None:
        """SIGKILL to the whole group."""
        assert self.process is not None
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(10)


@measures("fault.ingest_kill")
def ingest_kill(database: str) -> Iterator[Measured]:
    """Draw `N` PDFs through `KILLS` kills; the twin first, on the same database."""
    seed, size = plan(default=24)
    chance = random.Random(seed)
    with fresh_server(database) as server:
        server.python("from tests.faults.ingest_kill import fill; fill(2)")
        worker = Worker(server)
        kill_while_drawing(worker, chance)
        worker.start()
        twin = waiting_after(server, seconds=TWIN_SECONDS)
        worker.kill()
        progress(f"  twin: {twin} left waiting")
        server.python(f"from tests.faults.ingest_kill import fill; fill({size})")
        kills = 0
        while kills < KILLS and kill_while_drawing(worker, chance):
            kills += 1
        worker.start("--alone")
        left = waiting_after(server, seconds=PATIENCE_SECONDS)
        worker.kill()
        found = {**missing(server), **{k: v for k, v in swept(server).items() if k in ("orphans", "unfinished")}}
        progress(f"  {kills} kills, {left} left waiting, {counted(server)}")
    extra = {"seed": seed, "kills": kills, **found, "twin": "fails" if twin else "passes"}
    yield Measured("fault.ingest_kill", [sum(found.values())], n=size, extra=extra)


def kill_while_drawing(worker: Worker, chance: random.Random) -> bool:
    """Start a worker, kill it a moment after it has something in its hands; False when it finds nothing to draw."""
    worker.start("--alone")
    incoming = Path(worker.server.data) / "private" / "incoming"
    known = {path.name for path in incoming.iterdir()}
    deadline = time.monotonic() + IDLE_SECONDS
    while not (found := {path.name for path in incoming.iterdir()} - known) and time.monotonic() < deadline:
        time.sleep(0.005)
    time.sleep(chance.random() * 1.5)
    worker.kill()
    return bool(found)


def fill(count: int) -> None:
    """In the server's settings: PDFs that wait for the worker."""
    from uuid import uuid4

    from django.core.files.uploadedfile import SimpleUploadedFile
    from django.utils import timezone

    from common.files import FileKind, receive_file, register_file_kind
    from tests.factories.documents import with_pages

    register_file_kind(FileKind("tests.ingest", lambda user, file, variant: False))
    content = with_pages(PAGES)
    for number in range(count):
        upload = SimpleUploadedFile(f"{number}.pdf", content)
        receive_file(upload=upload, kind="tests.ingest", subject=uuid4(), by=None, now=timezone.now())


def look() -> None:
    """In the server's settings: how many files wait, and what is missing of the others."""
    from common.enums import FileState
    from common.files.stores import the_store
    from common.models import StoredFile

    names = {"original", *(f"page-{n}{size}" for n in range(1, PAGES + 1) for size in ("", "-mid", "-thumb"))}
    found = {"waiting": 0, "lost": 0, "doubled": 0}
    for file in StoredFile.objects.prefetch_related("variants"):
        variants = [variant.name for variant in file.variants.all()]
        whole = file.state == FileState.READY and set(variants) == names
        found["waiting"] += file.state == FileState.RECEIVED
        found["lost"] += not whole or not all(the_store().read(v.storage_key) for v in file.variants.all())
        found["doubled"] += len(variants) > len(names)
    print(json.dumps(found))


def looked(server: Server) -> dict[str, int]:
    """The same, from outside."""
    code = "from tests.faults.ingest_kill import look; look()"
    found: dict[str, int] = json.loads(server.python(code).strip().splitlines()[-1])
    return found


def missing(server: Server) -> dict[str, int]:
    found = looked(server)
    return {"lost": found["lost"], "doubled": found["doubled"]}


def waiting_after(server: Server, seconds: float) -> int:
    """How many files still wait when none does or the time is over."""
    deadline = time.monotonic() + seconds
    while (left := looked(server)["waiting"]) and time.monotonic() < deadline:
        time.sleep(1)
    return left
