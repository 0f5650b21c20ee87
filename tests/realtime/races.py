"""Races between writers and readers, run in a process of their own on a real database file or server."""

import json
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

from django.db import connection, transaction
from django.db.transaction import TransactionManagementError
from django.utils import timezone

from realtime import actions
from realtime.models import Stream
from realtime.queries import events_after
from tests.realtime.apps import BOARD

KEY = "a@example.jp"


def show(run: Callable[[], Any]) -> None:
    print(json.dumps(run()))


def append() -> int:
    return actions.append_event(
        kind=BOARD, key=KEY, event="said", object_id=uuid4(), data={}, by=None, now=timezone.now()
    )


def append_and_commit() -> int:
    with transaction.atomic():
        return append()


def append_without_transaction() -> str:
    try:
        append()
    except TransactionManagementError:
        return "refused"
    return "taken"


def commit_with_a_failing_hint() -> list[int]:
    """The numbers that stand in the database after a commit whose hint raised."""
    actions.pokes.poke = lambda *_: 1 / 0  # type: ignore[assignment,return-value]
    append_and_commit()
    return [event.seq for event in events_after(Stream.objects.get(), 0, 9)]


def many_writers() -> list[int]:
    """Five threads, ten events each: the numbers they were given."""

    def write(_writer: int) -> list[int]:
        try:
            return [append_and_commit() for _ in range(10)]
        finally:
            connection.close()

    with ThreadPoolExecutor(5) as pool:
        return sorted(number for found in pool.map(write, range(5)) for number in found)


def read_between_two_commits() -> list[int]:
    """One writer takes its number and dawdles, another commits; a reader looks before and after the first's commit."""
    taken, go_on = threading.Event(), threading.Event()

    def dawdle() -> None:
        with transaction.atomic():
            append()
            taken.set()
            go_on.wait(10)
        connection.close()

    def hurry() -> None:
        append_and_commit()
        connection.close()

    stream = Stream.objects.at(BOARD, KEY)
    slow, fast = threading.Thread(target=dawdle), threading.Thread(target=hurry)
    slow.start()
    assert taken.wait(10)
    fast.start()
    fast.join(1)
    first = [event.seq for event in events_after(stream, 0, 9)]
    go_on.set()
    slow.join()
    fast.join()
    return first + [event.seq for event in events_after(stream, max(first, default=0), 9)]


def read_between_two_commits_without_lock() -> list[int]:
    """The twin's numbers are unique and rising like any database's ids, but nobody waits for the commit before."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE SEQUENCE twin")
    actions.take_number = take_from_a_sequence
    return read_between_two_commits()


def take_from_a_sequence(kind: str, key: str) -> tuple[int, Any, int]:
    stream = Stream.objects.get(kind=kind, key=key)
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('twin')")
        (seq,) = cursor.fetchone()
    return stream.id, stream.public_id, seq
