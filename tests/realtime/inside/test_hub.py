"""The hub: hints, reading, polling, heartbeats, readers that fall behind."""

import asyncio
from typing import Any
from unittest.mock import Mock
from uuid import uuid4

import pytest

from realtime import hub
from realtime.actions import start_new_epochs
from realtime.hub import Hub, hub_of_this_loop
from realtime.models import StreamEvent
from realtime.queries import LiveStream, find_stream, head_of
from realtime.sockets import Socket, Subscription
from tests.realtime.apps import BOARD
from tests.realtime.inside.steps import READER, hello, poke, until, write
from tests.realtime.wires import Wire


async def test_hints_become_events_in_order(session: str, board: LiveStream):
    async with Wire(session) as wire:
        wire.say(**hello(board))
        assert (await wire.hear())["t"] == "welcome"
        for _ in range(3):
            write()
        poke(board, 2)
        poke(board, 3)
        poke(board, 1)
        assert [(await wire.hear())["q"] for _ in range(3)] == [1, 2, 3]
    assert hub_of_this_loop().feeds == {}


async def test_the_second_reader_is_served_from_the_ring(
    session: str, board: LiveStream, monkeypatch: pytest.MonkeyPatch
):
    async with Wire(session) as first, Wire(session) as second:
        first.say(**hello(board))
        await first.hear("welcome")
        write()
        poke(board, 1)
        await first.hear("ev")
        monkeypatch.setattr(hub, "events_after", Mock(side_effect=AssertionError("not from the ring")))
        second.say(**hello(board))
        assert (await second.hear("ev"))["q"] == 1


async def test_what_was_said_of_a_changed_object_is_rendered_again(session: str, board: LiveStream):
    thing = uuid4()
    async with Wire(session) as first, Wire(session) as second:
        first.say(**hello(board))
        await first.hear("welcome")
        for _ in range(2):
            poke(board, write(thing))
            await first.hear("ev")
        StreamEvent.objects.filter(seq=1).update(data={"now": "a tombstone"})
        second.say(**hello(board))
        assert (await second.hear("ev"))["d"]["now"] == "a tombstone"
        assert (await second.hear("ev"))["q"] == 2


async def test_a_range_the_database_does_not_hold_is_a_reset(session: str, board: LiveStream):
    write()
    StreamEvent.objects.all().delete()
    async with Wire(session) as wire:
        wire.say(**hello(board))
        assert (await wire.hear("reset"))["head"] == 1


async def test_a_new_epoch_reaches_open_sockets_through_the_poll(session: str, board: LiveStream, settings: Any):
    settings.REALTIME = {"poll_alone": 0.02}
    async with Wire(session) as wire:
        wire.say(**hello(board))
        await wire.hear("welcome")
        start_new_epochs()
        assert (await wire.hear("reset"))["epoch"] == head_of(BOARD, READER).epoch


async def test_the_poll_finds_what_nobody_told(session: str, board: LiveStream, settings: Any):
    settings.REALTIME = {"poll_alone": 0.02}
    async with Wire(session) as wire:
        wire.say(**hello(board))
        await wire.hear("welcome")
        write()
        assert (await wire.hear("ev"))["q"] == 1


async def test_a_failing_database_is_waited_out(
    session: str, board: LiveStream, settings: Any, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    settings.REALTIME = {"poll_alone": 0.02}
    whole = {name: getattr(hub, name) for name in ("events_after", "heads_of")}

    def failing_once(name: str) -> Any:
        def fail(*_args: Any) -> Any:
            monkeypatch.setattr(hub, name, whole[name])
            raise OSError("no database")

        return fail

    async with Wire(session) as wire:
        wire.say(**hello(board))
        await wire.hear("welcome")
        for name in whole:
            monkeypatch.setattr(hub, name, failing_once(name))
        write()
        assert (await wire.hear("ev"))["q"] == 1
    assert "polling the streams failed" in caplog.text
    assert "trying again" in caplog.text


async def test_a_hint_that_is_ahead_of_the_database_changes_nothing(session: str, board: LiveStream):
    async with Wire(session) as wire:
        wire.say(**hello(board))
        await wire.hear("welcome")
        poke(board, 9)
        feed = hub_of_this_loop().feeds[str(board.public_id)]
        await until(lambda: feed.reading is None)
        assert (feed.have, feed.wanted, wire.is_quiet) == (0, 0, True)


async def test_the_heartbeat_names_every_stream(session: str, board: LiveStream, settings: Any):
    settings.REALTIME = {"heartbeat": 0.02}
    async with Wire(session) as wire:
        wire.say(**hello(board))
        await wire.hear("welcome")
        assert await wire.hear("hb") == {"t": "hb", "heads": {str(board.public_id): 0}}


async def test_a_held_reader_goes_on_after_its_sync(session: str, board: LiveStream, settings: Any):
    settings.REALTIME = {"unconfirmed_events": 2}
    for _ in range(5):
        write()
    stream = str(board.public_id)
    async with Wire(session) as wire:
        wire.say(**hello(board))
        assert [(await wire.hear("ev"))["q"] for _ in range(2)] == [1, 2]
        assert (await wire.hear("hb"))["heads"] == {stream: 5}
        wire.say(t="rx", q={stream: 1})
        wire.say(t="sync", s=stream, **{"from": 2})
        assert [(await wire.hear("ev"))["q"] for _ in range(2)] == [3, 4]


async def test_a_live_reader_that_confirms_nothing_is_held(session: str, board: LiveStream, settings: Any):
    settings.REALTIME = {"unconfirmed_events": 1}
    async with Wire(session) as wire:
        wire.say(**hello(board))
        await wire.hear("welcome")
        for seq in (1, 2, 3):
            poke(board, write())
            await until(lambda seq=seq: hub_of_this_loop().feeds[str(board.public_id)].have == seq)
        assert (await wire.hear())["q"] == 1
        assert await wire.hear() == {"t": "hb", "heads": {str(board.public_id): 2}}
        assert wire.is_quiet


async def test_a_rewind_during_a_catch_up_is_heeded(board: LiveStream):
    for _ in range(3):
        write()
    own, socket = Hub(asyncio.get_running_loop()), Socket(Mock(), "", None)
    subscription = own.subscribe(socket, find_stream(board.public_id), 0)
    catching = asyncio.create_task(own.catch_up(subscription))
    await asyncio.sleep(0)
    subscription.rewind(2)
    await catching
    assert (subscription.is_live, subscription.last, socket.credit.events) == (True, 3, 1)
    own.unsubscribe(subscription)
    own.unsubscribe(Subscription(socket, "gone", 0))
