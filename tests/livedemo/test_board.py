"""The board: one note however often it is sent, changes with their numbers, and nothing left of what was taken down."""

from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from common.errors import Closed, Conflict, InvalidInput, StaleWrite
from hiroba.livedemo.actions import edit_note, post_note, remove_note
from hiroba.livedemo.models import BODY_LENGTH, Note
from hiroba.livedemo.queries import STREAM_KEY, STREAM_KIND, changes_after
from hiroba.livedemo.streams import may_read_board
from realtime.models import StreamEvent
from realtime.queries import head_of
from tests.factories.accounts import UserFactory

JSON = {"HTTP_ACCEPT": "application/json"}


@pytest.fixture
def staff(db):
    return UserFactory(is_staff=True)


@pytest.fixture
def browser(client, staff):
    client.force_login(staff)
    return client


def posted(by, body="ひとこと", client_id=None):
    return post_note(body=body, client_id=client_id or uuid4(), by=by, now=timezone.now())


def test_one_key_makes_one_note(staff):
    key = uuid4()
    first, again = posted(staff, client_id=key), posted(staff, client_id=key)
    assert (first.created, again.created, first.note) == (True, False, again.note)
    assert (Note.objects.count(), StreamEvent.objects.count(), head_of(STREAM_KIND, STREAM_KEY).seq) == (1, 1, 1)


def test_the_same_key_with_another_text_is_refused_also_after_an_edit(staff):
    key = uuid4()
    note = posted(staff, "一", key).note
    edit_note(note=note, body="二", rev=0, by=staff, now=timezone.now())
    assert posted(staff, "一", key).created is False
    with pytest.raises(Conflict):
        posted(staff, "二", key)


@pytest.mark.parametrize("body", ["", " \n", "a" * (BODY_LENGTH + 1), "a\x07"])
def test_a_text_that_cannot_be_kept(staff, body):
    with pytest.raises(InvalidInput):
        posted(staff, body)
    assert StreamEvent.objects.count() == 0


def test_a_change_and_a_removal_are_events_and_the_text_is_gone(staff):
    note = posted(staff).note
    edit_note(note=note, body="二", rev=0, by=staff, now=timezone.now())
    with pytest.raises(StaleWrite):
        edit_note(note=note, body="三", rev=0, by=staff, now=timezone.now())
    for _time in range(2):
        remove_note(note=note, by=staff, now=timezone.now())
    with pytest.raises(Closed):
        edit_note(note=note, body="四", rev=2, by=staff, now=timezone.now())
    assert [event.kind for event in StreamEvent.objects.order_by("seq")] == ["posted", "edited", "removed"]
    note.refresh_from_db()
    assert (note.body, note.seq, note.changed_seq) == ("", 1, 3)


def test_what_changed_stands_in_the_order_of_posting(staff):
    first, second = posted(staff, "一").note, posted(staff, "二").note
    edit_note(note=first, body="一の二", rev=0, by=staff, now=timezone.now())
    assert changes_after(1, 3) == ([first, second], 3)
    assert changes_after(3, 3) == ([], 3)


def test_the_part_says_up_to_where_it_is_complete(browser, staff, monkeypatch):
    for number in range(3):
        posted(staff, f"{number}")
    monkeypatch.setattr("hiroba.livedemo.queries.MOST_CHANGES", 2)
    answer = browser.get(reverse("livedemo:part"), {"after": 0})
    assert (answer["X-Hiroba-Head"], answer.content.decode().count("data-id=")) == ("2", 2)
    assert browser.get(reverse("livedemo:part"))["X-Hiroba-Head"] == "3"
    assert browser.get(reverse("livedemo:part"), {"after": "x"}).status_code == 400


def test_the_board_works_without_a_script(browser, staff):
    page = browser.get(reverse("ui"))
    assert 'data-stream="' in page.content.decode()
    answer = browser.post(reverse("livedemo:note_post"), {"body": "<b>はじめまして</b>"})
    assert (answer.status_code, answer["Location"]) == (303, "/ui/#live")
    assert "&lt;b&gt;はじめまして" in browser.get(reverse("ui")).content.decode()
    refused = browser.post(reverse("livedemo:note_post"), {"body": "あ" * (BODY_LENGTH + 1)})
    assert refused.status_code == 422
    assert "あ" * (BODY_LENGTH + 1) + "</textarea>" in refused.content.decode()


def test_a_script_gets_the_number(browser):
    key = str(uuid4())
    answers = [browser.post(reverse("livedemo:note_post"), {"body": "一", "client_id": key}, **JSON) for _ in range(2)]
    assert [(answer.status_code, answer.json()["seq"]) for answer in answers] == [(201, 1), (200, 1)]


def test_names_are_given_for_ids(browser, staff):
    answer = browser.get(reverse("livedemo:people"), {"ids": f"{staff.public_id},{uuid4()}"})
    assert answer.content.decode().count("<li") == 1
    assert browser.get(reverse("livedemo:people"), {"ids": "nobody"}).status_code == 422


def test_lists_cost_the_same_for_one_and_for_three(browser, staff, django_assert_num_queries):
    counts = []
    browser.get(reverse("livedemo:part"))
    for _round in range(2):
        posted(staff)
        with django_assert_num_queries(99, exact=False) as asked:
            browser.get(reverse("livedemo:part"))
        counts.append(len(asked))
        posted(UserFactory())
    assert counts[0] == counts[1]


def test_who_may_follow_the_board(staff, settings):
    member = UserFactory()
    assert (may_read_board(staff, STREAM_KEY), may_read_board(staff, "x")) == (True, False)
    assert may_read_board(member, STREAM_KEY) is False
    settings.DEBUG = True
    assert may_read_board(member, STREAM_KEY) is True


def test_nobody_else_finds_the_page(client, db, settings):
    assert client.get(reverse("ui")).status_code == 404
    settings.DEBUG = True
    page = client.get(reverse("ui")).content.decode()
    assert "data-stream" not in page
