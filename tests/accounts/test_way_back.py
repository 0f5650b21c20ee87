"""A link from a mail that saves typing the address, and opens nothing by itself."""

from datetime import timedelta

import pytest
from django.core import signing
from django.test import Client

from accounts import way_back
from accounts.models import LoginCode
from accounts.way_back import read_way_back, way_back_url
from common.errors import NotFound

pytestmark = pytest.mark.django_db
EMAIL = "taro@example.jp"


@pytest.fixture
def link() -> str:
    return way_back_url(email=EMAIL, path="/my/?a=1")


def test_the_link_tells_whom_it_was_written_to_and_where_it_leads(link):
    back = read_way_back(link.split("/")[-2])
    assert (back.email, back.path) == (EMAIL, "/my/?a=1")


SIGNED_FOR_SOMETHING_ELSE = pytest.param(signing.dumps(["a", "b"], salt="another"), id="another salt")


@pytest.mark.parametrize("token", ["guessed", "a:b:c", SIGNED_FOR_SOMETHING_ELSE, "あ", "\x00"])
def test_a_made_up_link_is_not_there(token):
    with pytest.raises(NotFound):
        read_way_back(token)


def test_a_link_ends_after_ninety_days(link, monkeypatch):
    monkeypatch.setattr(way_back, "KEPT", timedelta(seconds=-1))
    with pytest.raises(NotFound):
        read_way_back(link.split("/")[-2])


def test_looking_sends_nothing_and_the_button_sends_digits_to_that_address_only(client, person, link):
    page = client.get(link)
    assert (page.status_code, LoginCode.objects.count(), EMAIL in page.content.decode()) == (200, 0, False)
    assert "data-press-at-once" in page.content.decode()
    answer = client.post(link, {"email": "other@example.jp"})
    assert answer["Location"] == "/login/code/"
    assert [code.email for code in LoginCode.objects.all()] == [EMAIL]


def test_whoever_is_logged_in_is_there_at_once(client, person, link):
    client.force_login(person)
    assert client.get(link)["Location"] == "/my/?a=1"


def test_without_its_token_the_button_does_nothing(person, link):
    assert Client(enforce_csrf_checks=True).post(link).status_code == 403
    assert not LoginCode.objects.exists()


def test_pressing_again_and_again_ends_with_a_page_that_presses_nothing(client, person, link):
    answers = [client.post(link) for _time in range(7)]
    assert (answers[0].status_code, answers[-1].status_code) == (302, 429)
    assert "data-press-at-once" not in answers[-1].content.decode()
