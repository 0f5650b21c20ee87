"""Saving a draft while it is typed."""

import json
import re
from importlib import import_module

import pytest
from django.core.cache import caches

from cohorts.queries import current_answers
from tests.cohorts.test_views_entry import begin, url
from tests.factories.accounts import UserFactory
from tests.factories.cohorts import close_call, make_cohort

pytestmark = pytest.mark.django_db


@pytest.fixture
def cohort():
    return make_cohort()


@pytest.fixture
def user():
    return UserFactory(email="owner@example.jp")


@pytest.fixture
def me(client, user):
    client.force_login(user)
    return client


def autosave(client, entry, values, rev=0):
    return client.post(
        url("entry_autosave", entry.public_id),
        json.dumps({"rev": rev, "values": values}),
        content_type="application/json",
        headers={"accept": "application/json"},
    )


def test_autosave_answers_what_was_kept(me, cohort, user):
    entry = begin(cohort, user)
    body = autosave(me, entry, {"org_kana": "えーしゃ", "phone": "123"}, entry.rev).json()
    assert re.fullmatch(r"\d\d:\d\d に自動で保存しました", body["saved"])
    assert (body["rev"], body["values"], body["errors"]) == (
        entry.rev + 1,
        {"org_kana": "エーシャ"},
        {"phone": "電話番号は10桁または11桁です。"},
    )


def test_autosave_of_an_older_page_gets_the_newer_text(me, cohort, user):
    entry = begin(cohort, user)
    autosave(me, entry, {"title": "新しい"}, entry.rev)
    response = autosave(me, entry, {"title": "古い"}, entry.rev)
    assert (response.status_code, response.json()["newer"]) == (409, {"title": "新しい"})


def test_autosave_after_the_deadline_says_so(me, cohort, user):
    entry = begin(cohort, user)
    close_call(cohort)
    response = autosave(me, entry, {"title": "おそい"})
    assert (response.status_code, response.json()["closed"]) == (409, True)


def test_too_many_autosaves_are_429_and_what_stood_there_stays(me, cohort, user, settings):
    settings.SAVES_PER_SECOND, settings.SAVES_BURST = 0.001, 1
    entry = begin(cohort, user)
    kept = autosave(me, entry, {"title": "ひとつ"}, entry.rev).json()["rev"]
    busy = autosave(me, entry, {"title": "ふたつ"}, kept)
    assert (busy.status_code, busy["Retry-After"]) == (429, "1000")
    assert "このページに残っています" in busy.json()["sentence"]
    assert current_answers(entry)["title"] == "ひとつ"
    settings.SAVES_BURST = 2
    caches["buckets"].clear()
    assert autosave(me, entry, {"title": "ふたつ"}, kept).status_code == 200
    assert current_answers(entry)["title"] == "ふたつ"


def test_without_the_bucket_nothing_stops_a_flood_of_saves(me, cohort, user, settings, monkeypatch):
    """Twin: the bucket off."""
    settings.SAVES_PER_SECOND, settings.SAVES_BURST = 0.001, 1
    monkeypatch.setattr(import_module("cohorts.views.entry_form"), "require_save_token", lambda user_id: None)
    entry = begin(cohort, user)
    assert [autosave(me, entry, {"title": f"{n}"}, 99).status_code for n in range(5)] == [200] * 5


def test_a_form_that_is_sent_by_its_button_is_never_too_often(me, cohort, user, settings):
    settings.SAVES_PER_SECOND, settings.SAVES_BURST = 0.001, 1
    entry = begin(cohort, user)
    answers = [me.post(url("entry_step", entry.public_id, "company"), {"button": "later"}) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [302] * 3


@pytest.mark.parametrize(
    "body",
    ["", "x", "[]", "{}", '{"rev": "1", "values": {}}', '{"rev": true, "values": {}}', '{"rev": 1, "values": []}',
     '{"rev": 1, "values": {"title": "a\\u0000b"}}'],
)  # fmt: skip
def test_broken_autosaves_are_a_400(me, cohort, user, body):
    entry = begin(cohort, user)
    response = me.post(url("entry_autosave", entry.public_id), body, content_type="application/json")
    assert response.status_code == 400


@pytest.mark.parametrize("value", [5, None, ["a"], {"a": 1}, "\ud800"])
def test_strange_values_in_an_autosave_are_no_500(me, cohort, user, value):
    entry = begin(cohort, user)
    assert autosave(me, entry, {"title": value, "sdgs": value, "nothing": value}).status_code == 200
