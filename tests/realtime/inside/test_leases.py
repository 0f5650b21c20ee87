"""Who is here, who is writing: said once, renewed quietly, ended by itself; never stored."""

import asyncio
from typing import Any

import pytest

from realtime.frames import CloseCode, Lease, LeaseKind
from realtime.hub import hub_of_this_loop
from realtime.layer import LayerLink
from realtime.models import StreamEvent
from realtime.queries import LiveStream, head_of
from tests.faults.sessions import open_session
from tests.realtime.apps import BOARD
from tests.realtime.inside.steps import READER, hello, until
from tests.realtime.test_layer import WORKING
from tests.realtime.wires import Wire

QUICK = {"lease_tick": 0.01, "lease_typing": 0.3, "lease_presence": 1}
ELSEWHERE = "22222222-2222-4222-8222-222222222222"


@pytest.fixture
def who(session: str, django_user_model: Any) -> str:
    return str(django_user_model.objects.get(email=READER).public_id)


async def listening(wire: Wire, board: LiveStream) -> None:
    wire.say(**hello(board))
    await wire.hear("welcome")


def says(board: LiveStream, kind: str, *, on: bool = True) -> dict[str, Any]:
    return {"t": kind, "s": str(board.public_id), "on": on}


def told(board: LiveStream, kind: str, *people: str, on: bool = True) -> dict[str, Any]:
    return {"t": kind, "s": str(board.public_id), "p": list(people), "on": on}


async def test_readers_hear_who_writes_until_it_ends_by_itself(
    session: str, board: LiveStream, who: str, settings: Any
):
    settings.REALTIME = QUICK
    async with Wire(session) as one, Wire(session) as two:
        await listening(one, board)
        await listening(two, board)
        one.say(**says(board, "typing"))
        assert await two.hear() == told(board, "typing", who)
        assert await two.hear() == told(board, "typing", who, on=False)
    assert StreamEvent.objects.count() == 0


async def test_a_lease_can_be_taken_back_at_once(session: str, board: LiveStream, who: str, settings: Any):
    settings.REALTIME = {"lease_tick": 0.01}
    async with Wire(session) as wire:
        await listening(wire, board)
        wire.say(**says(board, "typing"))
        wire.say(**says(board, "typing", on=False))
        wire.say(**says(board, "typing", on=False))
        assert [(await wire.hear())["on"] for _ in range(2)] == [True, False]
        await asyncio.sleep(0.05)
        assert wire.is_quiet


async def test_what_is_renewed_lasts_and_is_told_again(session: str, board: LiveStream, who: str, settings: Any):
    settings.REALTIME = QUICK
    async with Wire(session) as wire:
        await listening(wire, board)
        for _ in range(4):
            wire.say(**says(board, "typing"))
            assert await wire.hear() == told(board, "typing", who)
            await asyncio.sleep(0.1)


async def test_a_newcomer_is_told_who_is_here(session: str, board: LiveStream, who: str):
    async with Wire(session) as one, Wire(session) as two:
        await listening(one, board)
        one.say(**says(board, "presence"))
        await one.hear("presence")
        two.say(**hello(board))
        await two.hear("welcome")
        assert await two.hear() == told(board, "presence", who)


async def test_a_person_is_here_while_one_of_their_windows_is(session: str, board: LiveStream, who: str, settings: Any):
    settings.REALTIME = {"lease_tick": 0.01}
    async with Wire(session) as reader:
        await listening(reader, board)
        async with Wire(session) as one:
            async with Wire(session) as two:
                for wire in (one, two):
                    await listening(wire, board)
                    wire.say(**says(board, "presence"))
                    assert await reader.hear() == told(board, "presence", who)
            await asyncio.sleep(0.05)
            assert reader.is_quiet
        assert await reader.hear() == told(board, "presence", who, on=False)


