"""Passwords: equal answers for everybody who may not get in."""

import time

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts import hooks
from accounts.actions import check_password_login, passwords, set_password
from accounts.models import User
from common.errors import InvalidInput
from tests.factories.accounts import NOW, UserFactory

pytestmark = pytest.mark.django_db
PASSWORD = "ながいながいあいことばです"
ARGON = Argon2PasswordHasher().encode(PASSWORD, "saltsaltsalt")


def person(email, **more):
    user = UserFactory(email=email, **more)
    user.set_password(PASSWORD)
    user.save()
    return user


def log_in(email, password):
    return check_password_login(email=email, password=password, address="198.51.100.7", now=NOW)


@pytest.fixture
def everybody():
    """Who may not get in with the password "wrong", and the one who is deactivated."""
    person("known@example.jp")
    person("off@example.jp", is_active=False)
    UserFactory(email="code@example.jp")
    return ["known@example.jp", "off@example.jp", "code@example.jp", "unknown@example.jp"]


def test_the_right_password_opens(everybody):
    assert log_in("Known@Example.JP ", PASSWORD).email == "known@example.jp"


def test_a_shut_account_stays_shut_with_the_right_password(everybody):
    with pytest.raises(InvalidInput, match="合っていません"):
        log_in("off@example.jp", PASSWORD)


def test_every_refusal_reads_alike_and_costs_the_same_queries_and_hashes(everybody, monkeypatch):
    hashed = []
    original = passwords.check_password
    monkeypatch.setattr(passwords, "check_password", lambda *a: hashed.append(1) or original(*a))
    monkeypatch.setattr(User, "check_password", lambda self, raw: hashed.append(1) or False)
    answers = set()
    for email in everybody:
        hashed.clear()
        with CaptureQueriesContext(connection) as captured, pytest.raises(InvalidInput) as caught:
            log_in(email, "wrong")
        answers.add((len(captured), len(hashed), tuple(caught.value.fields), str(caught.value)))
    assert len(answers) == 1


def test_known_and_unknown_take_the_same_time(everybody, settings):
    """With the real hash: unknown addresses and accounts without password take at least half as long as known ones."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    User.objects.filter(email="known@example.jp").update(password=ARGON)
    spent = {email: min(timed(email) for _ in range(3)) for email in everybody if email != "off@example.jp"}
    assert min(spent.values()) > spent["known@example.jp"] / 2, spent


def timed(email):
    started = time.perf_counter()
    with pytest.raises(InvalidInput):
        log_in(email, "wrong")
    return time.perf_counter() - started


def test_twin_without_the_hash_for_nobody_the_time_tells(everybody, settings, monkeypatch):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    User.objects.filter(email="known@example.jp").update(password=ARGON)
    monkeypatch.setattr(passwords, "check_password", lambda password, encoded: False)
    spent = {email: min(timed(email) for _ in range(3)) for email in ("known@example.jp", "unknown@example.jp")}
    assert spent["unknown@example.jp"] < spent["known@example.jp"] / 2, spent


def test_a_new_password_is_mailed_about_and_ends_every_login_session(monkeypatch):
    mails, changes = [], []
    monkeypatch.setattr(hooks, "mail_wanted", [mails.append])
    monkeypatch.setattr(hooks, "access_changed", [changes.append])
    user = UserFactory()
    set_password(user=user, password=PASSWORD, by=user, now=NOW)
    assert [(m.to, m.kind) for m in mails] == [(user, "accounts/password_set")]
    assert [(c.kind, c.kept) for c in changes] == [("sessions_ended", "")]


@pytest.mark.parametrize("password", ["", "short", "password1234"])
def test_a_weak_password_gets_a_sentence_and_changes_nothing(password):
    user = UserFactory()
    with pytest.raises(InvalidInput) as caught:
        set_password(user=user, password=password, by=user, now=NOW)
    assert list(caught.value.fields) == ["password"]
    assert User.objects.get().has_usable_password() is False
