"""One's own account: passwords, second factor, login sessions."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.test import Client
from django.utils import timezone

from accounts import hooks
from accounts.actions import sessions
from accounts.models import User
from accounts.queries import session_reference
from realtime.sessions import person_behind
from tests.accounts.conftest import PASSWORD
from tests.factories.accounts import UserFactory, app_code, log_in, queries_of, with_second_factor

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("url", ["/account/password/", "/account/second-factor/", "/account/recovery-codes/"])
def test_what_guards_the_account_asks_again(client, person, sent, url):
    log_in(client, person, fresh=False)
    answer = client.get(url)
    assert answer["Location"] == f"/account/confirm/?next={url.replace('/', '%2F')}"
    assert client.post("/account/confirm/", {"send": "1", "next": url})["Location"].startswith("/account/confirm/")
    assert client.post("/account/confirm/", {"code": "12", "next": url}).status_code == 422
    assert client.post("/account/confirm/", {"code": sent[0].code, "next": url})["Location"] == url
    assert client.get(url).status_code in (200, 302)


def test_with_an_app_it_is_asked_instead_of_the_mailbox(client, person, sent):
    with_second_factor(person, timezone.now())
    log_in(client, person, factors=2, fresh=False)
    assert "アプリ" in client.get("/account/confirm/").content.decode()
    code = app_code(timezone.now())
    assert client.post("/account/confirm/", {"code": code})["Location"] == "/account/"
    assert sent == []


def test_a_code_for_somebody_elses_browser_confirms_nothing(client, person, sent):
    log_in(client, person, fresh=False)
    other = Client()
    other.post("/login/", {"email": "taro@example.jp"})
    assert client.post("/account/confirm/", {"code": sent[0].code}).status_code == 422


def test_a_new_password_ends_the_other_login_sessions_and_not_this_one(client, person, changes):
    other = Client()
    other.force_login(person)
    log_in(client, person)
    answer = client.post("/account/password/", {"password": "べつのながいあいことばです"})
    assert answer["Location"] == "/account/"
    assert client.get("/account/").status_code == 200
    assert other.get("/account/")["Location"].startswith("/login/")
    assert [c.kind for c in changes] == ["sessions_ended"]
    assert UserSession.objects.filter(user=person).count() == 1


def test_a_weak_password_is_refused_with_a_sentence(client, person):
    log_in(client, person)
    answer = client.post("/account/password/", {"password": "short"})
    assert (answer.status_code, 'aria-invalid="true"' in answer.content.decode()) == (422, True)
    assert User.objects.get().check_password(PASSWORD)


def test_the_list_of_login_sessions_names_the_device(client, person):
    other = Client(headers={"User-Agent": "Mozilla/5.0 (iPhone; CPU iPhone OS 19) Safari/605.1"})
    other.post("/login/password/", {"email": "taro@example.jp", "password": PASSWORD})
    client.force_login(person)
    page = client.get("/account/").content.decode()
    assert "Safari (iPhone)" in page
    assert other.session.session_key not in page


def test_remote_logout_ends_one_login_session(client, person, changes):
    other = Client()
    other.force_login(person)
    client.force_login(person)
    key = other.session.session_key
    url = f"/account/sessions/{session_reference(key)}/end/"
    assert client.post(url)["Location"] == "/account/"
    assert other.get("/account/")["Location"].startswith("/login/")
    assert person_behind(key) is None
    assert client.get("/account/").status_code == 200
    assert [(c.kind, c.session) for c in changes] == [("logout", key)]
    assert client.post(url).status_code == 404


def test_nobody_ends_somebody_elses_login_session(client, person, changes):
    other = Client()
    other.force_login(UserFactory())
    client.force_login(person)
    url = f"/account/sessions/{session_reference(other.session.session_key)}/end/"
    assert client.post(url).status_code == 404
    assert (other.get("/account/").status_code, changes) == (200, [])


def test_log_out_everywhere_else(client, person, changes):
    others = [Client(), Client()]
    for other in others:
        other.force_login(person)
    client.force_login(person)
    client.post("/account/sessions/end/")
    assert [c.get("/account/").status_code for c in (*others, client)] == [302, 302, 200]
    assert [(c.kind, c.kept) for c in changes] == [("sessions_ended", client.session.session_key)]


def test_logging_out_leaves_the_list(client, person):
    client.force_login(person)
    client.post("/logout/")
    assert UserSession.objects.count() == 0


@pytest.fixture
def seen_at_the_announcement(monkeypatch):
    """Whether the login session still opens something when sockets are told, inside the transaction."""
    found = []

    def look(event):
        session = event.session
        found.append((person_behind(session) is not None, UserSession.objects.filter(session_key=session).exists()))

    monkeypatch.setattr(hooks, "access_changed", [look])
    return found


def test_logging_out_deletes_the_login_session_in_its_transaction(client, person, seen_at_the_announcement):
    client.force_login(person)
    assert client.post("/logout/").status_code == 302
    assert seen_at_the_announcement == [(False, False)]


def test_twin_without_the_deletion_there_the_session_opens_pages_while_sockets_are_told(
    client, person, seen_at_the_announcement, monkeypatch
):
    monkeypatch.setattr(sessions, "_drop", lambda key: None)
    client.force_login(person)
    client.post("/logout/")
    assert seen_at_the_announcement == [(True, False)]


def test_a_logout_that_cannot_be_announced_did_not_happen(client, person, monkeypatch):
    def fail(event):
        raise RuntimeError

    monkeypatch.setattr(hooks, "access_changed", [fail])
    client.force_login(person)
    key = client.session.session_key
    with pytest.raises(RuntimeError):
        client.post("/logout/")
    assert (person_behind(key), UserSession.objects.get().session_key) == (person, key)


def test_becoming_somebody_else_in_the_demonstration_ends_the_login_session_before(client, person, changes):
    other = UserFactory(persona="owner")
    client.force_login(person)
    key = client.session.session_key
    assert client.post(f"/demo/{other.persona}/").status_code == 302
    assert [(c.kind, c.session, c.user) for c in changes] == [("logout", key, person)]
    assert person_behind(key) is None


def test_the_account_page_costs_the_same_for_any_number_of_login_sessions(client, person):
    client.force_login(person)
    few = queries_of(client, "/account/")
    for _ in range(3):
        Client().force_login(person)
    assert queries_of(client, "/account/") == few


def test_a_use_is_noted_once_a_day(client, person):
    client.force_login(person)
    UserSession.objects.update(last_seen_at=timezone.now() - timedelta(days=1))
    session = client.session
    session["seen_on"] = "2000-01-01"
    session.save()
    client.get("/account/")
    assert UserSession.objects.get().last_seen_at > timezone.now() - timedelta(minutes=1)


def test_switching_the_second_factor_off(client, person):
    with_second_factor(person, timezone.now())
    log_in(client, person, factors=2)
    assert "回復コード" in client.get("/account/second-factor/").content.decode()
    assert client.post("/account/second-factor/off/")["Location"] == "/account/"
    assert Authenticator.objects.count() == 0


def test_recovery_codes_as_a_file_and_anew(client, person):
    codes = with_second_factor(person, timezone.now())
    log_in(client, person, factors=2)
    answer = client.get("/account/recovery-codes.txt")
    assert (answer.content.decode().split(), answer["Content-Type"]) == (codes, "text/plain; charset=utf-8")
    client.post("/account/recovery-codes/new/")
    assert not set(client.get("/account/recovery-codes.txt").content.decode().split()) & set(codes)


def test_the_profile_is_kept(client, person):
    log_in(client, person)
    data = {"display_name": "髙﨑", "family_name": "髙﨑", "given_name": "𠮷", "language": "en"}
    assert client.post("/account/profile/", data)["Location"] == "/account/"
    person.refresh_from_db()
    assert (person.display_name, person.given_name, person.language) == ("髙﨑", "𠮷", "en")


@pytest.mark.parametrize("data", [{"display_name": "x" * 61}, {"language": "xx"}, {"display_name": "a\u0007b"}])
def test_a_wrong_profile_gets_a_sentence(client, person, data):
    log_in(client, person)
    answer = client.post("/account/profile/", {"display_name": "A", "language": "ja", **data})
    assert answer.status_code == 422
    assert User.objects.get().display_name != data.get("display_name")
