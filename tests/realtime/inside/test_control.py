"""The control stream: whose access ended loses exactly what they may no longer read, whatever they are doing."""

import asyncio
from typing import Any
from unittest.mock import Mock

import pytest
from django.utils import timezone

from accounts.enums import AccessKind
from accounts.hooks import AccessChanged, announce_access_change
from realtime import control, polls
from realtime.actions import recheck_reader, recheck_stream, start_new_epochs
from realtime.frames import CloseCode
from realtime.hub import Hub, hub_of_this_loop
from realtime.models import Stream, StreamEvent
from realtime.queries import LiveStream, head_of
from realtime.sessions import reader_of, session_hash
from tests.faults.sessions import open_session
from tests.realtime.apps import BOARD
from tests.realtime.inside.steps import READER, hello, poke, until, write
from tests.realtime.polling import Question
from tests.realtime.wires import Wire

OTHER = f"{READER},x"


@pytest.fixture(autouse=True)
def _quick(settings: Any) -> None:
    settings.REALTIME = {"control_poll": 0.01}


@pytest.fixture
def reader(session: str, django_user_model: Any) -> Any:
    return django_user_model.objects.get(email=READER)


def announce(user: Any, kind: AccessKind, **more: str) -> None:
    announce_access_change(AccessChanged(user=user, kind=kind, now=timezone.now(), **more))


