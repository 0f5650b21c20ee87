"""A PostgreSQL and a Redis of one's own, on ports and in folders of their own, to be killed at will."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
import redis

from tests.faults.ports import free_port

PATIENCE_SECONDS = 60.0
POSTGRES_HOMES = Path("/usr/lib/postgresql")


@dataclass
class OwnRedis:
    """One redis-server that keeps nothing on disk."""

    folder: Path
    port: int
    process: "subprocess.Popen[bytes] | None" = None

    @property
    def address(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        """Start and wait until it answers."""
        self.process = subprocess.Popen(
            ["redis-server", "--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--dir", str(self.folder)],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not self.answers():
            assert time.monotonic() < deadline, "redis-server does not answer"
            time.sleep(0.05)

    def answers(self) -> bool:
        """Whether it takes commands."""
        link = redis.Redis.from_url(self.address, socket_timeout=1)
        try:
            return bool(link.ping())
        except redis.RedisError:
            return False
        finally:
            link.close()

    def kill(self) -> None:
        """SIGKILL: nothing gets to say goodbye."""
        if self.process is not None:
            self.process.kill()
            self.process.wait(10)
            self.process = None

    def flush(self) -> None:
        """FLUSHALL, as an operator might."""
        link = redis.Redis.from_url(self.address, socket_timeout=5)
        link.flushall()
        link.close()


@contextmanager
def own_redis() -> Iterator[OwnRedis]:
    """A running Redis that ends with the block."""
    folder = Path(tempfile.mkdtemp(prefix="hiroba-redis-"))
    server = OwnRedis(folder, free_port())
    server.start()
    try:
        yield server
    finally:
        server.kill()
        shutil.rmtree(folder, ignore_errors=True)


@dataclass
class OwnPostgres:
    """One cluster, owned by the postgres user where we are root, since the server refuses to run as root."""

    folder: Path
    port: int

    @property
    def address(self) -> str:
        return f"postgres://postgres@127.0.0.1:{self.port}"

    def make(self, **settings: str) -> None:
        """Make the cluster; `settings` go to postgresql.conf."""
        self._run("initdb", "-D", self._data, "-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8")
        lines = [f"{name} = '{value}'" for name, value in settings.items()]
        with (self.folder / "data" / "postgresql.conf").open("a") as file:
            file.write("\n".join(["", *lines, ""]))

    def start(self) -> None:
        """Start and wait until it takes connections, after recovery."""
        options = f"-p {self.port} -h 127.0.0.1 -k {self.folder}"
        self._run("pg_ctl", "-D", self._data, "-l", str(self.folder / "log"), "-o", options, "-w", "-s", "start")

    def restart_at_once(self) -> None:
        """Immediate: every process is ended without a checkpoint, and the log is replayed at the start."""
        self.stop()
        self.start()

    def stop(self) -> None:
        """Immediate stop, as a crash."""
        self._run("pg_ctl", "-D", self._data, "-m", "immediate", "-w", "-s", "stop")

    def create(self, name: str) -> str:
        """A new database; its address."""
        with psycopg.connect(f"{self.address}/postgres", autocommit=True) as link:
            link.execute(f"CREATE DATABASE {name}")
        return f"{self.address}/{name}"

    @property
    def _data(self) -> str:
        return str(self.folder / "data")

    def _run(self, program: str, *arguments: str) -> None:
        home = sorted(POSTGRES_HOMES.iterdir())[-1] / "bin"
        user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        subprocess.run(
            [*user, str(home / program), *arguments], cwd="/", check=True, stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip


@contextmanager
def own_postgres(**settings: str) -> Iterator[OwnPostgres]:
    """A running cluster that ends with the block, also when it is down at that moment."""
    folder = Path(tempfile.mkdtemp(prefix="hiroba-postgres-"))
    cluster = OwnPostgres(folder, free_port())
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
    try:
        cluster.make(**settings)
        cluster.start()
        yield cluster
    finally:
        end_postmaster(folder)
        shutil.rmtree(folder, ignore_errors=True)


def end_postmaster(folder: Path) -> None:
    """End the cluster of this folder, if it runs."""
    try:
        number = int((folder / "data" / "postmaster.pid").read_text().split()[0])
        os.kill(number, signal.SIGQUIT)
    except (FileNotFoundError, ProcessLookupError):
        return
    deadline = time.monotonic() + 10
    while (folder / "data" / "postmaster.pid").exists() and time.monotonic() < deadline:
        time.sleep(0.05)
