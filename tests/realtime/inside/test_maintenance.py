"""While the site is closed for work on it, sockets are sent away to come again, and polls too."""

from typing import Any

import pytest
from django.utils import timezone

from common.maintenance import begin_maintenance, end_maintenance
from realtime import consumers, control
from realtime.frames import CloseCode
from realtime.queries import LiveStream
from tests.realtime.inside.steps import hello, poke, write
from tests.realtime.polling import Question, said
from tests.realtime.wires import Wire


@pytest.fixture(autouse=True)
def _quick(settings: Any, tmp_path: Any) -> None:
    settings.DATA_DIR = tmp_path
    settings.REALTIME = {"control_poll": 0.01}


def close_the_site() -> None:
    begin_maintenance(now=timezone.now(), minutes=1)


async def test_open_sockets_are_told_to_come_back(session: str, board: LiveStream):
    async with Wire(session) as wire:
        wire.say(**hello(board))
        await wire.hear("welcome")
        close_the_site()
        assert await wire.close_code() == CloseCode.RESTART


async def test_twin_without_the_look_the_socket_goes_on(session: str, board: LiveStream, monkeypatch: Any):
    monkeypatch.setattr(control, "maintenance", lambda: None)
    async with Wire(session) as wire:
        wire.say(**hello(board))
        await wire.hear("welcome")
        close_the_site()
        poke(board, write())
        assert (await wire.hear("ev"))["q"] == 1


async def test_who_comes_meanwhile_is_sent_away_without_asking_the_database(
    session: str, board: LiveStream, monkeypatch: Any
):
    close_the_site()
    asked: list[str] = []
    monkeypatch.setattr(consumers, "person_behind", asked.append)
    async with Wire(session) as wire:
        assert (await wire.close_code(), asked) == (CloseCode.RESTART, [])


async def test_a_waiting_poll_and_a_new_one_are_asked_again(session: str, board: LiveStream):
    import asyncio

    question = Question(board.public_id, f"after=0&epoch={board.epoch}&wait=20", session)
    waiting = asyncio.create_task(question.ask())
    await asyncio.sleep(0.1)
    close_the_site()
    assert (await asyncio.wait_for(waiting, 5)).status_code == 503
    assert (await Question(board.public_id, "after=0", session).ask()).status_code == 503
    end_maintenance()
    assert said(await Question(board.public_id, "after=0", session).ask())["head"] == 0
