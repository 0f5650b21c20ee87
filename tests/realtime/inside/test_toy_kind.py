"""A toy kind of stream, added by nothing but the steps of site/realtime/README.md: "How to add a stream kind"."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import transaction
from django.template import Context, Template
from django.utils import timezone

from realtime import registry
from realtime.actions import append_event, recheck_stream
from realtime.queries import head_of
from realtime.registry import StreamKind, register_stream_kind, render_ids
from tests.realtime.inside.steps import READER
from tests.realtime.polling import Question, said
from tests.realtime.wires import Wire

GUESTBOOK = "toy-guestbook"
guests = {READER}


def may_read_guestbook(user: Any, key: str) -> bool:
    """Whoever is a guest; read afresh at every question."""
    return key == "hall" and getattr(user, "email", "") in guests


def sign_guestbook(*, entry_id: UUID, by: Any, now: datetime) -> int:
    """An action: the event first, in its transaction, then the object (which the toy does without)."""
    with transaction.atomic():
        return append_event(
            kind=GUESTBOOK, key="hall", event="signed", object_id=entry_id, data={"page": 3}, by=by, now=now
        )


@pytest.fixture(autouse=True)
def _registered(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    """What the app's `AppConfig.ready()` does."""
    settings.REALTIME = {"control_poll": 0.01, "poll_alone": 0.02}
    monkeypatch.setattr(registry, "_kinds", dict(registry._kinds))
    register_stream_kind(StreamKind(name=GUESTBOOK, may_read=may_read_guestbook, render=render_ids))


async def test_the_toy_kind_is_live(session: str, django_user_model: Any):
    head, entry = head_of(GUESTBOOK, "hall"), uuid4()
    attributes = Template("{% load live %}{% stream_attrs stream %}").render(Context({"stream": head}))
    assert f'data-stream="{head.public_id}"' in attributes
    stream = str(head.public_id)
    async with Wire(session) as wire:
        wire.say(t="hello", v=1, subs={stream: {"e": head.epoch, "q": head.seq}})
        await wire.hear("welcome")
        sign_guestbook(entry_id=entry, by=django_user_model.objects.get(), now=timezone.now())
        event = {"t": "ev", "s": stream, "q": 1, "k": "signed", "d": {"id": str(entry), "page": 3}}
        assert await wire.hear("ev") == event
        assert said(await Question(stream, "after=0", session).ask())["events"] == [event]


async def test_who_is_no_guest_any_more_hears_nothing(session: str, monkeypatch: pytest.MonkeyPatch):
    head = head_of(GUESTBOOK, "hall")
    stream = str(head.public_id)
    async with Wire(session) as wire:
        wire.say(t="hello", v=1, subs={stream: {"e": head.epoch, "q": head.seq}})
        await wire.hear("welcome")
        monkeypatch.setattr("tests.realtime.inside.test_toy_kind.guests", set())
        recheck_stream(kind=GUESTBOOK, key="hall", by=None, now=timezone.now())
        assert (await wire.hear("denied"))["s"] == stream
        assert (await Question(stream, "", session).ask()).status_code == 404
