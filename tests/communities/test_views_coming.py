"""Joining and leaving can be taken back for ten minutes, by the person who did it and in the same login session."""

from datetime import timedelta
from unittest.mock import patch

import pytest
from django.urls import reverse
from django.utils import timezone

from communities.enums import ChannelKind, JoinPolicy, MemberRole
from communities.models import Membership
from tests.communities.conftest import make_square
from tests.factories.communities import channel_in, member_of, said

DIRECTORY = reverse("communities:directory")


def door(square, name):
    return reverse(f"communities:{name}", args=[square.community.public_id])


def later(minutes):
    return patch("communities.views.coming.timezone.now", return_value=timezone.now() + timedelta(minutes=minutes))


def test_who_joined_by_mistake_goes_back_with_one_press(client, square):
    client.force_login(square.outsider)
    html = client.post(door(square, "join"), follow=True).content.decode()
    assert "元にもどす" in html
    back = client.post(door(square, "leave"), follow=True).content.decode()
    assert "からはなれました" in back
    assert not Membership.objects.filter(user=square.outsider).exists()


@pytest.mark.parametrize("policy", [JoinPolicy.OPEN, JoinPolicy.REQUEST])
def test_who_left_by_mistake_comes_back_with_role_and_date(client, db, policy):
    square = make_square(join_policy=policy)
    second = member_of(square.community, MemberRole.ORGANISER)
    before = Membership.objects.get(user=second)
    client.force_login(second)
    assert door(square, "leave_undo") in client.post(door(square, "leave"), follow=True).content.decode()
    html = client.post(door(square, "leave_undo"), follow=True).content.decode()
    after = Membership.objects.get(user=second)
    assert (after.role, after.created_at) == (before.role, before.created_at)
    assert "もとの役割でもどりました" in html
    assert door(square, "leave_undo") not in html


def test_leaving_cannot_be_taken_back_later_elsewhere_or_by_others(client, square):
    client.force_login(square.member)
    client.post(door(square, "leave"))
    other = make_square()
    with later(minutes=11):
        assert client.post(door(square, "leave_undo")).status_code == 409
        assert door(square, "leave_undo") not in client.get(door(square, "community")).content.decode()
    assert client.post(door(other, "leave_undo")).status_code == 409
    with later(minutes=9):
        assert client.post(door(square, "leave_undo")).status_code == 303
    assert Membership.objects.filter(user=square.member, community=square.community).exists()
    client.force_login(square.outsider)
    assert client.post(door(square, "leave_undo")).status_code == 409


def test_the_card_says_where_one_is_and_when_somebody_spoke(client, square):
    hello = channel_in(square.community, "まず自己紹介", kind=ChannelKind.INTRODUCTIONS)
    client.force_login(square.member)
    html = client.get(DIRECTORY).content.decode()
    assert "いまここ：自己紹介を書く" in html
    assert "まだだれも話していません" in html
    said(hello, square.member)
    html = client.get(DIRECTORY).content.decode()
    assert "いまここ：話に入る" in html
    assert "さいごの話" in html


def test_talk_among_organisers_does_not_show_outside(client, square):
    said(channel_in(square.community, "打ち合わせ", kind=ChannelKind.ORGANISERS), square.organiser)
    assert "まだだれも話していません" in client.get(DIRECTORY).content.decode()
