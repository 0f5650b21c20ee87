"""What one client says and is answered."""

import asyncio
from typing import Any
from unittest.mock import Mock
from uuid import uuid4

import pytest

from realtime import consumers, dialogue
from realtime.frames import CloseCode
from realtime.hub import hub_of_this_loop
from realtime.queries import LiveStream, head_of
from tests.realtime.apps import BOARD
from tests.realtime.inside.steps import READER, hello, poke, until, write
from tests.realtime.wires import Wire


async def test_a_sync_out_of_reach_is_a_reset(session: str, board: LiveStream):
    async with Wire(session) as wire:
        wire.say(**hello(board))
        wire.say(t="sync", s=str(board.public_id), **{"from": 4})
        assert (await wire.hear("reset"))["head"] == 0


async def test_a_sync_of_a_stream_that_was_never_opened_is_denied(session: str, board: LiveStream):
    async with Wire(session) as wire:
        wire.say(t="sync", s=str(board.public_id), **{"from": 0})
        assert await wire.hear() == {"t": "denied", "s": str(board.public_id), "why": "absent"}


async def test_a_right_that_was_lost_ends_the_subscription(session: str, board: LiveStream, django_user_model: Any):
    async with Wire(session) as wire:
        wire.say(**hello(board))
        await wire.hear("welcome")
        django_user_model.objects.update(email="other@example.jp")
        wire.say(t="sync", s=str(board.public_id), **{"from": 0})
        assert (await wire.hear())["t"] == "denied"
        poke(board, write())
        await asyncio.sleep(0.05)
        assert wire.is_quiet


@pytest.mark.parametrize("frame", [{"t": "hello", "v": 1, "subs": {}}, {"t": "sync", "s": str(uuid4()), "from": 0}])
async def test_a_person_who_was_deactivated_is_sent_away(session: str, frame: dict[str, Any], django_user_model: Any):
    async with Wire(session) as wire:
        await until(lambda: hub_of_this_loop().sockets)
        django_user_model.objects.update(is_active=False)
        wire.say(**frame)
        assert await wire.close_code() == CloseCode.LOGIN


async def test_who_says_nothing_is_sent_away(session: str, settings: Any):
    settings.REALTIME = {"hello_within": 0.02}
    async with Wire(session) as wire:
        assert await wire.close_code() == CloseCode.SILENT


@pytest.mark.parametrize(
    ("text", "code"), [("x", CloseCode.MALFORMED), (None, CloseCode.MALFORMED), ("x" * 70_000, CloseCode.TOO_LARGE)]
)
async def test_a_broken_frame_closes_and_the_rest_is_ignored(session: str, text: str | None, code: int):
    async with Wire(session) as wire:
        for _ in range(2):
            wire._in.put_nowait({"type": "websocket.receive", "text": text})
        assert await wire.close_code() == code


async def test_flooding_closes(session: str, settings: Any):
    settings.REALTIME = {"rx_rate": (0.1, 2)}
    async with Wire(session) as wire:
        for _ in range(3):
            wire.say(t="rx", q={})
        assert await wire.close_code() == CloseCode.FLOOD


async def test_too_many_streams_in_several_hellos_close(session: str, settings: Any):
    settings.REALTIME = {"streams_per_socket": 1}
    first, second = head_of(BOARD, READER), head_of(BOARD, f"{READER},x")
    async with Wire(session) as wire:
        wire.say(**hello(first))
        wire.say(**hello(second))
        assert await wire.close_code() == CloseCode.TOO_LARGE


async def test_an_answer_that_fails_sends_the_client_to_connect_again(
    session: str, board: LiveStream, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    monkeypatch.setattr(dialogue, "open_streams", Mock(side_effect=OSError("no database")))
    async with Wire(session) as wire:
        wire.say(**hello(board))
        assert await wire.close_code() == CloseCode.RESTART
    assert "no database" in caplog.text


async def test_a_login_that_cannot_be_read_is_tried_again_later(
    session: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    monkeypatch.setattr(consumers, "person_behind", Mock(side_effect=OSError("no database")))
    async with Wire(session) as wire:
        assert await wire.close_code() == CloseCode.RESTART
    assert "no database" in caplog.text
