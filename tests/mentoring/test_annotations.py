"""Pins, answers, states."""

from dataclasses import replace
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from common.errors import Conflict, InvalidInput
from mentoring.actions import annotations, move_annotation, reopen, reply, resolve
from mentoring.enums import ANNOTATION_MOVES, AnnotationState
from mentoring.models import Annotation, AnnotationComment
from mentoring.queries import threads_of
from realtime.models import Stream, StreamEvent
from tests.factories.accounts import UserFactory
from tests.factories.mentoring import NOW, make_pin, make_sketch

pytestmark = pytest.mark.django_db


def answer(pin, **data):
    values = {"body": "いまは代表の私です。", "client_id": uuid4(), "by": pin.author, "now": NOW, **data}
    return reply(annotation=pin, **values)


def kinds(sketch):
    rows = StreamEvent.objects.filter(stream__kind="sketch", stream__key=sketch.stream_key).order_by("seq")
    return [event.kind for event in rows]


def test_pins_are_numbered_through_the_sketch():
    sketch = make_sketch()
    assert [make_pin(sketch).number for _ in range(3)] == [1, 2, 3]
    assert kinds(sketch) == ["version_added", "pinned", "pinned", "pinned"]


def test_an_event_holds_ids_and_no_words():
    sketch = make_sketch()
    pin = make_pin(sketch, body="ひみつの言葉")
    event = StreamEvent.objects.get(kind="pinned")
    assert (event.object_id, event.data, event.actor) == (pin.public_id, {}, pin.author)


def test_the_same_key_is_one_pin_and_takes_no_number():
    sketch, key = make_sketch(), uuid4()
    first = make_pin(sketch, client_id=key)
    head = Stream.objects.at("sketch", sketch.stream_key).last_seq
    assert make_pin(sketch, client_id=key) == first
    assert Stream.objects.at("sketch", sketch.stream_key).last_seq == head
    assert (Annotation.objects.count(), AnnotationComment.objects.count()) == (1, 1)


@pytest.mark.parametrize("other", [{"body": "べつ"}, {"x": 0.1}, {"y": 0.1}, {"sticker": "wecan"}])
def test_the_same_key_with_another_content_is_a_conflict(other):
    sketch, key = make_sketch(), uuid4()
    make_pin(sketch, client_id=key)
    with pytest.raises(Conflict):
        make_pin(sketch, client_id=key, **other)
    assert AnnotationComment.objects.get().body == "前例はありますか。"


def test_twin_without_the_key_in_the_row_a_doubled_request_sets_two_pins(monkeypatch):
    insert = annotations._insert_pin
    monkeypatch.setattr(annotations, "_insert_pin", lambda mark, *rest: insert(replace(mark, client_id=uuid4()), *rest))
    sketch, key = make_sketch(), uuid4()
    make_pin(sketch, client_id=key)
    make_pin(sketch, client_id=key)
    assert Annotation.objects.count() == 2


def test_two_people_may_use_the_same_key():
    sketch, key = make_sketch(), uuid4()
    make_pin(sketch, client_id=key)
    make_pin(sketch, UserFactory(), client_id=key)
    assert Annotation.objects.count() == 2


@pytest.mark.parametrize(("x", "y"), [(-0.01, 0.5), (0.5, 1.01), (float("nan"), 0.5), (float("inf"), 0.5)])
def test_a_point_beside_the_drawing_is_refused(x, y):
    sketch = make_sketch()
    with pytest.raises(InvalidInput) as caught:
        make_pin(sketch, x=x, y=y)
    assert list(caught.value.fields) == ["x"]
    assert kinds(sketch) == ["version_added"]


@pytest.mark.parametrize("values", [{"x": 1.5}, {"y": -0.1}, {"sticker": "heart"}])
def test_the_database_refuses_it_too(values):
    pin = make_pin(make_sketch())
    with pytest.raises(IntegrityError), transaction.atomic():
        Annotation.objects.filter(pk=pin.pk).update(**values)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"sticker": "", "body": ""}, "body"),
        ({"sticker": "", "body": " \n　"}, "body"),
        ({"body": "あ" * 1001}, "body"),
        ({"body": "\x00"}, "body"),
        ({"body": "\ud800"}, "body"),
        ({"sticker": "heart"}, "sticker"),
    ],
)
def test_what_cannot_be_kept_is_refused_with_a_sentence(values, field):
    sketch = make_sketch()
    with pytest.raises(InvalidInput) as caught:
        make_pin(sketch, **values)
    assert list(caught.value.fields) == [field]
    assert Annotation.objects.count() == 0


def test_a_sticker_needs_no_words():
    pin = make_pin(make_sketch(), body="")
    assert pin.comments.get().body == ""


def test_words_need_no_sticker_and_keep_their_lines():
    pin = make_pin(make_sketch(), sticker="", body=" 髙﨑𠮷\r\n二行目 ")
    assert pin.comments.get().body == "髙﨑𠮷\n二行目"


def test_an_answer_is_kept_once():
    pin, key = make_pin(make_sketch()), uuid4()
    first = answer(pin, client_id=key)
    assert answer(pin, client_id=key) == first
    with pytest.raises(Conflict):
        answer(pin, client_id=key, body="べつ")
    assert kinds(pin.sketch) == ["version_added", "pinned", "commented"]


def test_an_answer_needs_words():
    pin = make_pin(make_sketch())
    with pytest.raises(InvalidInput):
        answer(pin, body=" ")
    assert kinds(pin.sketch) == ["version_added", "pinned"]


def test_settling_and_taking_up_again_is_told_once():
    pin = make_pin(make_sketch())
    settled = resolve(annotation=pin, by=pin.author, now=NOW)
    again = resolve(annotation=pin, by=UserFactory(), now=NOW)
    assert (settled.state, settled.rev, again.rev, again.state_changed_by) == ("resolved", 1, 1, pin.author)
    answer(pin)
    assert Annotation.objects.get().state == AnnotationState.RESOLVED
    reopen(annotation=pin, by=pin.author, now=NOW)
    assert kinds(pin.sketch) == ["version_added", "pinned", "resolved", "commented", "resolved"]


@pytest.mark.parametrize("before", AnnotationState.values)
@pytest.mark.parametrize("to", [*AnnotationState.values, "gone"])
def test_every_move_of_a_pin(before, to):
    pin = make_pin(make_sketch())
    Annotation.objects.filter(pk=pin.pk).update(state=before)
    if to in ANNOTATION_MOVES[before] or to == before:
        assert move_annotation(annotation=pin, to=to, by=pin.author, now=NOW).state == to
    else:
        with pytest.raises(InvalidInput):
            move_annotation(annotation=pin, to=to, by=pin.author, now=NOW)
        assert Annotation.objects.get().state == before


def test_threads_show_what_waits_first(django_assert_num_queries):
    sketch = make_sketch()
    pins = [make_pin(sketch) for _ in range(3)]
    resolve(annotation=pins[0], by=pins[0].author, now=NOW)
    answer(pins[1], body="一")
    answer(pins[1], body="二")
    with django_assert_num_queries(3):
        threads = threads_of(pins[0].page)
    assert [thread.pin.number for thread in threads] == [2, 3, 1]
    assert [comment.body for comment in threads[0].replies] == ["一", "二"]
    assert [t.pin for t in threads_of(pins[0].page, [pins[2].public_id])] == [pins[2]]
