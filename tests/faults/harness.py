"""Real servers to break: each with its own database, data folder and port, killed as a machine kills.

How a fault figure is written (`tests/faults/kill_app.py` is the first):

    @measures("fault.kill.app")                      # from tests.bench.figures
    def kill_app(database: str) -> Iterator[Measured]:
        seed, size = plan(default=10_000)            # N= and SEED= of the command line
        with fresh_server(database) as server:       # migrated, not yet started
            server.python("from tests.faults.kill_app import fill; fill()")  # in the server's settings
            cookies = server.sign_in("a@example.jp") # {"sessionid": …} without a password
            server.start()                           # until /healthz/ready answers 200
            …
            server.kill()                            # SIGKILL to the whole process group
            server.start()                           # the same data, the same port
        found = compare(acknowledged, seen)          # Ledger.acknowledged against [(seq, key)] of a reader
        yield Measured("fault.kill.app", [found.total], n=size,
                       extra={"seed": seed, "ops": size, **found.parts, "twin": "fails"})

* `fresh_server(database, redis=…, demo=…, environment={…})`: `database` is "sqlite" or "postgres";
  PostgreSQL and Redis are found through HIROBA_CI_POSTGRES (default postgres://postgres@127.0.0.1:5432)
  and HIROBA_CI_REDIS (default redis://127.0.0.1:6379/9). With demo=True the demonstration is loaded.
* The migrated database is built once for each state of the migrations and copied after that.
* `server.url`, `server.port`, `server.pid`, `server.data`, `server.environment`, `server.log()`.
* `server.stop()` is SIGTERM and waits; `server.manage("command", …)` runs a management command.
* `server.program = (*unprotected.PROGRAM, "drain")` before `start()` runs the product without that protection.
* Everything is ended and removed when the `with` block ends, also after an error.
"""

import http.client
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.parse
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from tests.faults.databases import own_database
from tests.faults.ledger import Ledger, Violations, compare
from tests.faults.ports import free_port

__all__ = ["Ledger", "Server", "Violations", "beside", "compare", "free_port", "fresh_server", "plan"]

ROOT = Path(__file__).resolve().parents[2]
READY_SECONDS = 60.0


