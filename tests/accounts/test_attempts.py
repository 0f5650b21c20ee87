"""Limits that stop the guesser and not the owner."""

from datetime import timedelta

import pytest

from accounts.actions import attempts, check_password_login
from accounts.models import FailedAttempt
from common.errors import InvalidInput, TooMany
from tests.factories.accounts import NOW, UserFactory
from tests.factories.common import together

PASSWORD = "ながいながいあいことばです"
ATTACKER, HOME = "203.0.113.9", "198.51.100.7"
MINUTE = timedelta(minutes=1)


def log_in(password=PASSWORD, email="taro@example.jp", address=HOME, now=NOW):
    return check_password_login(email=email, password=password, address=address, now=now)


def guess(times, email="taro@example.jp", address=ATTACKER, now=NOW):
    for _ in range(times):
        with pytest.raises(InvalidInput):
            log_in("wrong", email, address, now)


@pytest.fixture
def owner():
    user = UserFactory(email="taro@example.jp")
    user.set_password(PASSWORD)
    user.save()
    return user


@pytest.mark.django_db
def test_the_sixth_guess_from_one_place_is_refused_and_the_owner_gets_in(owner):
    guess(5)
    with pytest.raises(TooMany):
        log_in(PASSWORD, address=ATTACKER)
    assert log_in() == owner
    assert log_in(address=ATTACKER, now=NOW + 16 * MINUTE) == owner


@pytest.mark.django_db
def test_twin_without_limits_the_guessing_goes_on(owner, monkeypatch):
    monkeypatch.setattr(attempts, "_is_too_many", lambda attempt, now: False)
    guess(8)
    assert log_in(PASSWORD, address=ATTACKER) == owner


@pytest.mark.django_db
def test_twin_a_limit_per_account_alone_locks_the_owner_out(owner, monkeypatch):
    """What a limit without the network address would do: five wrong guesses of a stranger shut the owner out."""
    monkeypatch.setattr(
        attempts, "_is_too_many", lambda attempt, now: FailedAttempt.objects.filter(account=attempt.account).count() > 5
    )
    guess(5)
    with pytest.raises(TooMany):
        log_in()


@pytest.mark.django_db
def test_one_place_guesses_thirty_times_in_all(owner):
    for number in range(30):
        guess(1, f"p{number}@example.jp")
    with pytest.raises(TooMany):
        log_in("wrong", "p99@example.jp", ATTACKER)
    assert log_in() == owner


@pytest.mark.django_db
def test_guessing_from_everywhere_closes_the_password_only(owner):
    for number in range(50):
        guess(1, address=f"192.0.2.{number}")
    with pytest.raises(TooMany) as caught:
        log_in()
    assert "メールで届く番号" in str(caught.value)


@pytest.mark.django_db
def test_a_right_password_leaves_no_trace_and_a_refusal_does_not_prolong_itself(owner):
    log_in()
    assert FailedAttempt.objects.count() == 0
    guess(5)
    for _ in range(3):
        with pytest.raises(TooMany):
            log_in(address=ATTACKER)
    assert FailedAttempt.objects.count() == 5


@pytest.mark.django_db
def test_neither_address_nor_account_can_be_read(owner):
    guess(1)
    row = FailedAttempt.objects.values().get()
    assert not {"taro@example.jp", ATTACKER} & set(map(str, row.values()))


@pytest.mark.django_db
def test_old_guesses_are_forgotten(owner):
    guess(1, now=NOW - timedelta(days=2))
    log_in()
    assert FailedAttempt.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_twenty_guesses_at_once_are_not_more_than_five(owner):
    """Each is counted before it is looked at, so none slips through between counting and looking."""
    results = together(20, lambda n: log_in("wrong", address=ATTACKER))
    assert sum(isinstance(r, InvalidInput) for r in results) <= 5
    assert all(isinstance(r, InvalidInput | TooMany) for r in results)
