from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from communities.actions import edit_message, remove_message
from communities.enums import RemovalReason
from tests.factories.communities import said

NOW = timezone.now()


@pytest.fixture
def message(square):
    return said(square.channel, square.member, "測定の道具があります。")


@pytest.fixture
def browser(square, client):
    client.force_login(square.member)
    return client


def edit(message):
    return reverse("communities:message_edit", args=[message.public_id])


def remove(message):
    return reverse("communities:message_remove", args=[message.public_id])


def test_the_form_opens_with_text_and_revision(browser, message):
    html = browser.get(edit(message)).content.decode()
    assert "測定の道具があります。</textarea>" in html
    assert 'name="rev" value="0"' in html


def test_saving_leads_back_to_the_message(browser, square, message):
    answer = browser.post(edit(message), {"body": "測定の道具が二つあります。", "rev": 0})
    place = reverse("communities:channel", args=[square.channel.public_id])
    assert (answer.status_code, answer["Location"]) == (303, f"{place}#m-{message.public_id}")
    assert "（直しました）" in browser.get(place).content.decode()


def test_a_stale_edit_is_409_with_both_texts_and_can_then_be_saved(browser, square, message):
    edit_message(message=message, body="先に直した文章", rev=0, by=square.member, now=NOW)
    answer = browser.post(edit(message), {"body": "後から直した文章", "rev": 0})
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "後から直した文章</textarea>" in html
    assert "<p>先に直した文章</p>" in html
    assert 'name="rev" value="1"' in html
    message.refresh_from_db()
    assert message.body == "先に直した文章"
    assert browser.post(edit(message), {"body": "後から直した文章", "rev": 1}).status_code == 303


@pytest.mark.parametrize("data", [{"body": "", "rev": 0}, {"body": "あ" * 4001, "rev": 0}, {"body": "a", "rev": "x"}])
def test_wrong_input_is_422_and_keeps_the_text(browser, message, data):
    answer = browser.post(edit(message), data)
    assert answer.status_code == 422
    assert f"{data['body']}</textarea>" in answer.content.decode()
    message.refresh_from_db()
    assert message.rev == 0


def test_a_removed_message_cannot_be_changed(browser, square, message):
    remove_message(message=message, reason=RemovalReason.HURTFUL, by=square.organiser, now=NOW)
    for answer in (browser.get(edit(message)), browser.post(edit(message), {"body": "もう一度", "rev": 1})):
        assert answer.status_code == 409
        assert "測定の道具" not in answer.content.decode()


def test_removing_asks_for_the_reason_and_leaves_a_tombstone(browser, square, message):
    assert "書きまちがい" in browser.get(remove(message)).content.decode()
    missing = browser.post(remove(message), {})
    assert missing.status_code == 422
    assert browser.post(remove(message), {"reason": "advertising"}).status_code == 422
    assert browser.post(remove(message), {"reason": "mistake"}).status_code == 303
    assert browser.post(remove(message), {"reason": "mistake"}).status_code == 303
    html = browser.get(reverse("communities:channel", args=[square.channel.public_id])).content.decode()
    assert "書いた人が取り下げました（書きまちがい）" in html


def test_an_organiser_has_other_reasons(client, square, message):
    client.force_login(square.organiser)
    html = client.get(remove(message)).content.decode()
    assert "宣伝のくり返し" in html
    assert "書きまちがい" not in html
    assert client.post(remove(message), {"reason": "advertising"}).status_code == 303
    assert "すでに取り下げられています" in client.get(remove(message)).content.decode()


def test_missing_and_foreign_messages_answer_alike(client, closed_square):
    message = said(closed_square.channel, closed_square.member)
    for address in (edit(message), reverse("communities:message_edit", args=[uuid4()])):
        assert client.get(address).status_code == 302
    client.force_login(closed_square.outsider)
    for name in ("edit", "remove"):
        missing = reverse(f"communities:message_{name}", args=[uuid4()])
        foreign = reverse(f"communities:message_{name}", args=[message.public_id])
        assert (client.get(missing).status_code, client.get(foreign).status_code) == (404, 404)
