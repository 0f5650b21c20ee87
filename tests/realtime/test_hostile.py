"""Clients that lie, flood or talk nonsense: each gets its close code, nobody else notices, and nothing is logged."""

import asyncio
import json
from typing import Any
from uuid import uuid4

import pytest
from websockets.exceptions import ConnectionClosed

from tests.realtime.clients import close_code, hear, hear_of, hears_nothing, say, talking
from tests.realtime.servers import Server

A, B = "a@example.jp", "b@example.jp"
STREAM = "11111111-1111-4111-8111-111111111111"


def hello(**subs: Any) -> dict[str, Any]:
    return {"t": "hello", "v": 1, "subs": subs}


NONSENSE = {
    "empty": "",
    "not json": "{",
    "a list": "[]",
    "a number": "7",
    "null": "null",
    "no type": "{}",
    "type is a list": '{"t": []}',
    "unknown type": '{"t": "eval"}',
    "deep": "[" * 20_000,
    "huge number": '{"t":"sync","s":"x","from":' + "9" * 5000 + "}",
    "nan": '{"t":"sync","s":"' + STREAM + '","from":NaN}',
    "negative": json.dumps({"t": "sync", "s": STREAM, "from": -1}),
    "true as number": json.dumps({"t": "sync", "s": STREAM, "from": True}),
    "too big for every client": json.dumps({"t": "sync", "s": STREAM, "from": 2**53}),
    "unknown key": json.dumps({"t": "sync", "s": STREAM, "from": 1, "as": "admin"}),
    "missing key": json.dumps({"t": "sync", "s": STREAM}),
    "not a stream": json.dumps({"t": "sync", "s": "../etc", "from": 1}),
    "stream is a number": json.dumps({"t": "sync", "s": 1, "from": 1}),
    "null byte": json.dumps({"t": "sync", "s": "\0", "from": 1}),
    "other version": json.dumps({"t": "hello", "v": 2, "subs": {}}),
    "subs is a list": json.dumps({"t": "hello", "v": 1, "subs": []}),
    "position is text": json.dumps(hello(**{STREAM: "x"})),
    "position with more": json.dumps(hello(**{STREAM: {"e": "a", "q": 0, "x": 1}})),
    "epoch is a number": json.dumps(hello(**{STREAM: {"e": 1, "q": 0}})),
    "rx is a list": json.dumps({"t": "rx", "q": [1]}),
    "a server frame": json.dumps({"t": "ev", "s": STREAM, "q": 1, "k": "posted", "d": {}}),
}


@pytest.mark.parametrize("text", NONSENSE.values(), ids=NONSENSE)
async def test_nonsense_closes_with_4400(shared_server: Server, text: str):
    async with talking(shared_server, A) as link:
        await link.send(text)
        assert await close_code(link) == 4400


async def test_a_binary_frame_closes_with_4400(shared_server: Server):
    async with talking(shared_server, A) as link:
        await link.send(json.dumps(hello()).encode())
        assert await close_code(link) == 4400


