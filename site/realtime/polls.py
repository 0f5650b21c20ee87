"""The same cursor without a socket: `GET /streams/<id>/events?after=<seq>&epoch=<epoch>&wait=<seconds>`.

Plain ASGI beside the socket: a Django view would hold a thread and a database connection for the whole wait. Here a
waiting reader costs neither: it stands on the hub's feed as a socket does, and is answered once.
"""

import asyncio
import contextlib
import json
import logging
from collections.abc import Coroutine
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from common.errors import HirobaError, LoginNeeded, NotFound
from common.maintenance import maintenance
from realtime import shutdown
from realtime.asking import Ask, Receive, Send, ask_in, error_answer, request_of, respond
from realtime.credit import Credit
from realtime.frames import CloseCode, cannot_resume
from realtime.hub import Feed, Hub, frame_of, hub_of_this_loop
from realtime.limits import limits
from realtime.models import Stream
from realtime.queries import events_after, heads_of
from realtime.ring import Frame
from realtime.sessions import reader_of
from realtime.sockets import Subscription
from realtime.threads import in_database
from realtime.turnstile import turnstile

logger = logging.getLogger(__name__)


class Unavailable(HirobaError):
    """The server is restarting, or the database does not answer: nothing is lost, ask again."""

    status = HTTPStatus.SERVICE_UNAVAILABLE
    default = _("The server cannot answer just now. Nothing is lost; it is asked again in a moment.")


class Poll:
    """To the hub a socket like any other; whatever is posted to it only says: look at the feed now."""

    def __init__(self, session_key: str) -> None:
        self.session_key = session_key
        self.person: UUID | None = None
        self.subscriptions: dict[str, Subscription] = {}
        self.credit = Credit(limits().unconfirmed_events, limits().unconfirmed_bytes)
        self.is_closing = False
        self.code = 0
        self.woken = asyncio.Event()

    has_room = True  # an answer is read or it is not

    def post(self, _text: str, _raw: bytes = b"") -> None:
        """Something came; the answer is composed from the feed."""
        self.woken.set()

    def hold_back(self, _stream: str, _head: int) -> None:
        """The feed has more than the reader's credit: the same."""
        self.woken.set()

    def close(self, code: int) -> None:
        """The reader is sent away: the server ends, or the login or the right did."""
        self.is_closing, self.code = True, code
        self.woken.set()


@dataclass(frozen=True)
class _Found:
    """What the database says at the beginning: who asks, the stream as it stands, and what follows `after`."""

    person: UUID | None
    stream: Stream
    frames: list[Frame]


async def long_poll(scope: dict[str, Any], receive: Receive, send: Send) -> None:
    """Answer one GET: what is new now, or as soon as there is something, or nothing after `wait` seconds."""
    request = request_of(scope)
    try:
        text = await _until_gone(_answer(ask_in(request)), receive)
    except HirobaError as error:
        await respond(send, error_answer(request, error))
        return
    if text is not None:
        await respond(send, HttpResponse(text, content_type="application/json"))


async def _until_gone(answering: Coroutine[Any, Any, str], receive: Receive) -> str | None:
    """The answer; None when the reader hangs up first, and then nobody waits on."""
    work = asyncio.create_task(answering)
    gone = asyncio.create_task(_hung_up(receive))
    try:
        await asyncio.wait([work, gone], return_when=asyncio.FIRST_COMPLETED)
        return await work if work.done() else None
    finally:
        for task in (work, gone):
            task.cancel()
        await asyncio.gather(work, gone, return_exceptions=True)


