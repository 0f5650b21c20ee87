"""A mail server that is down, refuses, or hangs up after the text: nothing is lost, nobody else is disturbed."""

from collections import Counter
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from activity import post
from activity.actions import retry_mail, send_mail_to
from activity.actions.delivery import ATTEMPTS, JITTER, PAUSES
from activity.enums import MailState, Urgency
from activity.models import Delivery, Record
from activity.post import Postman
from common.errors import Conflict
from tests.activity.servers import mail_server
from tests.factories.accounts import NOW, UserFactory
from tests.factories.common import send_mails
from tests.faults.ports import free_port

pytestmark = pytest.mark.django_db


def put(*people):
    return [
        send_mail_to(to=f"{name}@example.jp", kind="accounts/notice_of_test", context={}, key="k") for name in people
    ]


@pytest.fixture(autouse=True)
def _texts(monkeypatch):
    from activity import mail_rendering

    monkeypatch.setattr(mail_rendering, "_folder", lambda kind: "accounts/mail/login_code")


def state(row):
    row.refresh_from_db()
    return (row.state, row.attempts)


def now_due():
    Delivery.objects.filter(state=MailState.WAITING).update(due_at=timezone.now())


def test_a_real_server_gets_every_mail_once(settings):
    with mail_server(settings) as box:
        put("a", "b", "c")
        assert (send_mails(), send_mails()) == (3, 0)
    assert sorted(message["To"] for message in box.messages) == ["a@example.jp", "b@example.jp", "c@example.jp"]
    assert {part.get_content_type() for part in box.messages[0].walk()} >= {"text/plain", "text/html"}


def test_a_server_that_is_down_is_nobodys_fault(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    rows, postman = put("a", "b"), Postman()
    start = timezone.now()
    assert postman.go(start) == 0
    assert [state(row) for row in rows] == [(MailState.WAITING, 0)] * 2
    with mail_server(settings) as box:
        assert postman.go(start + timedelta(seconds=1)) == 0  # the pause is not over
        assert postman.go(start + timedelta(seconds=6)) == 2
    assert len(box.messages) == 2


def test_the_postman_says_when_mails_are_left_also_when_one_was_given_up(settings, monkeypatch):
    monkeypatch.setattr(post, "MOST_A_ROUND", 2)
    monkeypatch.setattr(
        post, "reason_to_withhold", lambda mail, _now: "too late" if mail.recipient.startswith("a") else ""
    )
    put("a", "b", "c")
    postman = Postman()
    with mail_server(settings) as box:
        assert (postman.go(timezone.now()), postman.has_more) == (1, True)
        assert (postman.go(timezone.now()), postman.has_more) == (1, False)
    assert len(box.messages) == 2


def test_the_pause_grows_while_the_server_is_down(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    put("a")
    postman, now, pauses = Postman(), timezone.now(), []
    for _ in range(9):
        postman.go(now)
        pauses.append((postman._closed_until - now).total_seconds())
        now = postman._closed_until
    assert all(2.5 <= first <= 5 for first in pauses[:1])
    assert all(150 <= last <= 300 for last in pauses[-2:])


@pytest.mark.parametrize(
    ("where", "answer"),
    [("at_data", "drop"), ("at_data", "554 looks like junk"), ("at_data", "451 later"), ("at_rcpt", "450 greylisted")],
)
def test_one_bad_mail_does_not_stop_the_others(settings, where, answer):
    with mail_server(settings) as box:
        setattr(box, where, lambda to: answer if to.startswith("bad") else None)
        bad, *others = put("bad", "a", "b", "c")
        assert send_mails() == 3
        assert [state(row) for row in others] == [(MailState.SENT, 1 - 1)] * 3
        assert state(bad) == (MailState.WAITING, 1)
        for attempt in range(2, ATTEMPTS + 1):
            now_due()
            assert send_mails() == 0
            assert state(bad) == (MailState.WAITING if attempt < ATTEMPTS else MailState.PARKED, attempt)
        now_due()
        assert send_mails() == 0
    wanted = ATTEMPTS if answer == "drop" else 0
    assert Counter(box.ids)[f"<{bad.public_id}@example.jp>"] == wanted  # what was dropped arrived, under one id


def test_an_address_that_is_refused_for_good_is_parked_at_once(settings):
    with mail_server(settings) as box:
        box.at_rcpt = lambda to: "550 no such user" if to.startswith("bad") else None
        bad, good = put("bad", "good")
        assert send_mails() == 1
    assert (state(bad), state(good)) == ((MailState.PARKED, 1), (MailState.SENT, 0))
    assert "no such user" in bad.problem


def test_a_mail_that_cannot_be_written_is_blamed_alone(settings):
    with mail_server(settings) as box:
        bad, _good = put("bad", "good")
        Delivery.objects.filter(pk=bad.pk).update(subject="broken\nBcc: all@example.jp")
        assert send_mails() == 1
    assert state(bad) == (MailState.WAITING, 1)
    assert len(box.messages) == 1


def test_pauses_grow_and_are_spread(settings):
    with mail_server(settings) as box:
        box.at_data = lambda to: "451 later"
        (row,) = put("a")
        for pause in PAUSES[Urgency.LETTER]:
            now_due()
            before = timezone.now()
            send_mails()
            row.refresh_from_db()
            waited = (row.due_at - before).total_seconds()
            assert pause * (1 - JITTER) <= waited <= pause * (1 + JITTER) + 5


def test_the_office_sees_what_was_given_up_and_lets_it_go_again(settings, client):
    from tests.factories.accounts import user_with_role

    staff = user_with_role("staff")
    client.force_login(staff)
    with mail_server(settings) as box:
        box.at_rcpt = lambda to: "550 no such user"
        (row,) = put("bad")
        send_mails()
        page = client.get("/outbox/").content.decode()
        assert ("bad@example.jp" in page, "no such user" in page, "ログイン用" in page) == (True, True, False)
        box.at_rcpt = lambda to: None
        assert client.post(f"/outbox/{row.public_id}/retry/").status_code == 302
        assert send_mails() == 1
    assert "bad@example.jp" not in client.get("/outbox/").content.decode()
    assert Record.objects.get(verb="mail_retried").actor == staff
    with pytest.raises(Conflict):
        retry_mail(mail=row, by=staff, now=NOW)


def test_late_mails_are_announced_on_the_page(client):
    from tests.factories.accounts import user_with_role

    client.force_login(user_with_role("staff"))
    put("a", "b")
    assert "予定より長く" not in client.get("/outbox/").content.decode()
    Delivery.objects.update(created_at=timezone.now() - timedelta(hours=1))
    assert "メールが2通" in client.get("/outbox/").content.decode()


def test_pages_go_on_while_the_server_is_down(settings, client):
    """The receipt stands on the screen, a code is asked for, and nothing answers 500."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    client.force_login(UserFactory())
    assert client.get("/my/notices/").status_code == 200
    put("a")
    send_mails()
    assert Client().get("/login/").status_code == 200
    assert Delivery.objects.get().state == MailState.WAITING
