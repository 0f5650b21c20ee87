"""The outbox: decided with the act, sent once, found again by its Message-ID."""

from datetime import timedelta

import pytest
from django.core import mail as django_mail
from django.db import transaction
from django.utils import timezone

from accounts.actions import deactivate_user, request_login_code
from activity import kinds, mail_rendering
from activity.actions import notify, send_mail_to
from activity.enums import MailState, Urgency
from activity.kinds import Kind, everybody, kind_named, register_kind
from activity.models import Delivery, Notice
from tests.factories.accounts import NOW, UserFactory
from tests.factories.common import send_mails, together

CODE = {"code": "123456", "minutes": 10}


def send(to="taro@example.jp", key="k", **more):
    return send_mail_to(**{"to": to, "kind": "accounts/login_code", "context": CODE, "key": key, **more})


@pytest.mark.django_db
def test_a_mail_waits_for_the_worker_and_goes_once(mailoutbox):
    row = send()
    assert (len(mailoutbox), row.state) == (0, MailState.WAITING)
    assert (send_mails(), send_mails()) == (1, 0)
    row.refresh_from_db()
    assert (len(mailoutbox), row.state, row.lease_until) == (1, MailState.SENT, None)


@pytest.mark.django_db
def test_text_and_page_in_one_message(mailoutbox):
    row = send()
    send_mails()
    message = mailoutbox[0]
    assert (message.to, message.subject) == (["taro@example.jp"], "ログイン用の番号：123456")
    assert message.extra_headers["Message-ID"] == f"<{row.public_id}@example.jp>"
    assert [part.mimetype for part in message.alternatives] == ["text/html"]
    assert "123456" in message.body
    assert len(message.body.splitlines()) <= 15
    assert message.message().as_bytes()


@pytest.mark.django_db
def test_the_same_mail_is_sent_once():
    assert send() == send()
    assert send(key="other") != send()
    assert send(to="hanako@example.jp") != send()
    assert send(key="") != send(key="")
    assert send_mails() == 5


@pytest.mark.django_db(transaction=True)
def test_ten_at_once_are_one_mail(mailoutbox):
    rows = together(10, lambda n: send())
    send_mails()
    assert len({row.pk for row in rows}) == 1
    assert len(mailoutbox) == 1


@pytest.mark.django_db(transaction=True)
def test_ten_workers_send_each_mail_once(mailoutbox):
    for number in range(20):
        send(key=str(number))
    assert sum(together(10, lambda n: send_mails())) == 20
    assert len({message.extra_headers["Message-ID"] for message in mailoutbox}) == len(mailoutbox) == 20


@pytest.mark.django_db(transaction=True)
def test_a_rollback_takes_the_mail_with_it(mailoutbox):
    with pytest.raises(RuntimeError), transaction.atomic():
        send()
        raise RuntimeError
    assert (send_mails(), Delivery.objects.count(), len(mailoutbox)) == (0, 0, 0)


@pytest.mark.django_db
def test_a_worker_killed_between_sending_and_noting_keeps_the_message_id(mailoutbox):
    send()
    send_mails()
    Delivery.objects.update(state=MailState.WAITING, lease_until=timezone.now() + timedelta(minutes=1))
    assert send_mails() == 0  # somebody may still be sending it
    Delivery.objects.update(lease_until=timezone.now())
    assert send_mails() == 1
    assert len({message.extra_headers["Message-ID"] for message in mailoutbox}) == 1


@pytest.mark.django_db
def test_codes_go_before_everything_else(mailoutbox):
    for number in range(3):
        send_mail_to(to=f"p{number}@example.jp", kind="activity/digest", context={"count": 0, "lines": []})
    code = send()
    send_mails()
    assert mailoutbox[0].extra_headers["Message-ID"].startswith(f"<{code.public_id}")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "subject"), [("ja", "ログイン用の番号：123456"), ("en", "123456 is your login code")]
)
def test_the_language_is_the_recipients(language, subject):
    assert send(to=UserFactory(language=language)).subject == subject
    assert send(to=UserFactory(), language=language).subject == subject


@pytest.mark.django_db
def test_nobody_adds_headers_through_a_subject(mailoutbox):
    send(context={"code": "1\r\nBcc: all@example.jp", "minutes": 10})
    send_mails()
    assert mailoutbox[0].subject == "ログイン用の番号：1 Bcc: all@example.jp"
    assert mailoutbox[0].recipients() == ["taro@example.jp"]


@pytest.mark.django_db
def test_text_is_not_escaped_and_the_page_is():
    row = send(context={"code": "A&B<i>", "minutes": 10})
    assert "A&B<i>" in row.text
    assert ("A&amp;B&lt;i&gt;" in row.html, "<i>" in row.html) == (True, False)