async def _hung_up(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _answer(ask: Ask) -> str:
    if maintenance() is not None:
        raise Unavailable
    try:
        turnstile.ask(ask.session_key, ask.address)
        if ask.wait:
            return await _answer_in_time(ask)
        found = await in_database(_look, ask)
        _note(ask, found)
        return _text(ask, found.stream.epoch, found.stream.last_seq, found.frames)
    except (HirobaError, asyncio.CancelledError):
        raise
    except Exception as error:
        logger.warning("answering a poll failed (%s: %s); it is asked again", type(error).__name__, error)
        raise Unavailable from error


async def _answer_in_time(ask: Ask) -> str:
    """Among the hub's listeners from the first look on, so that an end of access meets the poll wherever it stands."""
    hub, poll = hub_of_this_loop(), Poll(ask.session_key)
    hub.join(poll)
    if shutdown.is_draining():
        poll.close(CloseCode.RESTART)
    try:
        found = await hub.control.read_rights(_look, ask)
        _note(ask, found)
        poll.person, stream = found.person, found.stream
        if found.frames or _is_lost(ask, stream.epoch, stream.last_seq):
            return _text(ask, stream.epoch, stream.last_seq, found.frames)
        with turnstile.wait(str(found.person or ask.address)):
            return await _wait(ask, hub, poll, stream)
    finally:
        hub.leave(poll)


def _note(ask: Ask, found: _Found) -> None:
    if found.person is not None:
        turnstile.know(ask.session_key)


def _look(ask: Ask) -> _Found:
    """Who asks, whether they may, and what is there already. Runs in a database thread."""
    user, stream = reader_of(ask.session_key, ask.stream)
    if stream is None:
        raise LoginNeeded if user is None else NotFound
    frames: list[Frame] = []
    if stream.last_seq > ask.after and not _is_lost(ask, stream.epoch, stream.last_seq):
        frames = [frame_of(str(stream.public_id), event) for event in events_after(stream, ask.after, limits().ring)]
    return _Found(user.public_id if user else None, stream, frames)


async def _wait(ask: Ask, hub: Hub, poll: Poll, stream: Stream) -> str:
    """Join the feed first, read the head afterwards: what is written in between reaches the feed, not nobody."""
    subscription = hub.subscribe(poll, stream, ask.after)
    subscription.is_live = True
    hub.compare(await in_database(heads_of, [subscription.stream]))
    feed = hub.feeds.get(subscription.stream)
    if feed is None:
        raise NotFound  # denied meanwhile
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(ask.wait):
            await _until_news(ask, poll, feed)
    return await _from_feed(ask, feed)


async def _until_news(ask: Ask, poll: Poll, feed: Feed) -> None:
    """Return when the feed has something for the reader; raise when the reader is sent away."""
    while True:
        poll.woken.clear()
        if poll.is_closing:
            raise LoginNeeded if poll.code == CloseCode.LOGIN else Unavailable
        if feed.stream not in poll.subscriptions:
            raise NotFound
        if feed.have > ask.after or _is_lost(ask, feed.epoch, feed.have):
            return
        await poll.woken.wait()


async def _from_feed(ask: Ask, feed: Feed) -> str:
    frames: list[Frame] = []
    if feed.have > ask.after and not _is_lost(ask, feed.epoch, feed.have):
        ready = feed.ring.after(ask.after, limits().ring)
        if ready is None:
            events = await in_database(events_after, feed.row, ask.after, limits().ring)
            ready = [frame_of(feed.stream, event) for event in events]
        frames = ready
    return _text(ask, feed.epoch, feed.have, frames)


def _is_lost(ask: Ask, epoch: str, head: int) -> bool:
    return cannot_resume(epoch if ask.epoch is None else ask.epoch, ask.after, epoch, head)


def _text(ask: Ask, epoch: str, head: int, frames: list[Frame]) -> str:
    """The answer; its events are the frames of the socket.

    A range that the database does not hold (after a restore) is a reset too: asked again it would not be there either.
    """
    follows = bool(frames) and frames[0].seq == ask.after + 1
    if follows:
        head = max(head, frames[-1].seq)
    reset = _is_lost(ask, epoch, head) or (head > ask.after and not follows)
    start = json.dumps({"epoch": epoch, "head": head, "reset": reset}, separators=(",", ":"))
    events = "" if reset else ",".join(frame.text for frame in frames)
    return f'{start[:-1]},"events":[{events}]}}'
