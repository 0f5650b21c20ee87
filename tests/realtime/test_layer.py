"""Hints between processes: heard when the layer works, missed without harm when it does not."""

import asyncio
from typing import Any

import pytest
from channels.layers import InMemoryChannelLayer, get_channel_layer

from realtime import pokes
from realtime.hub import Hub
from realtime.layer import LayerLink
from realtime.pokes import GROUP, send_hint
from tests.realtime.inside.steps import until

STREAM = "11111111-1111-4111-8111-111111111111"
WORKING = {"default": {"BACKEND": "channels.layers.InMemoryChannelLayer"}}
DEAD = {"default": {"BACKEND": "tests.realtime.test_layer.DeadLayer"}}
QUICK = {"layer_ping": 0.02, "layer_send": 0.02, "poll_alone": 0.02}


class DeadLayer(InMemoryChannelLayer):
    """Hangs on some calls and fails on others, as layers do."""

    async def group_send(self, group: str, message: dict[str, Any]) -> None:
        await asyncio.sleep(60)

    async def flush(self) -> None:
        raise ConnectionError


@pytest.fixture
def told() -> list[tuple[str, int]]:
    return []


async def listening(told: list[tuple[str, int]]) -> tuple[LayerLink, "asyncio.Task[None]"]:
    link = LayerLink(lambda stream, seq: told.append((stream, seq)), lambda *_: None)
    return link, asyncio.create_task(link.run())


async def test_a_hint_reaches_the_listening_hub(settings: Any, told: list[tuple[str, int]]):
    settings.CHANNEL_LAYERS, settings.REALTIME = WORKING, QUICK
    link, task = await listening(told)
    await until(lambda: link.echoes)
    assert await send_hint(STREAM, 4)
    await until(lambda: told)
    assert told == [(STREAM, 4)]
    task.cancel()


async def test_without_a_layer_there_is_no_echo(settings: Any, told: list[tuple[str, int]]):
    settings.CHANNEL_LAYERS = {}
    link, task = await listening(told)
    await task
    assert not link.echoes
    assert not await send_hint(STREAM, 4)


async def test_a_dead_layer_is_tried_again_and_again(
    settings: Any, told: list[tuple[str, int]], caplog: pytest.LogCaptureFixture
):
    settings.CHANNEL_LAYERS, settings.REALTIME = DEAD, QUICK
    link, task = await listening(told)
    assert not await send_hint(STREAM, 4)
    await until(lambda: caplog.text.count("does not answer") > 1)
    assert not link.echoes
    task.cancel()


def test_a_process_without_sockets_publishes_by_itself(settings: Any):
    settings.CHANNEL_LAYERS = WORKING
    layer = get_channel_layer()

    async def listen() -> dict[str, Any]:
        channel = await layer.new_channel()
        await layer.group_add(GROUP, channel)
        await asyncio.to_thread(pokes.poke, STREAM, 7)
        return await asyncio.wait_for(layer.receive(channel), 5)

    assert asyncio.run(listen()) == {"type": "poke", "s": STREAM, "q": 7}


async def test_the_hub_of_this_process_is_told_directly_and_tells_the_others(settings: Any):
    settings.CHANNEL_LAYERS = WORKING
    layer = get_channel_layer()
    channel = await layer.new_channel()
    await layer.group_add(GROUP, channel)
    hub = Hub(asyncio.get_running_loop())
    heard: list[int] = []
    hub.poke = lambda _stream, seq: heard.append(seq)  # type: ignore[method-assign]
    pokes.add_hub(hub)
    await asyncio.to_thread(pokes.poke, STREAM, 3)
    assert await asyncio.wait_for(layer.receive(channel), 5) == {"type": "poke", "s": STREAM, "q": 3}
    assert heard == [3]
    pokes.remove_hub(hub)


def test_a_hub_whose_loop_is_closed_is_passed_by(settings: Any):
    settings.CHANNEL_LAYERS = {}

    async def make() -> Hub:
        return Hub(asyncio.get_running_loop())

    hub = asyncio.run(make())
    pokes.add_hub(hub)
    pokes.poke(STREAM, 1)  # type: ignore[arg-type]
    pokes.remove_hub(hub)
