"""Nothing is left behind: bytes without rows, unfinished work of killed processes, files that wait for ever."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice

from common.duties import duty
from common.enums import FileState
from common.files.held import clear_incoming, delete_bytes
from common.files.rendering import settle
from common.files.stores import the_store
from common.jobs import enqueue
from common.models import FileVariant, StoredFile

# Longer than any upload or job may take.
STALE = timedelta(hours=1)
# A file whose pages did not come by now will not get them: its people are told.
GIVEN_UP = timedelta(hours=24)
BATCH = 500


@duty("files.sweep", every=STALE.total_seconds(), lane="files")
def sweep(now: datetime) -> None:
    """Done when a worker starts and every hour; several workers at once do no harm."""
    sweep_files(now=now)
    resume_waiting(now=now)


def sweep_files(*, now: datetime, older_than: timedelta = STALE) -> int:
    """Remove stored bytes that no row points at, and unfinished work; answers how many stored files went.

    What is younger may belong to a transaction that has not committed yet.
    """
    before = now - older_than
    gone = 0
    for batch in _batches(the_store().keys_before(before)):
        known = set(FileVariant.objects.filter(storage_key__in=batch).values_list("storage_key", flat=True))
        for key in set(batch) - known:
            delete_bytes(key)
            gone += 1
    clear_incoming(before)
    return gone


def resume_waiting(*, now: datetime) -> int:
    """Have pages drawn that were not drawn within the hour (their job failed); answers how many files wait.

    Drawing twice does no harm. After a day the file is refused with a sentence instead of waiting on.
    """
    waiting = list(StoredFile.objects.filter(state=FileState.RECEIVED, created_at__lte=now - STALE))
    for file in waiting:
        if file.created_at <= now - GIVEN_UP:
            settle(file, refusal="waited")
        else:
            enqueue("files.render_pages", file=str(file.public_id))
    return len(waiting)


def _batches(keys: Iterator[str]) -> Iterator[list[str]]:
    while batch := list(islice(keys, BATCH)):
        yield batch
