"""Guessing at one account from many network addresses: codes become longer, and the owner still gets in."""

from datetime import timedelta
from uuid import uuid4

import pytest

from accounts.forms import CodeForm
from accounts.hooks import LoginCodeCreated
from activity.models import Delivery
from activity.receivers import send_login_code
from common.errors import InvalidInput
from tests.accounts.test_login_codes import MINUTE, ask, confirm
from tests.factories.accounts import NOW


@pytest.mark.parametrize(("code", "is_valid"), [("123456", True), ("1234567890", True), ("12345678", False)])
def test_the_field_takes_codes_of_both_lengths(code, is_valid):
    assert CodeForm({"code": code}).is_valid() is is_valid


@pytest.mark.django_db
@pytest.mark.parametrize(("code", "says_why"), [("123456", False), ("1234567890", True)])
def test_the_mail_says_why_its_code_is_long(code, says_why):
    send_login_code(LoginCodeCreated(email="taro@example.jp", code=code, challenge=uuid4(), language="en", now=NOW))
    assert ("ten digits today" in Delivery.objects.get().text) is says_why


def guess_from_everywhere(sent, times):
    """Wrong guesses at one account, five from each network address, as somebody with a large network makes them."""
    challenge = None
    for number in range(times):
        if number % 5 == 0:
            challenge = ask(address=f"2001:db8::{number}")
        with pytest.raises(InvalidInput):
            confirm("x", challenge=challenge)


@pytest.mark.django_db
def test_many_guesses_from_everywhere_make_the_codes_longer_and_the_owner_gets_in(sent):
    guess_from_everywhere(sent, 21)
    challenge = ask(address="203.0.113.9")
    assert len(sent[-1].code) == 10
    assert confirm(sent[-1].code, challenge=challenge).email == "taro@example.jp"


@pytest.mark.django_db
def test_short_codes_open_nothing_after_many_guesses(sent):
    mine = ask()
    guess_from_everywhere(sent, 20)
    with pytest.raises(InvalidInput):
        confirm(sent[0].code, challenge=mine)


@pytest.mark.django_db
def test_twin_without_the_limit_short_codes_can_be_guessed_for_ever(sent, monkeypatch):
    monkeypatch.setattr("accounts.actions.codes.GUESSES_A_DAY", 10**9)
    mine = ask()
    guess_from_everywhere(sent, 100)
    assert confirm(sent[0].code, challenge=mine).email == "taro@example.jp"


@pytest.mark.django_db
def test_guesses_while_a_mailbox_is_flooded_bring_one_longer_code(sent):
    for number in range(12):
        ask(address=f"198.51.100.{number}")
    guess_from_everywhere(sent, 21)
    challenges = [ask(address=f"203.0.113.{number}") for number in range(3)]
    assert [len(event.code) for event in sent] == [6] * 10 + [10]
    assert confirm(sent[-1].code, challenge=challenges[-1])


@pytest.mark.django_db
def test_right_codes_are_no_guesses_and_a_day_later_codes_are_short_again(sent):
    for number in range(25):
        now = NOW + number * 2 * MINUTE
        challenge = ask(now=now)
        confirm(sent[-1].code, challenge=challenge, now=now)
    assert {len(event.code) for event in sent} == {6}
    guess_from_everywhere(sent, 21)
    ask("taro@example.jp", now=NOW + timedelta(days=2))
    assert len(sent[-1].code) == 6