@pytest.mark.parametrize("character", ["x", "字"])
async def test_a_frame_over_64_kib_closes_with_4413(shared_server: Server, character: str):
    async with talking(shared_server, A) as link:
        await link.send(json.dumps({"t": character * (70_000 // len(character.encode()))}, ensure_ascii=False))
        assert await close_code(link) == 4413


async def test_a_frame_over_the_servers_own_cap_ends_the_socket(shared_server: Server):
    async with talking(shared_server, A) as link:
        with pytest.raises(ConnectionClosed):
            await link.send("x" * 3_000_000)
            await hear(link)


async def test_101_streams_close_with_4413(shared_server: Server):
    streams = {str(uuid4()): {"e": "a", "q": 0} for _ in range(101)}
    async with talking(shared_server, A) as link:
        await say(link, **hello(**streams))
        assert await close_code(link) == 4413


async def test_100_streams_are_answered(shared_server: Server):
    streams = {str(uuid4()): {"e": "a", "q": 0} for _ in range(100)}
    async with talking(shared_server, A) as link:
        await say(link, **hello(**streams))
        frames = [await hear(link) for _ in range(101)]
        assert sorted({frame["t"] for frame in frames}) == ["denied", "welcome"]


async def test_101_streams_in_two_hellos_close_with_4413(shared_server: Server):
    boards = [await asyncio.to_thread(shared_server.board, f"{A},{number}") for number in range(101)]
    async with talking(shared_server, A) as link:
        await say(link, **hello(**{stream: {"e": epoch, "q": 0} for stream, epoch in boards[:60]}))
        assert len((await hear_of(link, "welcome"))["heads"]) == 60
        await say(link, **hello(**{stream: {"e": epoch, "q": 0} for stream, epoch in boards[60:]}))
        assert await close_code(link) == 4413


FLOODS = {
    "hello": (hello(), 30),
    "sync": ({"t": "sync", "s": STREAM, "from": 0}, 200),
    "rx": ({"t": "rx", "q": {STREAM: 1}}, 400),
}


@pytest.mark.parametrize(("frame", "times"), FLOODS.values(), ids=FLOODS)
async def test_flooding_closes_with_4429(shared_server: Server, frame: dict[str, Any], times: int):
    async with talking(shared_server, A) as link:
        for _ in range(times):
            try:
                await say(link, **frame)
            except ConnectionClosed:
                break
        assert await close_code(link) == 4429


@pytest.mark.parametrize("origin", [None, "null", "http://evil.example", "http://127.0.0.1", "HTTP://LOCALHOST"])
async def test_a_foreign_or_missing_origin_is_refused(shared_server: Server, origin: str | None):
    async with talking(shared_server, A, origin=origin) as link:
        assert await close_code(link) == 4403


async def test_two_origins_are_refused(shared_server: Server):
    headers = [("Cookie", f"sessionid={shared_server.place.sessions[A]}"), ("Origin", "http://evil.example")]
    try:
        async with talking(shared_server, additional_headers=headers) as link:
            assert await close_code(link) == 4403
    except Exception as error:
        assert "400" in str(error), "the server itself may refuse the handshake"


@pytest.mark.parametrize(
    "cookie",
    ["", "sessionid=", "sessionid=nobody", "sessionid=a\u00e9b", "sessionid=%00", f"sessionid={'x' * 900}", "=;;="],
)
async def test_nobody_is_refused_after_accepting(shared_server: Server, cookie: str):
    headers = {"Cookie": cookie} if cookie else {}
    async with talking(shared_server, additional_headers=headers) as link:
        assert await close_code(link) == 4401


async def test_another_address_says_so(shared_server: Server):
    async with talking(shared_server, A, url=f"ws://127.0.0.1:{shared_server.port}/admin/x") as link:
        assert await close_code(link) == 4404


async def test_what_comes_after_the_close_is_ignored(shared_server: Server):
    async with talking(shared_server, A) as link:
        await link.send("nonsense")
        for _ in range(20):
            try:
                await say(link, **hello())
            except ConnectionClosed:
                break
        assert await close_code(link) == 4400


async def test_sockets_that_vanish_leave_nothing_behind(shared_server: Server):
    stream, epoch = await asyncio.to_thread(shared_server.board, A)
    for _ in range(5):
        async with talking(shared_server, A) as link:
            await say(link, **hello(**{stream: {"e": epoch, "q": 0}}))
            link.transport.abort()
    async with talking(shared_server, A) as link:
        await say(link, **hello(**{stream: {"e": epoch, "q": 0}}))
        await hear_of(link, "welcome")


async def test_a_liar_in_one_stream_does_not_disturb_the_other_reader(shared_server: Server):
    stream, epoch = await asyncio.to_thread(shared_server.board, f"{A},{B}")
    async with talking(shared_server, B) as good, talking(shared_server, A) as liar:
        for link in (good, liar):
            await say(link, **hello(**{stream: {"e": epoch, "q": 0}}))
            await hear_of(link, "welcome")
        await say(liar, t="rx", q={stream: 2**52, STREAM: 9})
        await asyncio.to_thread(shared_server.say, B, f"{A},{B}", "good")
        assert (await hear_of(good, "ev"))["q"] == (await hear_of(liar, "ev"))["q"] == 1
        assert await hears_nothing(good, 0.2)