def take_away_everything_but(board: LiveStream, monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on the reader may read `board` only."""
    from realtime import permissions

    key = Stream.objects.get(public_id=board.public_id).key
    kind = permissions.get_stream_kind(BOARD)
    only = type(kind)(kind.name, lambda user, asked: asked == key, kind.render)
    monkeypatch.setattr(permissions, "get_stream_kind", lambda name: only)


async def listening(wire: Wire, *boards: LiveStream) -> None:
    for board in boards:
        wire.say(**hello(board))
        await wire.hear("welcome")


async def test_a_logout_ends_this_login_and_no_other(session: str, board: LiveStream, reader: Any):
    async with Wire(session) as ended, Wire(open_session(READER)) as kept:
        await listening(ended, board)
        await listening(kept, board)
        announce(reader, AccessKind.LOGOUT, session=session)
        assert await ended.close_code() == CloseCode.LOGIN
        poke(board, write())
        assert (await kept.hear("ev"))["q"] == 1


async def test_a_new_password_ends_every_login_but_the_one_that_set_it(session: str, board: LiveStream, reader: Any):
    own = open_session(READER)
    async with Wire(session) as ended, Wire(own) as kept:
        await listening(ended, board)
        await listening(kept, board)
        announce(reader, AccessKind.SESSIONS_ENDED, kept=own)
        assert await ended.close_code() == CloseCode.LOGIN
        poke(board, write())
        assert (await kept.hear("ev"))["q"] == 1


async def test_who_is_deactivated_is_sent_away(session: str, board: LiveStream, reader: Any):
    async with Wire(session) as wire:
        await listening(wire, board)
        announce(reader, AccessKind.DEACTIVATED)
        assert await wire.close_code() == CloseCode.LOGIN


@pytest.mark.parametrize("kind", [AccessKind.ROLE_ENDED, AccessKind.MEMBER_REMOVED])
async def test_a_lost_right_ends_the_streams_it_opened_and_no_other(
    session: str, board: LiveStream, reader: Any, kind: AccessKind, monkeypatch: pytest.MonkeyPatch
):
    other = head_of(BOARD, OTHER)
    async with Wire(session) as wire:
        await listening(wire, board, other)
        take_away_everything_but(other, monkeypatch)
        announce(reader, kind)
        assert await wire.hear() == {"t": "denied", "s": str(board.public_id), "why": "absent"}
        assert hub_of_this_loop().feeds.keys() == {str(other.public_id)}


async def test_what_is_gained_is_no_event(session: str, reader: Any):
    announce(reader, AccessKind.ROLE_GRANTED)
    announce(reader, AccessKind.MEMBER_ADDED)
    assert StreamEvent.objects.count() == 0


async def test_the_event_names_no_session(session: str, reader: Any):
    announce(reader, AccessKind.LOGOUT, session=session)
    event = StreamEvent.objects.get()
    assert (event.object_id, event.data) == (reader.public_id, {"session": session_hash(session)})
    assert session not in str(event.data)


async def test_a_stream_that_is_closed_is_asked_again_of_everybody(
    session: str, board: LiveStream, monkeypatch: pytest.MonkeyPatch, django_user_model: Any
):
    django_user_model.objects.create_user("x")
    other = head_of(BOARD, OTHER)
    async with Wire(session) as one, Wire(open_session("x")) as two:
        await listening(one, board, other)
        await listening(two, other)
        take_away_everything_but(board, monkeypatch)
        recheck_stream(kind=BOARD, key=OTHER, by=None, now=timezone.now())
        assert [(await wire.hear())["t"] for wire in (one, two)] == ["denied", "denied"]
        assert hub_of_this_loop().feeds.keys() == {str(board.public_id)}


async def test_a_waiting_poll_ends_with_its_login(session: str, board: LiveStream, reader: Any):
    task = asyncio.create_task(Question(board.public_id, "wait=20", session).ask())
    await until(lambda: hub_of_this_loop().feeds)
    announce(reader, AccessKind.LOGOUT, session=session)
    assert (await task).status_code == 401


async def test_a_waiting_poll_ends_with_its_right(
    session: str, board: LiveStream, reader: Any, monkeypatch: pytest.MonkeyPatch
):
    task = asyncio.create_task(Question(board.public_id, "wait=20", session).ask())
    await until(lambda: hub_of_this_loop().feeds)
    take_away_everything_but(head_of(BOARD, OTHER), monkeypatch)
    recheck_reader(user=reader, by=None, now=timezone.now())
    assert (await task).status_code == 404


async def ended_while_rights_are_read(session: str, board: LiveStream, reader: Any, monkeypatch: Any) -> Any:
    """A poll reads that it may, and before it stands on the feed the right has gone and the hub has heard of it."""
    may = [True]

    def look_slowly(session_key: str, stream: Any) -> Any:
        user, found = reader_of(session_key, stream)
        if not may[0]:
            return user, None
        may[0] = False
        recheck_reader(user=reader, by=None, now=timezone.now())
        return user, found

    async def read(function: Any, *args: Any) -> Any:
        found = function(*args)
        await asyncio.sleep(0.05 if function is polls._look else 0)  # in which the hub hears of it
        return found

    monkeypatch.setattr(polls, "reader_of", look_slowly)
    monkeypatch.setattr(control, "in_database", read)
    return await Question(board.public_id, "wait=1", session).ask()


async def test_no_end_falls_between_reading_rights_and_joining(
    session: str, board: LiveStream, reader: Any, monkeypatch: pytest.MonkeyPatch
):
    assert (await ended_while_rights_are_read(session, board, reader, monkeypatch)).status_code == 404


async def test_twin_rights_read_once_let_it_fall_between(
    session: str, board: LiveStream, reader: Any, monkeypatch: pytest.MonkeyPatch
):
    async def once(_self: Any, read: Any, *args: Any) -> Any:
        await _self._started.wait()
        return await control.in_database(read, *args)

    monkeypatch.setattr(control.Control, "read_rights", once)
    assert (await ended_while_rights_are_read(session, board, reader, monkeypatch)).status_code == 200


async def test_the_sweep_finds_what_no_event_told(
    session: str, board: LiveStream, settings: Any, django_user_model: Any
):
    settings.REALTIME = {"recheck": 0.02}
    async with Wire(session) as wire:
        await listening(wire, board)
        django_user_model.objects.update(is_active=False)
        assert await wire.close_code() == CloseCode.LOGIN


async def test_a_restore_asks_everybody_again(session: str, board: LiveStream, reader: Any, django_user_model: Any):
    recheck_reader(user=reader, by=None, now=timezone.now())
    async with Wire(session) as wire:
        await listening(wire, board)
        django_user_model.objects.update(is_active=False)
        start_new_epochs()
        assert await wire.close_code() == CloseCode.LOGIN


async def test_rights_that_cannot_be_read_again_end_the_socket(
    session: str, board: LiveStream, reader: Any, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    async with Wire(session) as wire:
        await listening(wire, board)
        monkeypatch.setattr(control, "rights_now", Mock(side_effect=OSError("no database")))
        recheck_reader(user=reader, by=None, now=timezone.now())
        assert await wire.close_code() == CloseCode.RESTART
    assert "no database" in caplog.text


async def test_nobody_is_let_in_while_control_cannot_be_read(
    session: str, board: LiveStream, settings: Any, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    settings.REALTIME = {"control_poll": 0.01, "control_start": 0.05}
    monkeypatch.setattr(control, "head_of", Mock(side_effect=OSError("no database")))
    async with Wire(session) as wire:
        wire.say(**hello(board))
        assert await wire.close_code() == CloseCode.RESTART
    assert "reading the control stream failed" in caplog.text


async def test_many_events_are_heeded_in_batches(
    session: str, board: LiveStream, reader: Any, monkeypatch: pytest.MonkeyPatch, settings: Any
):
    settings.REALTIME = {"control_poll": 0.2}
    monkeypatch.setattr(control, "BATCH", 2)
    async with Wire(session) as wire:
        await listening(wire, board)
        for _ in range(4):
            recheck_reader(user=reader, by=None, now=timezone.now())
        announce(reader, AccessKind.LOGOUT, session=session)
        hub_of_this_loop().poke(str(head_of("control", "all").public_id), 5)
        assert await wire.close_code() == CloseCode.LOGIN


async def test_who_is_denied_during_a_catch_up_gets_no_more(
    session: str, board: LiveStream, monkeypatch: pytest.MonkeyPatch
):
    write()
    own = Hub(asyncio.get_running_loop())
    sent: list[str] = []
    listener = Mock(session_key="", person=None, subscriptions={}, post=sent.append)
    from realtime.queries import find_stream

    subscription = own.subscribe(listener, find_stream(board.public_id), 0)
    catching = asyncio.create_task(own.catch_up(subscription))
    await asyncio.sleep(0)
    own.deny(listener, str(board.public_id))
    await catching
    assert [text for text in sent if '"ev"' in text] == []
