"""The same conversation under every server that carries sockets, each with its own transport."""

import asyncio
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.realtime.clients import close_code, hear_of, say, talking
from tests.realtime.servers import Installation, Server, Template, installation, running

A, B = "a@example.jp", "b@example.jp"
KEY = f"{A},{B}"
LIMITS = {"stall": 0.6, "stall_look": 0.1}
WORDS = 60


@pytest.fixture(params=["daphne", "uvicorn"])
def server(request: pytest.FixtureRequest, template: Template, tmp_path: Path) -> Iterator[Server]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(os.environ, "HIROBA_TEST_SERVER", request.param)
        with installation(template, tmp_path, limits=LIMITS) as made, running(made) as started:
            yield started
    assert started.complaints() == []
    assert "not as we know it" not in started.log()


async def test_everybody_hears_and_who_reads_nothing_is_cut(server: Server, place: Installation):
    stream, epoch = await asyncio.to_thread(server.board, KEY)
    hello = {"t": "hello", "v": 1, "subs": {stream: {"e": epoch, "q": 0}}}
    async with talking(server, B) as good, talking(server, A, max_queue=None) as bad:
        for link in (good, bad):
            await say(link, **hello)
            await hear_of(link, "welcome")
        bad.transport.pause_reading()
        for number in range(1, WORDS + 1):
            await asyncio.to_thread(server.say, B, KEY, "x" * 100_000)
            assert (await hear_of(good, "ev"))["q"] == number
            await say(good, t="rx", q={stream: number})
        await asyncio.sleep(1.5)
        bad.transport.resume_reading()
        assert await close_code(bad, 10) in (1006, 4011)
        await asyncio.to_thread(server.say, B, KEY, "last")
        assert (await hear_of(good, "ev"))["q"] == WORDS + 1