@dataclass
class Server:
    """One `manage.py serve` process on data of its own."""

    data: Path
    port: int
    environment: dict[str, str]
    # What is run instead of the product itself: a twin (tests/faults/unprotected.py) or a server that is driven.
    program: tuple[str, ...] = ("manage.py",)
    process: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    @property
    def url(self) -> str:
        """Where it answers, without a final slash."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def pid(self) -> int:
        """The running process; an error when there is none."""
        assert self.process is not None, "the server is not running"
        return self.process.pid

    def begin(self, *arguments: str) -> None:
        """Start the process without waiting; it leads a process group of its own."""
        with (self.data / "server.log").open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, *self.program, "serve", "--port", str(self.port), *arguments],
                cwd=ROOT,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def start(self, *arguments: str) -> float:
        """Start the process and wait until it is ready; answer the seconds it took."""
        began = time.monotonic()
        self.begin(*arguments)
        self.wait_ready()
        return time.monotonic() - began

    def wait_ready(self, seconds: float = READY_SECONDS) -> None:
        """Wait for /healthz/ready; a process that dies first is reported with its log."""
        deadline = time.monotonic() + seconds
        while not answers(f"{self.url}/healthz/ready"):
            if self.process is None or self.process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"the server did not become ready:\n{self.log()[-3000:]}")
            time.sleep(0.05)

    def kill(self) -> None:
        """SIGKILL to the whole group: nothing gets to say goodbye."""
        self._end(signal.SIGKILL, 10)

    def stop(self, seconds: float = 15) -> int:
        """SIGTERM, as a restart does; answer the exit code."""
        return self._end(signal.SIGTERM, seconds)

    def _end(self, number: signal.Signals, seconds: float) -> int:
        assert self.process is not None, "the server is not running"
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, number)
        code = self.process.wait(seconds)
        self.process = None
        return code

    def manage(self, *arguments: str) -> str:
        """Run a management command on this server's database; answer what it printed."""
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
        if done.returncode:
            raise RuntimeError(f"manage.py {' '.join(arguments)[:200]}:\n{done.stdout}{done.stderr}")
        return done.stdout

    def python(self, code: str) -> str:
        """Run code with Django set up on this server's database; answer what it printed."""
        head = "import django; django.setup()\n"
        done = subprocess.run(
            [sys.executable, "-c", head + code],
            cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
        if done.returncode:
            raise RuntimeError(done.stderr)
        return done.stdout

    def sign_in(self, email: str) -> dict[str, str]:
        """A login session's cookies for the user with this e-mail, as the browser would hold them."""
        key = self.python(f"from tests.faults.sessions import open_session; print(open_session({email!r}))")
        return {"sessionid": key.strip()}

    def log(self) -> str:
        """What the server has written so far."""
        path = self.data / "server.log"
        return path.read_text(errors="replace") if path.exists() else ""


def answers(url: str) -> bool:
    """Whether a GET of `url` gives 200."""
    place = urllib.parse.urlsplit(url)
    # Not urllib.request: it leaves the socket of an answer that is no 200 to the garbage collector.
    link = http.client.HTTPConnection(place.hostname or "", place.port, timeout=5)
    try:
        link.request("GET", place.path)
        with link.getresponse() as response:
            return response.status == http.client.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        link.close()


def plan(*, default: int) -> tuple[int, int]:
    """The seed and the size of a run, from SEED= and N= or fresh and default."""
    seed = int(os.environ.get("SEED") or random.SystemRandom().randrange(1_000_000))
    return seed, int(os.environ.get("N") or default)


def environment_for(data: Path, port: int, extra: Mapping[str, str]) -> dict[str, str]:
    """The environment of one server: the embedded settings on `data`, both source roots on the path."""
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "hiroba.settings.dev",
        "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'site'}",
        "HIROBA_DATA": str(data),
        "HIROBA_SECRET_KEY": "only-for-the-fault-harness",
        "HIROBA_POSTS_PER_SECOND": "1000000",
        "HIROBA_POSTS_BURST": "1000000",
        "HIROBA_VISITS_PER_SECOND": "1000000",
        "HIROBA_VISITS_BURST": "1000000",
        "HIROBA_SOCKETS_PER_PERSON": "1000000",
        "PORT": str(port),
        **extra,
    }


@contextmanager
def beside(server: Server, *, without: str = "", environment: Mapping[str, str] | None = None) -> Iterator[Server]:
    """Another process of the same installation, not yet started; `without` a protection it is a twin."""
    port = free_port()
    own = {**server.environment, "PORT": str(port), **(environment or {})}
    other = Server(server.data, port, own)
    if without:
        other.program = ("-m", "tests.faults.unprotected", without)
    try:
        yield other
    finally:
        if other.process is not None:
            other.kill()


@contextmanager
def fresh_server(
    database: str, *, redis: bool = False, demo: bool = False, environment: Mapping[str, str] | None = None
) -> Iterator[Server]:
    """A server that is set up but not started, on a migrated database that nobody else uses."""
    with ExitStack() as stack:
        data = Path(tempfile.mkdtemp(prefix="hiroba-server-"))
        stack.callback(shutil.rmtree, data, ignore_errors=True)
        extra = stack.enter_context(own_database(database, data))
        if redis:
            extra["HIROBA_REDIS_URL"] = os.environ.get("HIROBA_CI_REDIS", "redis://127.0.0.1:6379/9")
        port = free_port()
        server = Server(data, port, environment_for(data, port, {**extra, **(environment or {})}))
        if demo:
            server.manage("demo", "load")
        try:
            yield server
        finally:
            if server.process is not None:
                server.kill()
