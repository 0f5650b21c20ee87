"""One question with one tap: counted once a browser, changed by the next tap, nothing about anybody kept."""

import re
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from home import ballots
from home.actions import cast_vote
from home.actions.pages import ensure_page
from home.models import HomePage, PollVote, StandardPage
from tests.factories.home import NOW

pytestmark = pytest.mark.django_db
OPTIONS = ["はい", "いいえ", "まだ"]


@pytest.fixture
def question(front: HomePage) -> str:
    """Where answers go."""
    sections = [("poll", {"title": "DXを始めましたか", "text": "", "key": "dx", "options": OPTIONS})]
    page = ensure_page(
        StandardPage, parent=front, slug="ask", title="きく", locale=front.locale, now=NOW, sections=sections
    )
    return reverse("home:poll_vote", args=[page.translation_key, page.body[0].id])


def vote(client: Client, url: str, option: object = 0, **headers: str) -> Any:
    return client.post(url, {"option": option}, headers=headers)


def shown(client: Client) -> str:
    return client.get("/ask/").content.decode().split("<main")[1].split("</main")[0]


def test_an_answer_shows_the_result_and_can_be_changed(question: str):
    client = Client(enforce_csrf_checks=True)
    before = shown(client)
    assert ("aria-pressed" in before, "<svg" in before, client.cookies.keys()) == (False, False, set())
    response = vote(client, question)
    assert (response.status_code, response["Location"]) == (303, "/ask/#poll-dx")
    after = shown(client)
    assert re.search(r'value="0" aria-pressed="true"', after)
    assert "これまでの回答：1件" in after
    vote(client, question, 2)
    assert list(PollVote.objects.values_list("poll", "option")) == [("dx", 2)]


def test_a_double_tap_counts_once_and_two_browsers_twice(question: str):
    for _tap in range(2):
        vote(Client(), question, 1)
    assert PollVote.objects.count() == 1
    vote(Client(), question, 1, **{"User-Agent": "another"})
    assert PollVote.objects.count() == 2


def test_without_the_look_at_the_second_tap_it_counts_twice(question: str, monkeypatch: pytest.MonkeyPatch):
    """The twin."""
    monkeypatch.setattr(ballots.cache, "add", lambda *_a, **_k: True)
    for _tap in range(2):
        vote(Client(), question, 1)
    assert PollVote.objects.count() == 2


def test_a_cookie_that_is_not_ours_is_a_new_browser(question: str):
    client = Client()
    client.cookies["poll-dx"] = str(uuid4())
    assert vote(client, question).status_code == 303
    assert "aria-pressed" in shown(client)


@pytest.mark.parametrize("option", ["3", "-1", "", "x", "²", "9" * 400])
def test_an_answer_that_is_none_gets_a_sentence(question: str, option: str):
    response = vote(Client(), question, option)
    assert (response.status_code, PollVote.objects.count()) == (422, 0)
    assert "回答を1つえらんでください" in response.content.decode()


def test_null_bytes_and_unknown_questions_are_answered(question: str):
    assert vote(Client(), question, "\0").status_code == 400
    unknown = reverse("home:poll_vote", args=[uuid4(), uuid4()])
    assert vote(Client(), unknown).status_code == 404
    assert Client().get(question).status_code == 405


@pytest.mark.parametrize("header", [{"Origin": "https://elsewhere.example"}, {"Sec-Fetch-Site": "cross-site"}])
def test_no_other_site_makes_a_browser_answer(question: str, header: dict[str, str]):
    assert vote(Client(), question, 0, **header).status_code == 403
    assert (
        vote(Client(), question, 0, **{"Origin": "http://testserver", "Sec-Fetch-Site": "same-origin"}).status_code
        == 303
    )


def test_a_script_from_one_network_gets_a_sentence(question: str, settings: Any):
    settings.VISITS_PER_SECOND, settings.VISITS_BURST = 0.001, 2
    answers = [vote(Client(), question, 0, **{"User-Agent": str(n)}).status_code for n in range(3)]
    assert (answers, PollVote.objects.count()) == ([303, 303, 429], 2)


def test_two_at_the_same_instant_count_once():
    voter = uuid4()
    for option in (0, 1):
        cast_vote(poll="dx", options=2, option=option, voter=voter, by=None, now=NOW)
    assert list(PollVote.objects.values_list("option")) == [(1,)]
