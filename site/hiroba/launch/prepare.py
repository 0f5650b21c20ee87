"""Bring the database to this code, and the demonstration into it, once.

Killing this at any moment does no harm: the migrations take place as a whole or not at all, loading the
demonstration again continues it, and the stamp that lets a later start skip both is written last.
"""

import hashlib
import io
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor
from django.db.utils import DatabaseError

from accounts.queries import personas
from hiroba.demo.removal import was_removed
from hiroba.launch.preflight import disk_full, means_disk_full
from hiroba.launch.speech import Refusal, say
from hiroba.migrated import between_versions, stranded


def prepare(folder: Path) -> None:
    """Migrate and load what this code has not yet done on this database."""
    try:
        _prepare(folder / "prepared")
    except (DatabaseError, OSError) as error:
        if means_disk_full(error):
            raise disk_full(folder) from error
        if isinstance(error, DatabaseError):
            raise database_unusable(error) from error
        raise
    finally:
        connection.close()


def _prepare(stamp: Path) -> None:
    executor = MigrationExecutor(connection)
    if apps := stranded(executor):
        raise Refusal(*between_versions(apps))
    leaves = executor.loader.graph.leaf_nodes()
    wanted = fingerprint(leaves)
    known = stamp.read_text("utf-8").splitlines()[:1] if stamp.exists() else []
    if known == [wanted] and not executor.migration_plan(leaves):
        return
    say("データベースを用意しています…", "Preparing the database…")
    # Also when the plan is empty: a kill after the last migration leaves permissions to be made.
    with whole_or_not_at_all(connection):
        call_command("migrate", interactive=False, verbosity=0, skip_checks=True)
    if settings.DEMO_MODE and not was_removed():
        say("デモのデータを入れています…", "Loading the demonstration…")
        call_command("demo", "load", verbosity=0, stdout=io.StringIO())
    stamp.write_text("\n".join([wanted, *people()]), "utf-8")


@contextmanager
def whole_or_not_at_all(database: BaseDatabaseWrapper) -> Iterator[None]:
    """Make what happens to the schema inside appear at once.

    Django notes a migration as done in a transaction after the one that did it, so a kill between the two
    would leave a database that can never be migrated. SQLite cannot change tables that are referred to
    inside a transaction; there a copy is migrated and put in place of the original by one rename.
    """
    if database.vendor != "sqlite":
        with transaction.atomic(database.alias):
            yield
        return
    place = Path(database.settings_dict["NAME"])
    copy = place.with_name(f"{place.name}.migrating")
    empty_log(database)
    database.close()
    remove_database(copy)
    shutil.copy2(place, copy)
    database.settings_dict["NAME"] = str(copy)
    try:
        yield
        empty_log(database)
        database.close()
        copy.replace(place)
    finally:
        database.close()
        database.settings_dict["NAME"] = str(place)
        remove_database(copy)  # what broke off must not fill the disk


def empty_log(database: BaseDatabaseWrapper) -> None:
    """Bring SQLite's write-ahead log into the file, so that the file alone is the database."""
    with database.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def remove_database(place: Path) -> None:
    """Delete a SQLite file with its log."""
    for suffix in ("", "-wal", "-shm"):
        place.with_name(place.name + suffix).unlink(missing_ok=True)


def people() -> list[str]:
    """Whom one can be in the demonstration, one line each, for `start` to print."""
    if not settings.DEMO_MODE:
        return []
    return [f"{person.persona:<12} {person.display_name}" for person in personas()]


def note_people(folder: Path) -> None:
    """After a load or a removal by hand: the next start prints whom one can be now."""
    stamp = folder / "prepared"
    if stamp.exists():
        first = stamp.read_text("utf-8").splitlines()[:1]
        stamp.write_text("\n".join([*first, *people()]), "utf-8")


def fingerprint(leaves: list[tuple[str, str]]) -> str:
    """What a finished preparation depends on: the migrations, the database, the demo mode."""
    place = {key: connection.settings_dict[key] for key in ("ENGINE", "HOST", "PORT", "NAME")}
    text = repr((sorted(leaves), sorted(place.items(), key=str), settings.DEMO_MODE))
    return hashlib.sha256(text.encode()).hexdigest()


def database_unusable(error: DatabaseError) -> Refusal:
    """The database does not answer, or is not one of ours."""
    reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
    return Refusal(
        f"データベースを使えません({reason})。HIROBA_DATABASE_URL と HIROBA_DATA を確かめてください。",
        f"The database cannot be used ({reason}); check HIROBA_DATABASE_URL and HIROBA_DATA.",
    )
