"""Numbers without holes, in the order of the commits."""

import json
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from realtime import pokes
from realtime.actions import append_event, start_new_epochs
from realtime.models import Stream, StreamEvent
from realtime.queries import head_of
from tests.realtime.apps import BOARD
from tests.realtime.servers import Installation

KEY = "a@example.jp"


@pytest.fixture
def poked(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The numbers of which hubs were told."""
    told: list[int] = []
    monkeypatch.setattr(pokes, "poke", lambda _stream, seq: told.append(seq))
    return told


def append(key: str = KEY, **more: Any) -> int:
    values = {"kind": BOARD, "key": key, "event": "said", "object_id": uuid4(), "data": {}, "by": None} | more
    return append_event(**values, now=timezone.now())


def test_each_stream_counts_by_itself(db):
    assert [append(), append(), append("b@example.jp"), append()] == [1, 2, 1, 3]
    assert list(StreamEvent.objects.order_by("stream_id", "seq").values_list("seq", flat=True)) == [1, 2, 3, 1]


def test_an_event_costs_two_statements(db, django_assert_num_queries):
    append()
    with django_assert_num_queries(2):
        append()


def test_an_unknown_kind_is_refused(db):
    with pytest.raises(KeyError):
        append(kind="nobody's")
    assert Stream.objects.count() == 0


def test_hubs_are_told_after_the_commit_only(db, poked: list[int], django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        append()
        assert poked == []
    assert poked == [1]


def test_a_refused_insert_gives_the_number_back_and_tells_nobody(db, django_capture_on_commit_callbacks):
    append()
    with django_capture_on_commit_callbacks() as callbacks, pytest.raises(IntegrityError), transaction.atomic():
        append()
        StreamEvent.objects.create(
            stream=Stream.objects.get(), seq=1, kind="x", object_id=uuid4(), created_at=timezone.now()
        )
    assert callbacks == []
    assert append() == 2


def test_a_failing_hint_is_logged_and_no_more(
    db, django_capture_on_commit_callbacks, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    monkeypatch.setattr(pokes, "poke", lambda *_: 1 / 0)
    with django_capture_on_commit_callbacks(execute=True):
        assert append() == 1
    assert "ZeroDivisionError" in caplog.text


def race(place: Installation, name: str) -> Any:
    """Run a race of tests.realtime.races on a database as the product has it; a test's own is shared in memory."""
    return json.loads(place.python(f"from tests.realtime import races; races.show(races.{name})"))


def test_without_a_transaction_it_is_refused(place: Installation):
    assert race(place, "append_without_transaction") == "refused"


def test_a_failing_hint_does_not_fail_the_commit(place: Installation):
    assert race(place, "commit_with_a_failing_hint") == [1]


def test_many_writers_leave_no_hole(place: Installation):
    assert race(place, "many_writers") == list(range(1, 51))


def test_a_reader_between_two_commits_misses_nothing(place: Installation):
    assert race(place, "read_between_two_commits") == [1, 2]


def test_twin_without_the_row_lock_a_reader_misses_an_event(place: Installation):
    if not place.database:
        pytest.skip("SQLite lets one writer in at a time, with or without our lock")
    assert race(place, "read_between_two_commits_without_lock") == [2]


def test_a_restore_renames_every_epoch(db):
    before = head_of(BOARD, KEY).epoch
    append("b@example.jp")
    assert start_new_epochs() == 2
    assert head_of(BOARD, KEY).epoch != before
