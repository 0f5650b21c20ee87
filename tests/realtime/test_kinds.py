"""Every kind of stream the product registers has its row of rights, and the socket keeps to it."""

from typing import Any

import pytest
from django.conf import settings
from django.utils import timezone

from realtime.registry import stream_kinds
from realtime.sessions import open_streams
from tests.faults.sessions import open_session
from tests.matrix import PERSONAS
from tests.realtime.apps import BOARD

pytestmark = pytest.mark.skipif("home" not in settings.INSTALLED_APPS, reason="the small installation has no product")


def test_every_kind_has_a_row():
    from tests.matrix.realtime import KINDS, ROWS

    assert {kind.name for kind in stream_kinds()} - {BOARD} == set(KINDS)
    assert set(KINDS.values()) <= {row.situation for row in ROWS}


@pytest.mark.parametrize("kind", ["channel", "sketch", "inbox", "control", "board", "event"])
def test_the_socket_opens_what_the_row_allows(kind: str, db: None, settings: Any, tmp_path: Any):
    from hiroba.demo.people import make_people
    from tests.matrix.realtime import KINDS, ROWS, SITUATIONS

    settings.PRIVATE_ROOT = tmp_path
    people = make_people(timezone.now())
    stream = str(SITUATIONS[KINDS[kind]](people)["public_id"])
    row = next(row for row in ROWS if row.situation == KINDS[kind])
    opened = {name for name in PERSONAS[1:] if open_streams(open_session(people[name].email), [stream])}
    assert opened == set(row.allow.split())
    assert open_streams("", [stream]) is None
