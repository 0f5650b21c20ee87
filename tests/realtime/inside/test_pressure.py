"""Readers that do not read: held back by word and by transport, given up in the end; from inside, without a network."""

import asyncio
from collections.abc import Callable
from functools import partial
from typing import Any
from unittest.mock import Mock

import pytest

from realtime import sockets
from realtime.frames import CloseCode
from realtime.ring import Frame
from realtime.sockets import Socket, Subscription
from realtime.transports import Link, link_to, server_frame

STREAM = "11111111-1111-4111-8111-111111111111"
SOON = {"stall": 0.15, "stall_look": 0.02, "unconfirmed_events": 5}


class FakeLink(Link):
    """A transport whose state a test sets."""

    is_direct = True

    def __init__(self) -> None:
        super().__init__()
        self.written: list[bytes] = []
        self.bytes_held = 0
        self.is_aborted = False

    def write(self, raw: bytes) -> None:
        self.written.append(raw)

    def held(self) -> int:
        return self.bytes_held

    def abort(self) -> None:
        self.is_aborted = True

    def fill(self, size: int) -> None:
        self.bytes_held = size
        self._change(size > 0)


@pytest.fixture
def link(monkeypatch: pytest.MonkeyPatch, settings: Any) -> FakeLink:
    settings.REALTIME = SOON
    made = FakeLink()
    monkeypatch.setattr(sockets, "link_to", lambda send: made)
    return made


def reader(sent: list[dict[str, Any]] | None = None) -> tuple[Socket, Subscription]:
    """A live reader; what goes through ASGI is in `sent`."""

    async def send(message: dict[str, Any]) -> None:
        if sent is not None:
            sent.append(message)

    socket = Socket(send, "", None)
    place = socket.subscriptions[STREAM] = Subscription(socket, STREAM, 0)
    place.is_live = True
    return socket, place


def frame(seq: int) -> Frame:
    return Frame(seq, f"event {seq}", 7, b"raw %d" % seq)


def confirms(socket: Socket, seq: int) -> None:
    socket.credit.confirm(STREAM, seq)


async def test_frames_go_straight_into_a_known_transport(link: FakeLink):
    socket, place = reader()
    place.push([frame(1), frame(2)])
    socket.post("text")
    assert link.written == [b"raw 1", b"raw 2", server_frame(b"text")]


async def test_a_full_transport_passes_the_reader_by_until_it_is_empty(link: FakeLink):
    _socket, place = reader()
    link.fill(70_000)
    place.push([frame(1)])
    place.push([frame(2)])
    assert (link.written, place.is_live) == ([], False)
    link.fill(0)
    assert link.written == [server_frame(b'{"t":"hb","heads":{"%s":2}}' % STREAM.encode())]


async def test_a_transport_that_fills_in_the_middle_of_a_batch_stops_it(link: FakeLink, monkeypatch: Any):
    _socket, place = reader()
    monkeypatch.setattr(link, "write", lambda raw: link.fill(70_000))
    place.push([frame(1), frame(2)])
    assert (place.last, place.is_live) == (1, False)


async def test_what_is_said_to_a_full_transport_waits_in_order(link: FakeLink):
    socket, _place = reader()
    writing = asyncio.create_task(socket.write())
    link.fill(70_000)
    socket.post("one")
    socket.post("two")
    await asyncio.sleep(0.02)
    assert link.written == []
    link.fill(0)
    socket.post("three")
    await asyncio.sleep(0.02)
    assert link.written == [server_frame(text) for text in (b"one", b"two", b"three")]
    writing.cancel()


async def test_a_transport_that_does_not_move_is_cut(link: FakeLink):
    socket, _place = reader()
    link.fill(70_000)
    await asyncio.sleep(0.3)
    assert (link.is_aborted, socket.is_closing) == (True, True)


