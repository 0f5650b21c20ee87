"""The writing side: take the next number of a stream, write the event, hint after commit."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.transaction import TransactionManagementError

from accounts.models import User
from realtime import pokes
from realtime.enums import Ended
from realtime.models import Stream, StreamEvent, new_epoch
from realtime.queries import CONTROL, CONTROL_KEY, stream_for
from realtime.registry import get_stream_kind

# The row lock taken here is held until the commit, so numbers are in commit order and without holes.
TAKE_NUMBER = (
    "UPDATE realtime_stream SET last_seq = last_seq + 1"
    ' WHERE kind = %s AND "key" = %s RETURNING id, public_id, last_seq'
)


def append_event(
    *, kind: str, key: str, event: str, object_id: UUID, data: dict[str, Any], by: User | None, now: datetime
) -> int:
    """Write one event of the stream (`kind`, `key`) inside the caller's transaction and return its number.

    Call it BEFORE inserting the object the event is about (insert-first): the stream's row lock then orders the
    writers, and when a unique constraint refuses the object the number is rolled back with it. `data` holds ids and
    small facts, never content. Order of effects: lock and number, event row, after commit the hint to the hubs (a
    failing hint is logged and does not fail the commit). Several streams in one transaction: take them in sorted
    (kind, key) order. Raises KeyError for an unregistered kind, TransactionManagementError outside a transaction.
    """
    get_stream_kind(kind)
    if not connection.in_atomic_block:
        raise TransactionManagementError("append_event needs the transaction of the change it reports")
    stream_id, public_id, seq = take_number(kind, key)
    StreamEvent.objects.create(
        stream_id=stream_id, seq=seq, kind=event, object_id=object_id, data=data, actor=by, created_at=now
    )
    # A lambda, not a partial: Django names the failed hook in its log by an attribute that a partial lacks.
    transaction.on_commit(lambda: pokes.poke(public_id, seq), robust=True)
    return seq


def end_access(*, ended: Ended, about: UUID, data: dict[str, Any], by: User | None, now: datetime) -> int:
    """Tell every hub what came to an end for the person (or of the stream) `about`, in the transaction that ends it.

    Takes the control stream's row until the commit: append to other streams first, and keep the transaction short.
    """
    return append_event(kind=CONTROL, key=CONTROL_KEY, event=ended, object_id=about, data=data, by=by, now=now)


def recheck_reader(*, user: User, by: User | None, now: datetime) -> int:
    """`user` lost a right: which of the streams they follow they still may read is asked again, within a second.

    Call it last in the transaction that takes the right away. Gaining a right needs no call.
    """
    return end_access(ended=Ended.RIGHTS, about=user.public_id, data={}, by=by, now=now)


def recheck_stream(*, kind: str, key: str, by: User | None, now: datetime) -> int:
    """The stream is open to fewer people than before: everybody who follows it is asked for again, within a second."""
    public_id = stream_for(kind, key).public_id
    return end_access(ended=Ended.STREAM, about=public_id, data={}, by=by, now=now)


def take_number(kind: str, key: str) -> tuple[int, UUID, int]:
    """Lock the stream's row and take its next number: (row id, public id, number)."""
    row = _take(kind, key)
    if row is None:
        Stream.objects.at(kind, key)
        row = _take(kind, key)
    if row is None:
        raise Stream.DoesNotExist(f"{kind}:{key}")
    stream_id, public_id, seq = row
    return stream_id, UUID(str(public_id)), seq


def _take(kind: str, key: str) -> tuple[int, Any, int] | None:
    with connection.cursor() as cursor:
        cursor.execute(TAKE_NUMBER, [kind, key])
        row: tuple[int, Any, int] | None = cursor.fetchone()
    return row


@transaction.atomic
def start_new_epochs() -> int:
    """After a restore: numbers may have been given to readers that the backup does not know, so they start afresh.

    Every reader meets the new epoch at its next hello, heartbeat or poll and fetches its page again. Returns how many
    streams were renamed.
    """
    streams = list(Stream.objects.select_for_update().order_by("id"))
    for stream in streams:
        stream.epoch = new_epoch()
    return Stream.objects.bulk_update(streams, ["epoch"], batch_size=500)
