"""One import of a register at a time, whoever starts another one and from wherever; a process that dies lets go."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast
from zlib import crc32

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _

from common.registers.files import RefusedFile

# Half of the key of the database's lock; the other half is the register. Nothing else of ours uses such locks.
NAMESPACE = 0x48524247


@contextmanager
def one_import_at_a_time(kind: str) -> Iterator[None]:
    """Hold the register while a file is taken in; raises RefusedFile with a sentence while somebody else holds it.

    PostgreSQL keeps the lock for its connection, so it holds for all machines. SQLite has one machine and its data
    folder, where the kernel keeps it. Both let go by themselves when the process ends, so that an import that was cut
    off can go on at once.
    """
    with _held_by_database(kind) if connection.vendor == "postgresql" else _held_by_folder(kind) as is_ours:
        if not is_ours:
            raise RefusedFile(_("Another import into this table is running. Please start again when it has ended."))
        yield


@contextmanager
def _held_by_database(kind: str) -> Iterator[bool]:
    key = [NAMESPACE, crc32(kind.encode()) & 0x7FFFFFFF]
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", key)
        is_ours = bool(cursor.fetchone()[0])
    try:
        yield is_ours
    finally:
        if is_ours and connection.is_usable():
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", key)


@contextmanager
def _held_by_folder(kind: str) -> Iterator[bool]:
    folder = Path(settings.DATA_DIR)
    folder.mkdir(parents=True, exist_ok=True)
    # A database in memory belongs to its process alone, and so does the turn.
    own = f"-{os.getpid()}" if cast(Any, connection).is_in_memory_db() else ""
    with (folder / f"import-{kind}{own}.lock").open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
