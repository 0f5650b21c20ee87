"""Bytes and transactions: stored bytes stay only when the rows that point at them are committed.

`settings.PRIVATE_ROOT/incoming/` holds what is being worked on; the store (see `stores`) what a row points at.
"""

import logging
import secrets
import shutil
import tempfile
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from common.files.stores import StoreAway, the_store

logger = logging.getLogger(__name__)


def incoming() -> Path:
    """The folder of everything unfinished, made when it is missing."""
    folder = Path(settings.PRIVATE_ROOT) / "incoming"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


@contextmanager
def workspace() -> Iterator[Path]:
    """A folder of its own for one upload or one job, removed afterwards whatever happens."""
    folder = Path(tempfile.mkdtemp(dir=incoming()))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def spool(upload: UploadedFile, path: Path) -> None:
    """Write an upload to a file, piece by piece."""
    upload.seek(0)
    with path.open("wb") as file:
        for chunk in upload.chunks():
            file.write(chunk)


class Held:
    """Stored bytes that no committed row points at yet; they are deleted when this is forgotten."""

    def __init__(self, source: Path) -> None:
        """Put a finished file into the store under a new random key."""
        self.key = secrets.token_hex(20)
        self._remove = weakref.finalize(self, delete_bytes, self.key)
        self._remove.atexit = False  # a process that ends leaves the decision to the sweep
        the_store().put(source, self.key)

    def join_transaction(self) -> None:
        """Stay if the present transaction commits.

        Only the list of commit callbacks may hold on to this object from now on: a rollback, also of a savepoint,
        drops the callback and with it the bytes.
        """
        _first_on_commit(self._keep)

    def _keep(self) -> None:
        self._remove.detach()


def delete_bytes(key: str) -> None:
    """Delete stored bytes; what cannot be reached now is an orphan that the sweep removes."""
    try:
        the_store().delete(key)
    except (OSError, StoreAway):
        logger.warning("could not delete stored bytes; the sweep will")


def delete_on_commit(keys: list[str]) -> None:
    """Delete stored bytes once the transaction that drops their rows has committed."""

    def delete() -> None:
        for key in keys:
            delete_bytes(key)

    transaction.on_commit(delete)


def _first_on_commit(callback: Callable[[], None]) -> None:
    """Run before every other commit callback: one of those that raises must not make committed bytes look forgotten."""
    connection = transaction.get_connection()
    transaction.on_commit(callback, robust=True)
    if connection.in_atomic_block:
        connection.run_on_commit.insert(0, connection.run_on_commit.pop())


def clear_incoming(before: datetime) -> None:
    """Remove unfinished work that was last touched before a moment: its process is gone."""
    for path in incoming().iterdir():
        try:
            if path.stat().st_mtime >= before.timestamp():
                continue
        except FileNotFoundError:
            continue
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
