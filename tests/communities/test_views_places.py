import re
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from communities.actions import add_member
from communities.enums import ChannelKind, JoinPolicy, MemberRole
from communities.models import Membership
from communities.queries import role_in
from tests.communities.conftest import make_square
from tests.factories.accounts import user_with_role
from tests.factories.communities import CommunityFactory, channel_in, member_of, said

DIRECTORY = reverse("communities:directory")


def page(community):
    return reverse("communities:community", args=[community.public_id])


def links(html, name):
    return re.findall(rf'href="([^"]+/{name}/[^"]*)"', html)


def test_the_directory_shows_open_places_to_everybody(client, square, closed_square):
    html = client.get(DIRECTORY).content.decode()
    assert square.community.name in html
    assert closed_square.community.name not in html
    assert "参加者 3人" in html


def test_the_directory_puts_ones_own_places_first(client, square, closed_square):
    client.force_login(closed_square.member)
    html = client.get(DIRECTORY).content.decode()
    assert "参加しているコミュニティ" in html
    assert html.index(closed_square.community.name) < html.index(square.community.name)


def test_the_directory_says_so_when_it_is_empty(client, db):
    assert "いま参加できるコミュニティはありません" in client.get(DIRECTORY).content.decode()


def test_the_directory_goes_on_by_cursor(client, db):
    for n in range(26):
        CommunityFactory(name=f"広場{n:02}")
    html = client.get(DIRECTORY).content.decode()
    (following,) = re.findall(r'href="(/communities/\?after=[^"]+)"', html)
    rest = client.get(following).content.decode()
    assert ("広場23" in html, "広場24" in html) == (True, False)
    assert ("広場23" in rest, "広場24" in rest, "広場25" in rest) == (False, True, True)
    assert client.get(f"{DIRECTORY}?after=broken").status_code == 400


def test_the_page_shows_theme_roles_and_no_names_to_strangers(client, square):
    html = client.get(page(square.community)).content.decode()
    assert "断らずに回す" in html
    assert "グループ代表" not in html
    assert "名前は参加者にだけ表示します" in html
    assert "ログインして参加する" in html
    assert square.channel.name in html
    assert f"/channels/{square.channel.public_id}/" not in html


def test_the_page_shows_members_to_members_and_where_they_are(client, square):
    client.force_login(square.member)
    html = client.get(page(square.community)).content.decode()
    assert "グループ代表" in html
    assert 'aria-current="step"' in html
    assert "いま取り組んでいることを話しましょう" in html


def test_newcomers_are_led_to_the_introductions(client, square):
    hello = channel_in(square.community, "まず自己紹介", kind=ChannelKind.INTRODUCTIONS)
    client.force_login(square.member)
    html = client.get(page(square.community)).content.decode()
    assert "自己紹介から始めましょう" in html
    said(hello, square.member)
    assert "自己紹介から始めましょう" not in client.get(page(square.community)).content.decode()


def test_what_is_new_stands_above_the_other_channels(client, square):
    channel_in(square.community, "静かな所")
    said(square.channel, square.other)
    client.force_login(square.member)
    html = client.get(page(square.community)).content.decode()
    assert html.index("前に来てから、新しいこと") < html.index("ほかのチャンネル") < html.index("静かな所")
    assert f"/channels/{square.channel.public_id}/#unread" in html


def test_the_organisers_channel_is_not_mentioned_to_members(client, square):
    channel_in(square.community, "ひみつの打ち合わせ", kind=ChannelKind.ORGANISERS)
    for user, seen in ((square.member, False), (square.organiser, True), (user_with_role("staff"), True)):
        client.force_login(user)
        for address in (page(square.community), reverse("communities:channel", args=[square.channel.public_id])):
            assert ("ひみつの打ち合わせ" in client.get(address).content.decode()) is seen


def test_a_hidden_and_a_missing_community_answer_with_the_same_bytes(client, closed_square):
    client.force_login(closed_square.outsider)
    hidden = client.get(page(closed_square.community))
    missing = client.get(reverse("communities:community", args=[uuid4()]))
    assert (hidden.status_code, missing.status_code) == (404, 404)
    strip = re.compile(rb"[0-9a-f-]{36}|csrfmiddlewaretoken[^>]+|nonce=\"[^\"]+\"")
    assert strip.sub(b"", hidden.content) == strip.sub(b"", missing.content)


def test_joining_and_leaving_by_button(client, square):
    client.force_login(square.outsider)
    joined = client.post(reverse("communities:join", args=[square.community.public_id]), follow=True)
    assert joined.redirect_chain == [(page(square.community), 303)]
    assert "へようこそ" in joined.content.decode()
    client.post(reverse("communities:join", args=[square.community.public_id]))
    assert Membership.objects.filter(user=square.outsider).count() == 1
    left = client.post(reverse("communities:leave", args=[square.community.public_id]), follow=True)
    assert "からはなれました" in left.content.decode()
    assert not Membership.objects.filter(user=square.outsider).exists()


def test_staff_join_as_the_side_that_supports(client, closed_square):
    staff = user_with_role("staff")
    client.force_login(staff)
    client.post(reverse("communities:join", args=[closed_square.community.public_id]))
    assert role_in(staff, closed_square.community) == MemberRole.SUPPORTER


def test_the_last_organiser_reads_why_they_stay(client, square):
    client.force_login(square.organiser)
    answer = client.post(reverse("communities:leave", args=[square.community.public_id]), follow=True)
    assert "引き継いでから" in answer.content.decode() or "引き継いでください" in answer.content.decode()
    assert Membership.objects.filter(user=square.organiser).exists()


@pytest.mark.parametrize("name", ["join", "leave"])
def test_doors_are_moved_by_post_only(client, square, name):
    client.force_login(square.member)
    assert client.get(reverse(f"communities:{name}", args=[square.community.public_id])).status_code == 405


def test_a_place_on_request_has_no_join_button(client, db):
    square = make_square(join_policy=JoinPolicy.REQUEST)
    client.force_login(square.outsider)
    html = client.get(page(square.community)).content.decode()
    assert "/join/" not in html
    assert client.post(reverse("communities:join", args=[square.community.public_id])).status_code == 403


def test_many_people_are_counted_not_listed(client, square):
    for _ in range(25):
        member_of(square.community)
    client.force_login(square.member)
    html = client.get(page(square.community)).content.decode()
    assert "ほか 4人" in html
    assert html.count('class="person__name"') == 24


@pytest.mark.parametrize("address", ["directory", "community"])
def test_the_number_of_queries_does_not_grow(client, square, address):
    client.force_login(square.member)
    counts = []
    for _ in range(2):
        client.get(DIRECTORY if address == "directory" else page(square.community))
        with CaptureQueriesContext(connection) as queries:
            client.get(DIRECTORY if address == "directory" else page(square.community))
        counts.append(len(queries))
        for _ in range(2):
            other = make_square()
            add_member(community=other.community, user=square.member, role="member", by=None, now=timezone.now())
            said(channel_in(square.community, f"{uuid4()}"), member_of(square.community))
            make_square()
    assert counts[0] == counts[1] <= 13
