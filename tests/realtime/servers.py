"""Real server processes of the small installation, on a database of their own."""

import http.client
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.parse
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.faults.databases import administer, leave

ROOT = Path(__file__).resolve().parents[2]
POSTGRES = os.environ.get("HIROBA_DATABASE_URL", "")
ADDRESS = POSTGRES.rpartition("/")[0]
REDIS = os.environ.get("HIROBA_REDIS_URL", "")


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Installation:
    """One database with its data folder; several servers may share it."""

    data: Path
    database: str
    sessions: dict[str, str]
    limits: dict[str, Any] = field(default_factory=dict)
    redis: str = ""

    def environment(self, port: int = 0) -> dict[str, str]:
        return {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.realtime.settings",
            "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'site'}",
            "HIROBA_DATA": str(self.data),
            "HIROBA_SECRET_KEY": "only-for-tests",
            "HIROBA_DATABASE_URL": self.database,
            "HIROBA_REDIS_URL": self.redis,
            "HIROBA_ORIGINS": f"http://127.0.0.1:{port}",
            "HIROBA_TEST_REALTIME": json.dumps(self.limits),
            "PYTHONUNBUFFERED": "1",
        }

    def python(self, code: str) -> str:
        """Run code with Django set up on this database; answer what it printed."""
        done = subprocess.run(
            [sys.executable, "-c", f"import django; django.setup()\n{code}"],
            cwd=ROOT, env=self.environment(), capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()


@dataclass(frozen=True)
class Template:
    """An empty, migrated database with a few people who are logged in; installations copy it."""

    database: Path | str
    sessions: dict[str, str]


@contextmanager
def installation(template: Template, data: Path, **more: Any) -> Iterator[Installation]:
    """Copy the template into `data` or into a database of its own."""
    if isinstance(template.database, Path):
        shutil.copy(template.database, data / "hiroba.sqlite3")
        yield Installation(data, "", template.sessions, **more)
        return
    name = f"{template.database}_{uuid.uuid4().hex[:8]}"
    administer("CREATE DATABASE {} TEMPLATE {}", name, template.database, address=ADDRESS)
    try:
        yield Installation(data, f"{ADDRESS}/{name}", template.sessions, **more)
    finally:
        leave(name, ADDRESS)


FILL = """
from django.core.management import call_command
from accounts.models import User
from tests.faults.sessions import open_session
call_command("migrate", verbosity=0)
for email in PEOPLE:
    User.objects.create_user(email)
    print(email, open_session(email))
"""


@contextmanager
def migrated_template(folder: Path, *people: str) -> Iterator[Template]:
    """Build the database that installations copy."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "alone")
    name = f"{POSTGRES.rsplit('/', 1)[-1]}_realtime_{worker}" if POSTGRES else ""
    url = f"{ADDRESS}/{name}" if POSTGRES else ""
    if POSTGRES:
        administer("DROP DATABASE IF EXISTS {} WITH (FORCE)", name, address=ADDRESS)
        administer("CREATE DATABASE {}", name, address=ADDRESS)
    said = Installation(folder, url, {}).python(f"PEOPLE = {people!r}\n{FILL}")
    sessions = dict(line.split() for line in said.splitlines())
    if POSTGRES:
        yield Template(name, sessions)
        leave(name, ADDRESS)
    else:
        yield Template(folder / "hiroba.sqlite3", sessions)


class Server:
    """One process; `kill` is what a power cut does, `stop` what an operator does."""

    def __init__(self, place: Installation, port: int | None = None) -> None:
        self.place = place
        self.port = port or free_port()
        self.log_path = place.data / f"server-{self.port}.log"
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def socket_url(self) -> str:
        return f"ws://127.0.0.1:{self.port}/ws/"

    def start(self) -> None:
        with self.log_path.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "tests.realtime.server", str(self.port)],
                cwd=ROOT, env=self.place.environment(self.port), stdout=log, stderr=log,
            )  # fmt: skip
        deadline = time.monotonic() + 30
        while not is_open(self.port):
            assert self.process.poll() is None and time.monotonic() < deadline, self.log()
            time.sleep(0.05)

    def kill(self) -> None:
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        self._end(signal.SIGTERM)

    def _end(self, number: signal.Signals) -> None:
        if self.process is not None:
            self.process.send_signal(number)
            self.process.wait(15)
            self.process = None

    def log(self) -> str:
        return self.log_path.read_text() if self.log_path.exists() else ""

    def complaints(self) -> list[str]:
        """Lines of the log that tell of an error or an exception."""
        return re.findall(r"^.*(?:Traceback|ERROR|CRITICAL|Exception).*$", self.log(), re.MULTILINE)

    def say(self, email: str, key: str, word: str) -> int:
        """Post one word; the answer is its number."""
        body = urllib.parse.urlencode({"key": key, "word": word}).encode()
        return int(self.fetch("/say/", email, body)["seq"])

    def poll(self, email: str, stream: str, epoch: str, after: int, wait: int) -> Any:
        """What the long poll answers."""
        return self.fetch(f"/streams/{stream}/events?after={after}&epoch={epoch}&wait={wait}", email)

    def board(self, key: str) -> tuple[str, str]:
        """Public id and epoch of the board with this key."""
        answer = self.fetch(f"/board/?{urllib.parse.urlencode({'key': key})}")
        return answer["stream"], answer["epoch"]

    def fetch(self, path: str, email: str = "", body: bytes | None = None) -> Any:
        """What a page answers, as JSON."""
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        if email:
            headers["Cookie"] = f"sessionid={self.place.sessions[email]}"
        # Not urllib: it leaves the socket of a request that failed to the garbage collector.
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)) as link:
            link.request("POST" if body else "GET", path, body, headers)
            answer = link.getresponse()
            text = answer.read()
        assert answer.status == 200, (answer.status, text)
        return json.loads(text)


def is_open(port: int) -> bool:
    with closing(socket.socket()) as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@contextmanager
def running(place: Installation, port: int | None = None) -> Iterator[Server]:
    server = Server(place, port)
    server.start()
    try:
        yield server
    finally:
        server.stop()
