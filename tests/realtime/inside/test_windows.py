"""How many sockets one person may hold open, and which one gives way."""

from typing import Any

import pytest

from realtime.frames import CloseCode
from realtime.hub import hub_of_this_loop
from realtime.queries import LiveStream
from realtime.windows import Windows
from tests.faults.sessions import open_session
from tests.realtime.inside.steps import hello, until
from tests.realtime.wires import Wire


@pytest.fixture(autouse=True)
def _two_each(settings: Any) -> None:
    settings.REALTIME = {"sockets_per_person": 2}


async def opened(session: str, board: LiveStream) -> Wire:
    wire = await Wire(session).__aenter__()
    wire.say(**hello(board))
    await wire.hear("welcome")
    return wire


async def open_three(session: str, board: LiveStream) -> list[Wire]:
    """Three windows; the first one speaks again before the third one comes."""
    first, second = await opened(session, board), await opened(session, board)
    first.say(t="rx", q={str(board.public_id): 0})
    await until(first._in.empty)
    return [first, second, await opened(session, board)]


async def leave(wires: list[Wire]) -> None:
    for wire in wires:
        await wire.__aexit__()
    assert not hub_of_this_loop().windows._of


async def test_the_window_that_was_silent_longest_gives_way(session: str, board: LiveStream):
    first, second, third = await open_three(session, board)
    assert await second.close_code() == CloseCode.CROWDED
    assert (first.is_quiet, third.is_quiet) == (True, True)
    await leave([first, second, third])


async def test_everybody_has_windows_of_their_own(session: str, board: LiveStream, django_user_model: Any):
    django_user_model.objects.create_user("other@example.jp")
    wires = [await opened(session, board), await opened(session, board)]
    stranger = await Wire(open_session("other@example.jp")).__aenter__()
    await until(lambda: len(hub_of_this_loop().sockets) == 3)
    assert all(wire.is_quiet for wire in wires)
    await leave([*wires, stranger])


async def test_twin_without_the_count_all_stay(session: str, board: LiveStream, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(Windows, "open", lambda self, socket: None)
    wires = await open_three(session, board)
    assert len(hub_of_this_loop().sockets) == 3
    assert all(wire.is_quiet for wire in wires)
    await leave(wires)