async def test_who_may_not_read_hears_and_says_nothing(session: str, board: LiveStream, django_user_model: Any):
    django_user_model.objects.create_user("stranger@example.jp")
    async with Wire(open_session("stranger@example.jp")) as stranger, Wire(session) as reader:
        stranger.say(**hello(board))
        await listening(reader, board)
        stranger.say(**says(board, "presence"))
        reader.say(**says(board, "typing"))
        await reader.hear("typing")
        assert [(await stranger.hear())["t"] for _ in range(2)] == ["denied", "welcome"]
        assert (stranger.is_quiet, reader.is_quiet) == (True, True)


async def test_a_right_that_ends_ends_the_lease(session: str, board: LiveStream, who: str, settings: Any):
    settings.REALTIME = {"lease_tick": 0.01}
    async with Wire(session) as one, Wire(session) as two:
        await listening(one, board)
        first = next(socket for socket in hub_of_this_loop().sockets if socket.subscriptions)
        await listening(two, board)
        one.say(**says(board, "presence"))
        await two.hear("presence")
        hub_of_this_loop().deny(first, str(board.public_id))
        assert await two.hear() == told(board, "presence", who, on=False)


async def test_a_crowd_that_renews_costs_one_frame(session: str, board: LiveStream, settings: Any):
    settings.REALTIME = {"lease_tick": 0.05, "lease_people": 3}
    async with Wire(session) as wire:
        await listening(wire, board)
        leases, stream = hub_of_this_loop().leases, str(board.public_id)
        for number in range(9):
            leases.hear(Lease(LeaseKind.PRESENCE, stream, on=True), f"person {number}", "elsewhere")
        assert (await wire.hear())["p"] == ["person 0"]
        assert (await wire.hear())["p"] == ["person 1", "person 2", "person 3"]
        await asyncio.sleep(0.1)
        assert wire.is_quiet


async def test_flooding_with_leases_closes(session: str, board: LiveStream, settings: Any):
    settings.REALTIME = {"lease_rate": (0.1, 2)}
    async with Wire(session) as wire:
        await listening(wire, board)
        for _ in range(3):
            wire.say(**says(board, "typing"))
        assert await wire.close_code() == CloseCode.FLOOD


@pytest.mark.parametrize("more", [{"on": 1}, {"on": None}, {"p": [ELSEWHERE]}])
async def test_nobody_speaks_for_others_or_in_other_words(session: str, board: LiveStream, more: dict[str, Any]):
    async with Wire(session) as wire:
        wire.say(**{**says(board, "typing"), **more})
        assert await wire.close_code() == CloseCode.MALFORMED


async def test_another_process_speaks_for_its_people_and_not_to_itself(settings: Any):
    settings.CHANNEL_LAYERS, settings.REALTIME = WORKING, {"layer_ping": 0.02}
    heard: dict[str, list[Any]] = {"one": [], "two": []}
    links = {name: LayerLink(lambda *_: None, lambda *told, n=name: heard[n].append(told)) for name in heard}
    tasks = [asyncio.create_task(link.run()) for link in links.values()]
    await until(lambda: all(link.echoes for link in links.values()))
    lease = Lease(LeaseKind.PRESENCE, ELSEWHERE, on=True)
    assert await links["one"].tell_lease(lease, "somebody")
    await until(lambda: heard["two"])
    assert (heard["two"][0][:2], heard["one"]) == ((lease, "somebody"), [])
    for task in tasks:
        task.cancel()


async def test_what_nobody_here_follows_is_not_kept(session: str, board: LiveStream):
    async with Wire(session) as wire:
        await listening(wire, board)
        leases = hub_of_this_loop().leases
        other = str(head_of(BOARD, f"{READER},x").public_id)
        leases.hear(Lease(LeaseKind.PRESENCE, other, on=True), "somebody", "elsewhere")
        leases.hear(Lease(LeaseKind.PRESENCE, str(board.public_id), on=True), "somebody", "elsewhere")
        assert len(leases._boards) == 1
    assert hub_of_this_loop().leases._boards == {}
