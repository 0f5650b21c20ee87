"""Servers that are killed in the middle, readers that fall behind: nothing is lost, and the twins show why."""

import asyncio
import contextlib
import http.client
from pathlib import Path

import pytest

from tests.realtime.clients import Reader, close_code, hear, hear_of, hears_nothing, say, talking
from tests.realtime.servers import Installation, Server, Template, installation, running

A, B = "a@example.jp", "b@example.jp"
KEY = f"{A},{B}"
WORDS = 150
ALL_WORDS = {"end"} | {f"w{number}" for number in range(WORDS)}


async def write_through_kills(server: Server, words: int, kills: int) -> None:
    """Post words one after another, each until it is acknowledged, while the server is killed and started."""

    async def write() -> None:
        for number in range(words):
            while True:
                await asyncio.sleep(0.02)
                with contextlib.suppress(OSError, http.client.HTTPException):
                    await asyncio.to_thread(server.say, A, KEY, f"w{number}")
                    break

    async def kill() -> None:
        for _ in range(kills):
            await asyncio.sleep(1.3)
            await asyncio.to_thread(server.kill)
            await asyncio.to_thread(server.start)

    await asyncio.gather(write(), kill())


async def read_through_kills(server: Server, *, resumes: bool) -> Reader:
    """A reader that comes back half a second after each kill, as the browser's client does; the writer is faster."""
    stream, epoch = await asyncio.to_thread(server.board, KEY)
    reader = Reader(stream, epoch, resumes=resumes)
    reading = asyncio.create_task(reader.run(lambda: talking(server, B), wait=0.5))
    await write_through_kills(server, words=WORDS, kills=2)
    head = await asyncio.to_thread(server.say, A, KEY, "end")
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(10):
            while reader.last < head:
                await asyncio.sleep(0.05)
    reading.cancel()
    return reader


async def test_a_reader_that_resumes_has_everything_once_and_in_order(server: Server):
    reader = await read_through_kills(server, resumes=True)
    numbers = [seq for seq, _, _ in reader.seen]
    assert reader.sockets >= 3
    assert numbers == list(range(1, len(numbers) + 1))
    assert {data["word"] for _, _, data in reader.seen} == ALL_WORDS


async def test_twin_a_reader_that_does_not_resume_loses_messages(server: Server):
    reader = await read_through_kills(server, resumes=False)
    assert {data["word"] for _, _, data in reader.seen} < ALL_WORDS


@pytest.fixture
def tight(template: Template, tmp_path: Path):
    """A server with small limits, so that they can be met quickly."""
    limits = {"unconfirmed_events": 5, "batch": 4, "hello_within": 0.5, "heartbeat": 0.4, "ring": 12}
    with installation(template, tmp_path, limits=limits) as made, running(made) as started:
        yield started
    assert started.complaints() == []


async def open_board(link, server: Server) -> tuple[str, str]:
    stream, epoch = await asyncio.to_thread(server.board, KEY)
    await say(link, t="hello", v=1, subs={stream: {"e": epoch, "q": 0}})
    await hear_of(link, "welcome")
    return stream, epoch


async def test_a_socket_without_hello_is_closed(tight: Server):
    async with talking(tight, A) as link:
        assert await close_code(link) == 4408


async def test_who_confirms_nothing_gets_heads_and_pulls(tight: Server):
    async with talking(tight, A) as link:
        stream, _ = await open_board(link, tight)
        for number in range(1, 10):
            await asyncio.to_thread(tight.say, A, KEY, str(number))
        assert [(await hear_of(link, "ev"))["q"] for _ in range(5)] == [1, 2, 3, 4, 5]
        heads = await hear_of(link, "hb")
        assert heads["heads"][stream] > 5
        await say(link, t="sync", s=stream, **{"from": 5})
        assert [(await hear_of(link, "ev"))["q"] for _ in range(4)] == [6, 7, 8, 9]


async def test_who_confirms_stays_live(tight: Server):
    async with talking(tight, A) as link:
        stream, _ = await open_board(link, tight)
        for number in range(1, 15):
            await asyncio.to_thread(tight.say, A, KEY, str(number))
            assert (await hear_of(link, "ev"))["q"] == number
            await say(link, t="rx", q={stream: number})


async def test_the_heartbeat_names_the_heads(tight: Server):
    async with talking(tight, A) as link:
        stream, _ = await open_board(link, tight)
        assert (await hear_of(link, "hb"))["heads"] == {stream: 0}
        await asyncio.to_thread(tight.say, A, KEY, "x")
        await hear_of(link, "ev")
        assert (await hear_of(link, "hb"))["heads"] == {stream: 1}


async def test_who_is_further_behind_than_the_ring_is_reset(tight: Server):
    stream, epoch = await asyncio.to_thread(tight.board, KEY)
    for number in range(13):
        await asyncio.to_thread(tight.say, A, KEY, str(number))
    async with talking(tight, A) as link:
        await say(link, t="hello", v=1, subs={stream: {"e": epoch, "q": 0}})
        assert (await hear_of(link, "reset"))["head"] == 13
        assert (await hear(link))["t"] == "hb"


async def test_a_login_that_ended_opens_nothing_more(place: Installation, server: Server):
    async with talking(server, A) as link:
        await open_board(link, server)
        session = place.sessions[A]
        await asyncio.to_thread(
            place.python,
            f"from django.contrib.sessions.models import Session; Session.objects.get(pk={session!r}).delete()",
        )
        await say(link, t="hello", v=1, subs={})
        assert await close_code(link) == 4401


async def test_a_hint_through_redis_arrives_long_before_the_poll(template: Template, tmp_path: Path):
    limits = {"poll_alone": 20, "poll_with_layer": 60, "layer_ping": 0.5}
    with (
        installation(template, tmp_path, limits=limits, redis="redis://127.0.0.1:6379/3") as place,
        running(place) as first,
        running(place) as second,
    ):
        async with talking(first, A) as link, talking(second, B) as other:
            await open_board(link, first)
            await open_board(other, second)
            await asyncio.sleep(0.5)
            await asyncio.to_thread(second.say, B, KEY, "through redis")
            assert (await hear_of(link, "ev", 1))["d"]["word"] == "through redis"
            assert (await hear_of(other, "ev", 1))["d"]["word"] == "through redis"
            await say(other, t="presence", s=(await asyncio.to_thread(first.board, KEY))[0], on=True)
            assert (await hear_of(link, "presence", 1))["p"] == (await hear_of(other, "presence", 1))["p"]
        assert first.complaints() + second.complaints() == []


async def test_twin_without_the_hint_and_the_poll_nothing_arrives(template: Template, tmp_path: Path):
    limits = {"poll_alone": 20}
    with installation(template, tmp_path, limits=limits) as place, running(place) as first, running(place) as second:
        async with talking(first, A) as link:
            await open_board(link, first)
            await asyncio.to_thread(second.say, B, KEY, "unheard")
            assert await hears_nothing(link, 2)


async def test_a_dead_layer_costs_no_post_and_at_most_a_second(template: Template, tmp_path: Path):
    with (
        installation(template, tmp_path, redis="redis://127.0.0.1:1/3") as place,
        running(place) as first,
        running(place) as second,
    ):
        async with talking(first, A) as link:
            await open_board(link, first)
            await asyncio.to_thread(second.say, B, KEY, "anyway")
            assert (await hear_of(link, "ev", 3))["d"]["word"] == "anyway"
