"""The long poll, seen from inside: what is there at once, what is waited for, how waiting ends."""

import asyncio
from typing import Any
from unittest.mock import Mock
from uuid import uuid4

import pytest

from realtime import polls
from realtime.actions import start_new_epochs
from realtime.frames import CloseCode
from realtime.hub import hub_of_this_loop
from realtime.models import StreamEvent
from realtime.queries import LiveStream, head_of
from realtime.turnstile import turnstile
from tests.realtime.apps import BOARD
from tests.realtime.inside.steps import READER, poke, until, write
from tests.realtime.polling import Question, said

NOTHING = {"head": 0, "reset": False, "events": []}


def waiting(board: LiveStream, session: str, query: str = "after=0&wait=20") -> tuple[Question, "asyncio.Task[Any]"]:
    question = Question(board.public_id, query, session)
    return question, asyncio.create_task(question.ask())


async def waits(count: int = 1) -> None:
    await until(lambda: sum(len(feed.readers) for feed in hub_of_this_loop().feeds.values()) == count)


async def test_what_is_there_comes_at_once(session: str, board: LiveStream):
    write(), write()
    answer = await Question(board.public_id, f"after=1&epoch={board.epoch}&wait=20", session).ask()
    found = said(answer)
    assert (answer.status_code, answer["Cache-Control"]) == (200, "no-store")
    assert (found["epoch"], found["head"], found["reset"]) == (board.epoch, 2, False)
    assert [(event["q"], event["k"]) for event in found["events"]] == [(2, "said")]


async def test_without_waiting_nothing_is_an_answer(session: str, board: LiveStream):
    assert said(await Question(board.public_id, "", session).ask()) == {"epoch": board.epoch, **NOTHING}


async def test_who_waits_is_answered_when_something_comes(session: str, board: LiveStream):
    _, task = waiting(board, session)
    await waits()
    poke(board, write())
    assert [event["q"] for event in said(await task)["events"]] == [1]
    assert hub_of_this_loop().sockets == set()


async def test_after_the_wait_nothing_is_an_answer(session: str, board: LiveStream, settings: Any):
    settings.REALTIME = {"poll_wait": 0.05}
    assert said(await waiting(board, session)[1]) == {"epoch": board.epoch, **NOTHING}


async def test_what_is_written_while_the_poll_joins_is_not_missed(
    session: str, board: LiveStream, monkeypatch: pytest.MonkeyPatch
):
    """Between the first look and the joining nobody pokes the hub for this stream: the head read afterwards tells."""
    real = polls.heads_of

    def heads(streams: list[str]) -> Any:
        write()
        return real(streams)

    monkeypatch.setattr(polls, "heads_of", heads)
    assert [event["q"] for event in said(await waiting(board, session)[1])["events"]] == [1]


async def test_twin_without_reading_the_head_after_joining_it_is_missed(
    session: str, board: LiveStream, monkeypatch: pytest.MonkeyPatch, settings: Any
):
    settings.REALTIME = {"poll_wait": 0.2}
    monkeypatch.setattr(polls, "heads_of", lambda _streams: write() and {})
    assert said(await waiting(board, session)[1])["events"] == []


@pytest.mark.parametrize("query", ["after=0&epoch=old&wait=20", "after=9&wait=20"])
async def test_another_epoch_or_a_reader_ahead_is_reset_at_once(session: str, board: LiveStream, query: str):
    write()
    assert said(await Question(board.public_id, query, session).ask()) == {
        "epoch": board.epoch, "head": 1, "reset": True, "events": [],
    }  # fmt: skip


async def test_too_far_behind_is_reset(session: str, board: LiveStream, settings: Any):
    settings.REALTIME = {"ring": 2}
    write(), write(), write()
    assert said(await Question(board.public_id, "after=0", session).ask())["reset"] is True
    assert len(said(await Question(board.public_id, "after=1", session).ask())["events"]) == 2


async def test_a_range_the_database_does_not_hold_is_a_reset(session: str, board: LiveStream):
    write()
    StreamEvent.objects.all().delete()
    assert said(await Question(board.public_id, "after=0&wait=20", session).ask())["reset"] is True


async def test_a_restore_answers_who_waits(session: str, board: LiveStream, settings: Any):
    settings.REALTIME = {"poll_alone": 0.02}
    _, task = waiting(board, session, f"after=0&epoch={board.epoch}&wait=20")
    await waits()
    start_new_epochs()
    found = said(await task)
    assert (found["reset"], found["epoch"]) == (True, head_of(BOARD, READER).epoch)


