"""Two people at real sockets of a real server process."""

import asyncio

from tests.realtime.clients import close_code, hear, hear_of, hears_nothing, say, talking
from tests.realtime.servers import Installation, Server, running

A, B, C = "a@example.jp", "b@example.jp", "c@example.jp"
BOTH = f"{A},{B}"


async def post(server: Server, email: str, word: str, key: str = BOTH) -> int:
    return await asyncio.to_thread(server.say, email, key, word)


def at(stream: str, epoch: str, seq: int = 0) -> dict[str, dict[str, object]]:
    return {stream: {"e": epoch, "q": seq}}


async def test_two_people_hear_each_other_in_one_order(server: Server):
    stream, epoch = server.board(BOTH)
    async with talking(server, A) as link_a, talking(server, B) as link_b:
        for link in (link_a, link_b):
            await say(link, t="hello", v=1, subs=at(stream, epoch))
            assert await hear(link) == {"t": "welcome", "heads": {stream: {"e": epoch, "q": 0}}}
        assert [await post(server, A, "hello"), await post(server, B, "髙﨑𠮷です")] == [1, 2]
        for link in (link_a, link_b):
            first, second = await hear_of(link, "ev"), await hear_of(link, "ev")
            assert (first["s"], first["q"], first["k"], first["d"]["word"]) == (stream, 1, "said", "hello")
            assert (second["q"], second["d"]["word"]) == (2, "髙﨑𠮷です")


async def test_an_outsider_receives_nothing_and_learns_nothing(server: Server):
    stream, epoch = server.board(BOTH)
    missing = "00000000-0000-4000-8000-000000000000"
    async with talking(server, C) as link:
        await say(link, t="hello", v=1, subs=at(stream, epoch) | at(missing, epoch))
        frames = [await hear(link) for _ in range(3)]
        assert {frame["t"] for frame in frames} == {"denied", "welcome"}
        denied = [{**frame, "s": ""} for frame in frames if frame["t"] == "denied"]
        assert denied[0] == denied[1]
        assert frames[-1] == {"t": "welcome", "heads": {}}
        await say(link, t="sync", s=stream, **{"from": 0})
        assert (await hear(link))["t"] == "denied"
        await post(server, A, "secret")
        assert await hears_nothing(link)


async def test_what_was_missed_comes_at_the_next_hello(server: Server):
    stream, epoch = server.board(A)
    for word in ("one", "two", "three"):
        await post(server, A, word, A)
    async with talking(server, A) as link:
        await say(link, t="hello", v=1, subs=at(stream, epoch, 1))
        assert await hear(link) == {"t": "welcome", "heads": {stream: {"e": epoch, "q": 3}}}
        assert [(await hear(link))["d"]["word"] for _ in range(2)] == ["two", "three"]
        await post(server, A, "four", A)
        assert (await hear(link))["q"] == 4


async def test_a_range_can_be_asked_for_again(server: Server):
    stream, epoch = server.board(A)
    async with talking(server, A) as link:
        await say(link, t="hello", v=1, subs=at(stream, epoch))
        for word in ("one", "two"):
            await post(server, A, word, A)
        assert [(await hear_of(link, "ev"))["q"] for _ in range(2)] == [1, 2]
        await say(link, t="sync", s=stream, **{"from": 0})
        assert [(await hear_of(link, "ev"))["q"] for _ in range(2)] == [1, 2]


async def test_a_person_without_a_socket_hears_as_soon_as_the_others(server: Server):
    stream, epoch = server.board(BOTH)
    waiting = asyncio.create_task(asyncio.to_thread(server.poll, B, stream, epoch, 0, 25))
    async with talking(server, A) as link:
        await say(link, t="hello", v=1, subs=at(stream, epoch))
        await hear_of(link, "welcome")
        await post(server, A, "hello")
        event = await hear_of(link, "ev")
    async with asyncio.timeout(5):
        assert await waiting == {"epoch": epoch, "head": 1, "reset": False, "events": [event]}


async def test_another_epoch_or_a_client_ahead_is_reset(server: Server):
    stream, epoch = server.board(A)
    await post(server, A, "one", A)
    for position in (at(stream, "old"), at(stream, epoch, 7)):
        async with talking(server, A) as link:
            await say(link, t="hello", v=1, subs=position)
            assert await hear_of(link, "reset") == {"t": "reset", "s": stream, "epoch": epoch, "head": 1}
    async with talking(server, A) as link:
        await say(link, t="hello", v=1, subs=at(stream, epoch))
        await say(link, t="sync", s=stream, **{"from": 9})
        assert (await hear_of(link, "reset"))["head"] == 1
        await post(server, A, "two", A)
        assert (await hear_of(link, "ev"))["q"] == 2


async def test_a_restore_resets_open_sockets(place: Installation, server: Server):
    stream, epoch = server.board(A)
    async with talking(server, A) as link:
        await say(link, t="hello", v=1, subs=at(stream, epoch))
        await post(server, A, "one", A)
        assert (await hear_of(link, "ev"))["q"] == 1
        await asyncio.to_thread(place.python, "from realtime.actions import start_new_epochs; start_new_epochs()")
        frame = await hear_of(link, "reset")
        assert frame["head"] == 1 and frame["epoch"] != epoch


async def test_another_process_is_heard_within_a_second_without_a_layer(place: Installation, server: Server):
    stream, epoch = server.board(A)
    with running(place) as second:
        async with talking(server, A) as link:
            await say(link, t="hello", v=1, subs=at(stream, epoch))
            await hear_of(link, "welcome")
            await post(second, A, "from elsewhere", A)
            assert (await hear_of(link, "ev", 2))["d"]["word"] == "from elsewhere"


async def test_a_stopping_server_says_so(server: Server):
    stream, epoch = server.board(A)
    async with talking(server, A) as link, talking(server, A) as idle:
        await say(link, t="hello", v=1, subs=at(stream, epoch))
        await hear_of(link, "welcome")
        stopping = asyncio.to_thread(server.stop)
        codes, _ = await asyncio.gather(asyncio.gather(close_code(link, 10), close_code(idle, 10)), stopping)
        assert codes == [4012, 4012]
