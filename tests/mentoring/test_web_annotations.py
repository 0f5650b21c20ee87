"""Boxes, pins carried to the next version, and the export as W3C Web Annotations."""

import doctest
import json
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from common.errors import Conflict, InvalidInput
from mentoring import web_annotations
from mentoring.actions import add_version, reopen, resolve
from mentoring.models import Annotation
from mentoring.queries import Choice, open_sketch, threads_of
from tests.factories.common import picture
from tests.factories.mentoring import NOW, make_mentor, make_pin, make_sketch, page_of
from tests.mentoring.test_session_pages import text

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)


def next_version(sketch):
    return add_version(sketch=sketch, upload=picture(), caption="六人で渡す", by=sketch.created_by, now=LATER)


def test_worked_examples():
    assert doctest.testmod(web_annotations).failed == 0


def test_a_box_keeps_its_place():
    sketch = make_sketch()
    pin = make_pin(sketch, x=0.7, y=0.1, width=0.3, height=0.25)
    assert (pin.x, pin.y, pin.width, pin.height) == (0.7, 0.1, 0.3, 0.25)


@pytest.mark.parametrize(
    "box",
    [
        (0.5, 0.5, 0.6, 0.1),
        (0.5, 0.5, 0.1, 0.6),
        (0.5, 0.5, 0.1, 0),
        (0.5, 0.5, -0.1, 0.1),
        (0.5, 0.5, float("nan"), 1),
    ],
)
def test_a_box_beside_the_drawing_is_refused(box):
    x, y, width, height = box
    with pytest.raises(InvalidInput) as caught:
        make_pin(make_sketch(), x=x, y=y, width=width, height=height)
    assert list(caught.value.fields) == ["width"]


def test_the_database_refuses_a_box_beside_the_drawing():
    pin = make_pin(make_sketch())
    for values in ({"width": 0.9, "height": 0.1}, {"width": 0.1, "height": 0}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Annotation.objects.filter(pk=pin.pk).update(**values)


def test_the_same_key_with_another_box_is_a_conflict():
    sketch = make_sketch()
    pin = make_pin(sketch, width=0.1, height=0.1)
    with pytest.raises(Conflict):
        make_pin(sketch, client_id=pin.client_id)


def test_what_waits_is_carried_to_the_next_version_with_its_old_place():
    sketch = make_sketch()
    waiting, settled = make_pin(sketch, x=0.2, y=0.3), make_pin(sketch)
    resolve(annotation=settled, by=sketch.created_by, now=NOW)
    next_version(sketch)
    own = make_pin(sketch, page=page_of(sketch, 2))
    table = open_sketch(sketch)
    assert [(thread.pin, thread.from_version) for thread in table.threads] == [(waiting, 1), (own, 2)]
    assert (table.total, table.open_count) == (2, 2)
    assert (table.threads[0].pin.x, table.threads[0].pin.y) == (0.2, 0.3)
    assert {thread.pin for thread in open_sketch(sketch, 1).threads} == {waiting, settled}


def test_a_carried_pin_that_is_settled_stays_on_the_version_it_was_settled_on():
    sketch = make_sketch()
    pin = make_pin(sketch)
    next_version(sketch)
    resolve(annotation=pin, by=sketch.created_by, now=LATER + timedelta(minutes=1))
    assert [thread.pin for thread in threads_of(page_of(sketch, 2))] == [pin]
    add_version(sketch=sketch, upload=picture(), caption="つぎ", by=sketch.created_by, now=LATER + timedelta(minutes=2))
    assert threads_of(page_of(sketch, 3)) == []
    reopen(annotation=pin, by=sketch.created_by, now=LATER + timedelta(minutes=3))
    assert [thread.pin for thread in threads_of(page_of(sketch, 3))] == [pin]


def test_a_page_with_one_and_with_many_pins_costs_the_same(django_assert_max_num_queries):
    sketch = make_sketch()
    make_pin(sketch, sticker="wecan")
    next_version(sketch)
    with django_assert_max_num_queries(8) as first:
        open_sketch(sketch)
    for _ in range(2):
        make_pin(sketch, sticker="wecan")
    with django_assert_max_num_queries(len(first.captured_queries)):
        assert len(open_sketch(sketch).threads) == 3


def test_only_the_asked_threads_come_and_all_are_counted():
    sketch = make_sketch()
    pins = [make_pin(sketch) for _ in range(3)]
    table = open_sketch(sketch, choice=Choice(ids=frozenset({pins[1].public_id})))
    assert ([thread.pin for thread in table.threads], table.total) == ([pins[1]], 3)


def test_a_long_list_shows_some_cards_and_every_pin(people, sketch):
    pins = [make_pin(sketch, body=f"ことば{number}") for number in range(23)]
    browser, address = people.browser("owner"), reverse("mentoring:sketch", args=[sketch.public_id])
    page = text(browser.get(address))
    assert (page.count('class="pin"'), page.count("data-card=")) == (23, 15)
    assert f"pin={pins[22].public_id}#t-{pins[22].public_id}" in page
    assert text(browser.get(address, {"pin": str(pins[22].public_id)})).count("data-card=") == 16
    assert text(browser.get(address, {"cards": "40"})).count("data-card=") == 23
    resolve(annotation=pins[0], by=sketch.created_by, now=NOW)
    settled = text(browser.get(address, {"show": "resolved"}))
    assert (settled.count("data-card="), "ことば0" in settled) == (1, True)


def test_pins_leave_as_web_annotations(people, sketch):
    make_pin(sketch, x=0.25, y=0.4, width=0.5, height=0.2, body="前例は？")
    answer = people.browser("mentor").get(reverse("mentoring:annotations", args=[sketch.public_id]))
    assert answer["Content-Type"].startswith("application/ld+json")
    page = json.loads(answer.content)
    (item,) = page["items"]
    assert (page["type"], item["target"]["selector"]["value"]) == ("AnnotationPage", "xywh=percent:25,40,50,20")
    assert item["target"]["source"].endswith("/page-1/")
    assert [body["value"] for body in item["body"]] == ["前例はある？", "前例は？"]


def test_the_page_shows_box_and_carried_pin_and_a_form_without_a_script(people, sketch):
    address = reverse("mentoring:pin", args=[sketch.public_id])
    fields = {"version": 1, "page": 1, "x": "10", "y": "20", "width": "30", "height": "40", "body": "ここ全体"}
    browser = people.browser("owner")
    assert browser.post(address, fields).status_code == 303
    assert browser.post(address, {**fields, "width": "95"}).status_code == 422
    next_version(sketch)
    page = text(browser.get(reverse("mentoring:sketch", args=[sketch.public_id])))
    assert 'x="10.000" y="20.000" width="30.000" height="40.000"' in page
    assert "第1版から引きつぎました" in page


@pytest.mark.parametrize(
    ("wish", "shown"),
    [
        ({}, (True, True)),
        ({"field": "ブランド"}, (True, False)),
        ({"area": "inside"}, (False, True)),
        ({"online": "1"}, (True, False)),
        ({"field": "ブランド", "area": "inside"}, (False, False)),
        ({"field": "'--"}, (False, False)),
    ],
)
def test_mentors_are_found_by_field_area_and_online(people, wish, shown):
    make_mentor(profile="生産現場のデジタル化", speciality=["自動化"], area="inside", is_remote=False)
    page = text(people.browser("anonymous").get(reverse("mentoring:mentors"), wish))
    assert ("マーケティングの実務家" in page, "生産現場のデジタル化" in page) == shown
    assert ("当てはまる相談役はいません" in page) == (shown == (False, False))
