"""A migrated database of one's own in a moment: built once for each state of the migrations, then copied.

A new state begins with the nearest earlier one that this machine has, so that a new migration costs only itself.
"""

import atexit
import fcntl
import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg
from psycopg import sql

ROOT = Path(__file__).resolve().parents[2]
MOST_LEFT = 60
# Databases that nobody uses any more, with their server.
_left: list[tuple[str, str]] = []


def server_address() -> str:
    """The PostgreSQL server that tests may make databases on, without a database name."""
    return os.environ.get("HIROBA_CI_POSTGRES", "postgres://postgres@127.0.0.1:5432").rstrip("/")


# What runs after the migrations and fills tables.
AFTERWARDS = ("home/receivers.py", "home/actions/checking.py", "home/actions/site.py", "site/activity/append_only.py")


def migrations() -> dict[str, str]:
    """Digests of what `migrate` would do now: our migrations, what follows them, and the installed packages."""
    paths = [ROOT / "requirements.txt", *ROOT.glob("*/migrations/*.py"), *ROOT.glob("site/*/migrations/*.py")]
    paths += [ROOT / name for name in AFTERWARDS]
    return {str(path.relative_to(ROOT)): hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}


def state_of_migrations() -> str:
    """A short name for what `migrate` would do now."""
    return hashlib.sha256(json.dumps(migrations(), sort_keys=True).encode()).hexdigest()[:16]


def nearest(kind: str) -> str | None:
    """The state of the earlier template that has most of today's migrations and nothing else."""
    wanted = migrations().items()
    earlier = {path.stem: json.loads(path.read_text()).items() for path in notes().glob(f"*.{kind}")}
    fitting = {name: len(known) for name, known in earlier.items() if known <= wanted}
    return max(fitting, key=lambda name: fitting[name], default=None)


def note(kind: str) -> None:
    """Remember what the template of today's state holds."""
    (notes() / f"{state_of_migrations()}.{kind}").write_text(json.dumps(migrations()))


def notes() -> Path:
    """Where templates are kept and remembered, for this user alone."""
    folder = Path(tempfile.gettempdir()) / f"hiroba-template-{os.getuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


@contextmanager
def own_database(database: str, data: Path) -> Iterator[dict[str, str]]:
    """Give the environment of a fresh migrated database, and remove it at the end."""
    if database == "sqlite":
        copy_template(database, str(data / "hiroba.sqlite3"))
        yield {"HIROBA_DATABASE_URL": ""}
        return
    name = new_name()
    copy_template(database, name)
    try:
        yield {"HIROBA_DATABASE_URL": f"{server_address()}/{name}"}
    finally:
        leave(name)


def new_name() -> str:
    """A database that nobody else has."""
    return f"hiroba_{uuid.uuid4().hex[:12]}"


def copy_template(kind: str, name: str) -> None:
    """Put a copy of the migrated template where `name` says: a new file or a new database."""
    if kind == "sqlite":
        shutil.copy(sqlite_template(), name)
    else:
        administer("CREATE DATABASE {} TEMPLATE {}", name, postgres_template())


def leave(name: str, address: str = "") -> None:
    """Remove a database of PostgreSQL later, several at once: a copy right after a removal takes ten times as long."""
    _left.append((address or server_address(), name))
    if len(_left) >= MOST_LEFT:
        remove_left()


def remove_left() -> None:
    """Remove what was left, as far as its server is still there."""
    while _left:
        address, name = _left.pop()
        with suppress(psycopg.OperationalError):
            administer("DROP DATABASE IF EXISTS {} WITH (FORCE)", name, address=address)


atexit.register(remove_left)


def sqlite_template() -> Path:
    """The migrated file to copy; built under a lock, since two runs may begin together."""
    folder = notes()
    template = folder / f"{state_of_migrations()}.sqlite3"
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not template.exists():
            with tempfile.TemporaryDirectory(dir=folder) as work:
                earlier = folder / f"{nearest('sqlite')}.sqlite3"
                if earlier.exists():
                    shutil.copy(earlier, Path(work) / "hiroba.sqlite3")
                migrate({"HIROBA_DATA": work, "HIROBA_DATABASE_URL": ""})
                checkpoint(Path(work) / "hiroba.sqlite3")
                (Path(work) / "hiroba.sqlite3").rename(template)
            note("sqlite")
    return template


def checkpoint(path: Path) -> None:
    """Bring the write-ahead log into the file, so that the file alone is the database."""
    link = sqlite3.connect(path)
    link.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    link.close()


def postgres_template() -> str:
    """The migrated database to copy; a half-made one is renamed only when it is whole."""
    name = f"hiroba_template_{state_of_migrations()}"
    with (notes() / "lock-postgres").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not exists(name):
            administer("DROP DATABASE IF EXISTS {} WITH (FORCE)", f"{name}_new")
            earlier = f"hiroba_template_{nearest('postgres')}"
            administer("CREATE DATABASE {} TEMPLATE {}", f"{name}_new", earlier if exists(earlier) else "template1")
            with tempfile.TemporaryDirectory() as work:
                migrate({"HIROBA_DATA": work, "HIROBA_DATABASE_URL": f"{server_address()}/{name}_new"})
            administer("ALTER DATABASE {} RENAME TO {}", f"{name}_new", name)
            note("postgres")
    return name


def migrate(environment: dict[str, str]) -> None:
    """Run every migration on the database of `environment`."""
    subprocess.run(
        [sys.executable, "manage.py", "migrate", "--verbosity", "0", "--skip-checks"],
        cwd=ROOT, env={**os.environ, "DJANGO_SETTINGS_MODULE": "hiroba.settings.dev", **environment}, check=True,
    )  # fmt: skip


def build(kind: str) -> None:
    """Make the template of one kind ahead, so that nobody waits for it later."""
    if kind == "sqlite":
        sqlite_template()
    else:
        postgres_template()


def administer(statement: str, *names: str, address: str = "") -> None:
    """Run a statement on the server's own database; names are quoted as identifiers."""
    query = sql.SQL(statement).format(*(sql.Identifier(name) for name in names))
    with psycopg.connect(f"{address or server_address()}/postgres", autocommit=True) as link:
        link.execute(query)


def exists(name: str) -> bool:
    """Whether the server has a database of this name."""
    with psycopg.connect(f"{server_address()}/postgres", autocommit=True) as link:
        return link.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is not None


if __name__ == "__main__":
    for wanted in sys.argv[1:]:
        build(wanted)
