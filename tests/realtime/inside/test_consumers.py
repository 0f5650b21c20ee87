"""Opening and ending sockets."""

import asyncio
from typing import Any
from weakref import WeakSet

import pytest

from realtime import shutdown
from realtime.consumers import no_such_socket
from realtime.frames import CloseCode
from realtime.hub import hub_of_this_loop
from realtime.sockets import Socket
from tests.realtime.inside.steps import until
from tests.realtime.wires import Wire


@pytest.mark.parametrize(
    ("wire", "code"), [(Wire(origin="http://evil.example"), CloseCode.ORIGIN), (Wire("a-b"), CloseCode.LOGIN)]
)
def test_refusals_come_after_accepting(wire: Wire, code: int):
    async def talk() -> int:
        async with wire:
            return await wire.close_code()

    assert asyncio.run(talk()) == code


async def test_another_address_is_nowhere():
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "websocket.connect"}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    await no_such_socket({}, receive, send)
    assert sent == [{"type": "websocket.accept"}, {"type": "websocket.close", "code": CloseCode.NOWHERE}]


async def test_a_cancelled_application_says_restart(session: str):
    async with Wire(session) as wire:
        await until(lambda: hub_of_this_loop().sockets)
        assert wire.task is not None
        wire.task.cancel()
        assert await wire.close_code() == CloseCode.RESTART


@pytest.fixture
def draining(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    """A loop of one test may drain without ending."""
    settings.REALTIME = {"drain": 0.1, "drain_close": 2.0}
    monkeypatch.setattr(shutdown, "_draining", WeakSet())


@pytest.mark.usefixtures("draining")
async def test_draining_waits_a_moment_then_closes_every_socket(session: str):
    async with Wire(session) as one, Wire(session) as two:
        await until(lambda: len(hub_of_this_loop().sockets) == 2)
        draining = asyncio.create_task(shutdown.drain())
        await asyncio.sleep(0.05)
        assert (one.is_quiet, two.is_quiet, shutdown.is_draining()) == (True, True, True)
        assert [await one.close_code(), await two.close_code()] == [CloseCode.RESTART] * 2
    await asyncio.wait_for(draining, 1)
    await asyncio.wait_for(shutdown.drain(), 0.05)


@pytest.mark.usefixtures("draining")
async def test_a_client_that_does_not_answer_the_close_does_not_hold_the_end_up(session: str, settings: Any):
    settings.REALTIME = {"drain": 0.01, "drain_close": 0.1}
    async with Wire(session):
        await until(lambda: hub_of_this_loop().sockets)
        await asyncio.wait_for(shutdown.drain(), 1)
        assert len(hub_of_this_loop().sockets) == 1


@pytest.mark.usefixtures("draining")
async def test_a_socket_that_comes_while_draining_is_sent_away(session: str):
    await shutdown.drain()
    async with Wire(session) as late:
        assert await late.close_code() == CloseCode.RESTART


async def test_a_full_queue_lets_the_reader_go(settings: Any):
    settings.REALTIME = {"queue_frames": 2}
    sent: list[dict[str, Any]] = []

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    socket = Socket(send, "", None)
    for _ in range(4):
        socket.post("x")
    await socket.write()
    assert sent[-1] == {"type": "websocket.close", "code": CloseCode.BEHIND}
    socket.close(CloseCode.RESTART)


async def test_a_reader_that_is_gone_ends_its_writer_in_silence():
    async def send(_message: dict[str, Any]) -> None:
        raise ConnectionResetError

    socket = Socket(send, "", None)
    socket.post("x")
    await socket.write()