async def test_what_left_the_ring_is_read_again(session: str, board: LiveStream):
    thing = uuid4()
    _, task = waiting(board, session)
    await waits()
    write(thing)
    StreamEvent.objects.filter(seq=1).update(data={"now": "a tombstone"})
    poke(board, write(thing))
    assert [event["d"].get("now") for event in said(await task)["events"]] == ["a tombstone", None]


async def test_who_hangs_up_leaves_nothing_behind(session: str, board: LiveStream):
    question, task = waiting(board, session)
    await waits()
    question.hang_up()
    await task
    assert (question.sent, hub_of_this_loop().sockets, hub_of_this_loop().feeds) == ([], set(), {})
    assert turnstile._waiting.total() == 0


@pytest.mark.parametrize(("code", "status"), [(CloseCode.RESTART, 503), (CloseCode.LOGIN, 401)])
async def test_who_is_sent_away_is_told_why(session: str, board: LiveStream, code: int, status: int):
    _, task = waiting(board, session)
    await waits()
    hub_of_this_loop().close_all(code)
    assert (await task).status_code == status


async def test_a_right_that_ends_while_waiting_answers_like_a_missing_stream(session: str, board: LiveStream):
    _, task = waiting(board, session)
    await waits()
    (poll,) = hub_of_this_loop().sockets
    hub_of_this_loop().unsubscribe(next(iter(poll.subscriptions.values())))
    poll.post("")
    missing = await Question(uuid4(), "wait=20", session).ask()
    answer = await task
    assert (answer.status_code, answer.content) == (404, missing.content)


async def test_one_person_has_so_many_places(session: str, board: LiveStream, settings: Any):
    settings.REALTIME = {"polls_per_person": 1}
    question, task = waiting(board, session)
    await waits()
    refused = await Question(board.public_id, "wait=20", session).ask()
    assert (refused.status_code, said(refused)["error"]) == (429, "TooMany")
    question.hang_up()
    await task


async def test_who_asks_without_pause_is_slowed_down(session: str, board: LiveStream, settings: Any):
    settings.REALTIME = {"poll_rate": (0.1, 2)}
    turnstile._buckets.clear()
    answers = [await Question(board.public_id, "", session).ask() for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    turnstile._buckets.clear()


async def test_a_database_that_fails_is_asked_again(
    session: str, board: LiveStream, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    monkeypatch.setattr(polls, "reader_of", Mock(side_effect=OSError("no database")))
    answer = await Question(board.public_id, "", session, language="en").ask()
    assert (answer.status_code, said(answer)["sentence"][:17]) == (503, "The server cannot")
    assert "no database" in caplog.text


async def test_missing_foreign_and_not_logged_in_tell_nothing(session: str, board: LiveStream):
    foreign = head_of(BOARD, "somebody.else@example.jp").public_id
    answers = [await Question(stream, "wait=20", session).ask() for stream in (foreign, uuid4())]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert answers[0].content == answers[1].content
    answers = [await Question(stream, "wait=20").ask() for stream in (board.public_id, foreign, uuid4())]
    assert [answer.status_code for answer in answers] == [401] * 3
    assert len({answer.content for answer in answers}) == 1


async def test_a_sentence_is_in_the_readers_language(session: str):
    japanese, english = [await Question(uuid4(), "", session, language=code).ask() for code in ("ja", "en")]
    assert said(english)["sentence"] == "There is no such page, or you do not have access to it."
    assert said(japanese)["sentence"] != said(english)["sentence"]


@pytest.mark.parametrize("after", ["-1", "x", "1.5", "", "%EF%BC%99", "9" * 16, "1e3"])
@pytest.mark.parametrize("name", ["after", "wait"])
async def test_a_wrong_number_gets_a_sentence(session: str, board: LiveStream, name: str, after: str):
    answer = await Question(board.public_id, f"{name}={after}", session).ask()
    assert (answer.status_code, said(answer)["fields"].keys()) == (422, {name})


@pytest.mark.parametrize(
    ("more", "status"), [({"method": "POST"}, 405), ({"host": "evil.example"}, 400), ({"query": "after=1&x=%ff"}, 400)]
)
async def test_other_requests_are_refused(session: str, board: LiveStream, more: dict[str, str], status: int):
    answer = await Question(board.public_id, **{"query": "", "session": session, **more}).ask()
    assert answer.status_code == status
    assert answer.get("Allow") == ("GET" if status == 405 else None)