@pytest.mark.django_db
def test_who_knows_more_adds_to_every_mail(monkeypatch):
    monkeypatch.setattr(mail_rendering, "mail_context", [lambda: {"operator": {"name": "みんなの共創ひろば"}}])
    assert "みんなの共創ひろば" in send().text


@pytest.mark.django_db
@pytest.mark.parametrize(("demo", "kept"), [(True, True), (False, False)])
def test_codes_are_forgotten_once_sent(settings, demo, kept):
    settings.DEMO_MODE = demo
    request_login_code(email="taro@example.jp", now=NOW)
    assert "ログイン" in Delivery.objects.get().text
    send_mails()
    row = Delivery.objects.get()
    assert (bool(row.text), bool(row.html)) == (kept, kept)
    assert any(character.isdigit() for character in row.subject) is kept


@pytest.mark.django_db
def test_the_login_code_arrives(mailoutbox):
    request_login_code(email="taro@example.jp", now=NOW, language="en")
    send_mails()
    assert mailoutbox[0].subject.endswith("is your login code")
    assert django_mail.outbox == mailoutbox


# ---- asked again before it leaves


@pytest.fixture
def toy(monkeypatch):
    """A kind whose right can be taken away."""
    monkeypatch.setattr(kinds, "_kinds", dict(kinds._kinds))
    allowed = {"may": True}
    register_kind(Kind("accounts/toy", "おもちゃ", lambda to, about: allowed["may"]))
    monkeypatch.setattr(mail_rendering, "_folder", lambda kind: "accounts/mail/login_code")
    return allowed


@pytest.mark.django_db
def test_who_lost_the_right_gets_nothing(mailoutbox, toy):
    row = send_mail_to(to="a@example.jp", kind="accounts/toy", context=CODE)
    toy["may"] = False
    assert send_mails() == 0
    row.refresh_from_db()
    assert (row.state, row.text, row.problem, len(mailoutbox)) == (MailState.WITHHELD, "", "no right any more", 0)


@pytest.mark.django_db
def test_the_twin_with_the_right_gets_it(mailoutbox, toy):
    send_mail_to(to="a@example.jp", kind="accounts/toy", context=CODE)
    assert (send_mails(), len(mailoutbox)) == (1, 1)


@pytest.mark.django_db
def test_a_closed_account_gets_nothing(mailoutbox, toy):
    person = UserFactory()
    row = send_mail_to(to=person, kind="accounts/toy", context=CODE)
    deactivate_user(user=person, by=person, now=NOW)
    assert send_mails() == 0
    row.refresh_from_db()
    assert row.problem == "account closed"


@pytest.mark.django_db
def test_a_code_that_is_too_old_is_not_sent(mailoutbox):
    row = send()
    Delivery.objects.update(created_at=timezone.now() - timedelta(minutes=11))
    assert send_mails() == 0
    row.refresh_from_db()
    assert (row.state, row.problem) == (MailState.WITHHELD, "too late")


@pytest.mark.django_db
def test_a_right_that_cannot_be_asked_does_not_stop_the_others(mailoutbox, toy):
    def broken(to, about):
        raise RuntimeError("the question fails")

    kinds._kinds["accounts/toy"] = Kind("accounts/toy", "おもちゃ", broken)
    bad = send_mail_to(to="a@example.jp", kind="accounts/toy", context=CODE)
    send(to="b@example.jp")
    assert send_mails() == 1
    bad.refresh_from_db()
    assert (bad.state, bad.attempts, bad.problem) == (MailState.WAITING, 1, "RuntimeError: the question fails")


# ---- kinds


def test_a_kind_is_registered_once():
    register_kind(kind_named("accounts/login_code"))
    with pytest.raises(ValueError, match="twice"):
        register_kind(Kind("accounts/login_code", "別", everybody))
    with pytest.raises(LookupError):
        kind_named("cohorts/nothing")
    assert kind_named("accounts/something_new").urgency == Urgency.LETTER


@pytest.mark.django_db
def test_every_mail_has_a_registered_kind_and_every_kind_its_texts():
    from pathlib import Path

    from django.conf import settings

    root = Path(settings.ROOT) / "templates"
    texts = {f"{path.parts[-4]}/{path.parts[-2]}" for path in root.glob("*/mail/*/subject.txt")}
    assert {kind.name for kind in kinds.kinds()} <= texts
    assert all(kind_named(name) for name in texts)


@pytest.mark.django_db
def test_a_person_is_told_in_the_inbox_in_both_languages(toy):
    person = UserFactory()
    for _ in range(2):
        notify(to=person, kind="accounts/toy", event="1", context=CODE, url="/my/")
    line = Notice.objects.get()
    assert line.titles == {"ja": "ログイン用の番号：123456", "en": "123456 is your login code"}
    assert (Delivery.objects.count(), line.url) == (1, "/my/")
    notify(to="nobody@example.jp", kind="accounts/toy", event="1", context=CODE)
    assert (Delivery.objects.count(), Notice.objects.count()) == (2, 1)
