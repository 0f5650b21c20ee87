"""Calling people by name: marked in the text, told once, never to those who may not read."""

from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from activity.models import Delivery, Notice
from common.errors import InvalidInput
from communities.actions import edit_message, leave_community, mentions, remove_message
from communities.enums import ChannelKind, MemberRole, RemovalReason
from communities.mail_kinds import may_read_mention
from communities.message_text import body_html, names_in
from communities.models import Message
from tests.factories.communities import channel_in, member_of, said

NOW = timezone.now()


def told():
    return sorted(Notice.objects.filter(kind=mentions.KIND).values_list("person__display_name", flat=True))


@pytest.fixture
def browser(square, client):
    client.force_login(square.member)
    return client


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("@研磨の町工場さん、＠研磨", ["研磨の町工場", "研磨"]),
        ("@Ann @Annabel @Annab", ["Ann", "Annabel"]),
        ("taro@研磨 https://example.jp/@Ann", []),
        ("（@Ann）(@研磨)", ["Ann", "研磨"]),
        ("@", []),
        ("@" * 4000, []),
    ],
)
def test_names_are_found_where_somebody_is_called(body, found):
    assert [name for _at, name in names_in(body, ["研磨", "研磨の町工場", "Ann", "Annabel"])] == found


def test_marks_are_escaped_and_ones_own_is_said_in_words():
    html = body_html("@<b>x と @私", ["<b>x", "私"], own="私")
    assert '<span class="mention">@&lt;b&gt;x</span>' in html
    assert '<strong class="mention" data-me>@私<span class="vh">（あなた）</span></strong>' in html


def test_who_is_called_is_told_once_and_gets_a_mail_without_the_words(square):
    said(square.channel, square.member, "@研磨の町工場さん、@研磨の町工場さん、ひみつ")
    assert told() == ["研磨の町工場"]
    mail = Delivery.objects.get(kind=mentions.KIND)
    assert (mail.recipient, "ひみつ" in mail.text) == (square.other.email, False)
    assert Notice.objects.get().titles["ja"] == "検査の町工場さんが「断らずに回す」であなたを呼びました"


def test_a_repeated_post_tells_nobody_again(square):
    key = uuid4()
    for _ in range(2):
        said(square.channel, square.member, "@研磨の町工場", client_id=key)
    assert Delivery.objects.count() == 1


def test_oneself_strangers_and_people_without_a_name_are_not_called(square):
    member_of(square.community, display_name="")
    said(square.channel, square.member, "@検査の町工場 @通りがかり @ だれか")
    assert (told(), Message.objects.get().mentions) == ([], [])


def test_in_the_organisers_channel_only_those_who_run_the_place_are_called(square):
    hidden = channel_in(square.community, "運営だけ", kind=ChannelKind.ORGANISERS)
    member_of(square.community, MemberRole.FACILITATOR, display_name="進行役")
    said(hidden, square.organiser, "@検査の町工場 @進行役")
    assert told() == ["進行役"]


def test_without_asking_who_reads_a_member_would_be_told_of_the_organisers_talk(square, monkeypatch):
    """Twin: everybody of the community counts as a reader."""
    hidden = channel_in(square.community, "運営だけ", kind=ChannelKind.ORGANISERS)
    monkeypatch.setattr(mentions, "readers_with_name", lambda channel: type(square.member).objects.all())
    said(hidden, square.organiser, "@検査の町工場")
    assert told() == ["検査の町工場"]


def test_an_edit_tells_only_those_who_are_called_for_the_first_time(square):
    message = said(square.channel, square.member, "@研磨の町工場")
    for rev, body in enumerate(["だれも", "@研磨の町工場 @グループ代表"]):
        edit_message(message=message, body=body, rev=rev, by=square.member, now=NOW)
    assert told() == ["グループ代表", "研磨の町工場"]
    assert Delivery.objects.count() == 2


def test_more_than_twenty_are_refused_and_nothing_is_written(square):
    for n in range(21):
        member_of(square.community, display_name=f"町工場{n:02}")
    with pytest.raises(InvalidInput):
        said(square.channel, square.member, " ".join(f"@町工場{n:02}" for n in range(21)))
    assert (Message.objects.count(), told()) == (0, [])


def test_the_right_is_asked_again_when_the_mail_leaves(closed_square):
    square = closed_square
    message = said(square.channel, square.member, "@研磨の町工場")
    assert may_read_mention(square.other, message.public_id)
    assert not may_read_mention(square.organiser, message.public_id)
    assert not may_read_mention("taro@example.jp", message.public_id)
    square.community.memberships.filter(user=square.other).delete()
    assert not may_read_mention(square.other, message.public_id)
    again = said(square.channel, square.member, "@グループ代表")
    remove_message(message=again, reason=RemovalReason.MISTAKE, by=square.member, now=NOW)
    assert not may_read_mention(square.organiser, again.public_id)
    assert not may_read_mention(square.organiser, uuid4())


def test_who_is_chosen_from_the_list_is_called_at_the_beginning(square, browser):
    address = reverse("communities:message_post", args=[square.channel.public_id])
    assert browser.post(address, {"body": "お願いします。", "to": str(square.other.public_id)}).status_code == 303
    assert Message.objects.get().body == "@研磨の町工場 お願いします。"
    assert told() == ["研磨の町工場"]
    for wrong in (str(square.outsider.public_id), "x"):
        answer = browser.post(address, {"body": "残る文章", "to": wrong})
        assert (answer.status_code, "残る文章</textarea>" in answer.content.decode()) == (422, True)


def test_the_page_offers_members_and_marks_the_reader(square, browser):
    said(square.channel, square.other, "@検査の町工場さん")
    html = browser.get(reverse("communities:channel", args=[square.channel.public_id])).content.decode()
    assert "data-me>@検査の町工場" in html
    assert f'<option value="{square.other.public_id}">研磨の町工場</option>' in html
    assert f'<option value="{square.member.public_id}">' not in html


def test_leaving_does_not_hinder_who_wrote(square):
    said(square.channel, square.member, "@研磨の町工場")
    leave_community(community=square.community, by=square.other, now=NOW)
    assert Message.objects.get().mentions[0]["name"] == "研磨の町工場"