async def test_a_slow_transport_that_moves_is_waited_for(link: FakeLink):
    socket, _place = reader()
    for size in range(70_000, 60_000, -1_000):
        link.fill(size)
        await asyncio.sleep(0.04)
    assert (link.is_aborted, socket.is_closing) == (False, False)
    socket.stop()


async def test_a_liars_word_does_not_count_while_its_transport_is_full(link: FakeLink):
    socket, place = reader()
    place.push([frame(seq) for seq in range(1, 6)])
    link.fill(70_000)
    for seq in range(1, 10):
        confirms(socket, seq)
        await asyncio.sleep(0.03)
    assert link.is_aborted


async def test_who_confirms_nothing_is_closed_with_a_code(link: FakeLink):
    sent: list[dict[str, Any]] = []
    socket, place = reader(sent)
    writing = asyncio.create_task(socket.write())
    place.push([frame(seq) for seq in range(1, 8)])
    assert place.last == 5
    await asyncio.wait_for(writing, 1)
    assert sent == [{"type": "websocket.close", "code": CloseCode.BEHIND}]
    assert not link.is_aborted


async def test_who_confirms_now_and_then_stays(link: FakeLink):
    socket, place = reader()
    place.push([frame(seq) for seq in range(1, 8)])
    for seq in range(1, 5):
        await asyncio.sleep(0.08)
        confirms(socket, seq)
    assert not socket.is_closing
    socket.stop()


async def is_given_up(link: FakeLink, answer: Callable[[Socket, Subscription], None]) -> bool:
    """Whether a reader is closed whose transport was full once, and who then did `answer`."""
    socket, place = reader()
    link.fill(70_000)
    place.push([frame(1)])
    link.fill(0)
    answer(socket, place)
    await asyncio.sleep(0.3)
    socket.stop()
    return socket.is_closing


async def test_who_was_told_a_head_and_does_not_ask_is_closed(link: FakeLink):
    assert await is_given_up(link, lambda socket, place: None)


async def test_who_was_told_a_head_and_asks_stays(link: FakeLink):
    assert not await is_given_up(link, lambda socket, place: place.rewind(0))


async def test_twin_whoever_is_not_remembered_as_held_back_sits_there_for_ever(link: FakeLink):
    assert not await is_given_up(link, lambda socket, place: socket.credit.held.clear())


async def test_nobody_is_watched_who_keeps_up(link: FakeLink):
    socket, place = reader()
    place.push([frame(seq) for seq in range(1, 6)])
    await asyncio.sleep(0.3)
    assert not socket.is_closing


async def test_closing_a_full_transport_cuts_it(link: FakeLink):
    socket, _place = reader()
    link.fill(70_000)
    socket.close(CloseCode.LOGIN)
    assert link.is_aborted


async def test_twin_without_the_transports_word_a_liar_is_sent_everything(link: FakeLink, monkeypatch: Any):
    monkeypatch.setattr(link, "_change", lambda is_paused: None)
    socket, place = reader()
    link.fill(70_000)
    for seq in range(1, 100):
        place.push([frame(seq)])
        confirms(socket, seq)
    assert len(link.written) == 99


@pytest.mark.parametrize("size", [0, 1, 125, 126, 127, 65_535, 65_536, 100_000])
def test_a_frame_of_ours_is_what_the_standard_says(size: int):
    from websockets.frames import Frame as Standard
    from websockets.frames import Opcode

    payload = b"x" * size
    assert server_frame(payload) == Standard(Opcode.TEXT, payload).serialize(mask=False)


def test_a_transport_that_nobody_knows_is_left_alone(caplog: pytest.LogCaptureFixture):
    class Changed:
        """A protocol whose parts have other names by now."""

        def sendData(self, raw: bytes) -> None:  # noqa: N802
            """As before."""

    for send in (Mock(), partial(print, 1), partial(print, Changed())):
        link = link_to(send)  # type: ignore[arg-type]
        assert (type(link), link.is_direct, link.is_paused, link.held()) == (Link, False, False, 0)
        link.abort()
    assert "not as we know it" in caplog.text
