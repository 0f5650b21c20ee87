from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from accounts.models import Organisation, OrganisationMember
from communities.actions import edit_message, mark_read, remove_message
from communities.enums import ChannelKind, CourseStep, JoinPolicy, MemberRole, RemovalReason
from communities.models import Community
from communities.queries import (
    authors_in,
    changes_after,
    channels_of,
    communities_of,
    course_of,
    directory,
    latest_messages,
    member_circle,
    messages_before,
    my_channels,
    role_counts,
    role_in,
    with_member_count,
)
from tests.communities.conftest import make_square
from tests.factories.communities import CommunityFactory, MembershipFactory, channel_in, member_of, person, said

NOW = timezone.now()


def seqs(messages):
    return [message.seq for message in messages]


def test_latest_messages_and_the_pages_before(square):
    for n in range(5):
        said(square.channel, square.member, f"{n}")
    latest = latest_messages(square.channel, size=2)
    assert (seqs(latest.messages), latest.older) == ([4, 5], 4)
    before = messages_before(square.channel, latest.older, size=2)
    assert (seqs(before.messages), before.older) == ([2, 3], 2)
    first = messages_before(square.channel, before.older, size=2)
    assert (seqs(first.messages), first.older) == ([1], None)


def test_a_page_that_ends_exactly_at_the_beginning_has_no_older_one(square):
    for n in range(2):
        said(square.channel, square.member, f"{n}")
    assert latest_messages(square.channel, size=2).older is None
    assert latest_messages(channel_in(square.community, "空"), size=2).messages == ()


def test_changes_after_holds_new_edited_and_removed_messages_in_order_of_posting(square):
    first, second, third = (said(square.channel, square.member, f"{n}") for n in range(3))
    remove_message(message=first, reason=RemovalReason.MISTAKE, by=square.member, now=NOW)
    edit_message(message=third, body="三", rev=0, by=square.member, now=NOW)
    changes = changes_after(square.channel, 3, head=5)
    assert (changes.messages, changes.head) == ((first, third), 5)
    assert changes_after(square.channel, 1, head=5).messages == (first, second, third)
    assert changes_after(square.channel, 5, head=5).messages == ()


def test_changes_after_a_long_absence_come_in_parts_without_a_gap(square):
    for n in range(5):
        said(square.channel, square.member, f"{n}")
    seen, after = [], 0
    while after < 5:
        part = changes_after(square.channel, after, head=5, limit=2)
        seen, after = seen + seqs(part.messages), part.head
    assert seen == [1, 2, 3, 4, 5]


def test_unread_is_what_others_said_after_the_mark(square):
    said(square.channel, square.member, "一")
    said(square.channel, square.other, "二")
    third = said(square.channel, square.other, "三")
    (entry,) = my_channels(square.member)
    assert (entry.channel, entry.unread) == (square.channel, 2)
    remove_message(message=third, reason=RemovalReason.MISTAKE, by=square.other, now=NOW)
    assert my_channels(square.member)[0].unread == 1
    mark_read(channel=square.channel, seq=4, by=square.member)
    assert my_channels(square.member)[0].unread == 0
    assert my_channels(square.member)[0].mark == 4
    assert my_channels(square.other)[0].mark is None


def test_what_was_said_before_one_came_is_not_unread(square):
    said(square.channel, square.member, now=NOW - timedelta(days=30))
    newcomer = member_of(square.community)
    assert my_channels(newcomer)[0].unread == 0
    said(square.channel, square.member, "ようこそ", now=NOW + timedelta(days=1))
    assert my_channels(newcomer)[0].unread == 1


def test_my_channels_holds_all_communities_the_last_joined_first(square):
    later = make_square()
    MembershipFactory(community=later.community, user=square.member, created_at=NOW + timedelta(days=1))
    assert [entry.channel for entry in my_channels(square.member)] == [later.channel, square.channel]
    assert [entry.channel for entry in channels_of(square.community)] == [square.channel]


def test_directory_shows_the_listed_ones_that_are_not_ones_own(square, closed_square):
    archive = CommunityFactory(join_policy=JoinPolicy.INVITE, is_public_archive=True)
    assert set(directory(AnonymousUser())) == {square.community, archive}
    assert set(directory(square.member)) == {archive}
    assert list(communities_of(closed_square.member)) == [closed_square.community]
    assert list(communities_of(AnonymousUser())) == []


def test_member_counts_are_of_everybody_also_among_ones_own(square):
    assert [c.member_count for c in with_member_count(communities_of(square.member))] == [3]
    assert [c.member_count for c in with_member_count(Community.objects.listed())] == [3]


def test_roles_and_the_circle_put_those_who_run_the_place_first(square):
    member_of(square.community, MemberRole.FAN)
    assert role_counts(square.community) == {MemberRole.ORGANISER: 1, MemberRole.MEMBER: 2, MemberRole.FAN: 1}
    circle = member_circle(square.community, inside=True, size=2)
    assert ([str(a.name) for a in circle.people], circle.total) == (["グループ代表", "検査の町工場"], 4)


def test_authors_show_their_organisation_inside_only(square):
    organisation = Organisation.objects.create(name="製造業A社", kind="company")
    OrganisationMember.objects.create(organisation=organisation, user=square.organiser)
    people = [square.member, square.organiser]
    inside = authors_in(square.community, [one.pk for one in people], inside=True)
    outside = authors_in(square.community, [one.pk for one in people], inside=False)
    assert inside[square.organiser.pk].note.startswith("製造業A社 · ")
    assert "製造業A社" not in outside[square.organiser.pk].note
    assert inside[square.member.pk].note == ""


def test_who_has_no_display_name_is_shown_by_role_never_by_address(square):
    nameless = member_of(square.community, display_name="", email="secret-name@example.jp")
    gone = person(display_name="", email="other-secret@example.jp")
    authors = authors_in(square.community, [nameless.pk, gone.pk], inside=True)
    assert "secret" not in f"{authors[nameless.pk].name} {authors[gone.pk].name}"
    assert str(authors[nameless.pk].name)


def test_role_in_is_none_for_strangers_and_for_the_deactivated(square):
    assert role_in(AnonymousUser(), square.community) is None
    assert role_in(square.outsider, square.community) is None
    square.member.is_active = False
    assert role_in(square.member, square.community) is None


@pytest.mark.parametrize("has_introductions", [True, False])
def test_course_goes_from_joining_over_the_introduction_to_the_talk(square, has_introductions):
    assert course_of(AnonymousUser(), square.community, joined=False) == CourseStep.JOIN
    assert course_of(square.outsider, square.community, joined=False) == CourseStep.JOIN
    if has_introductions:
        hello = channel_in(square.community, "まず自己紹介", kind=ChannelKind.INTRODUCTIONS)
        said(hello, square.other, "切削です。")
        assert course_of(square.member, square.community, joined=True) == CourseStep.INTRODUCE
        said(hello, square.member, "検査です。")
    assert course_of(square.member, square.community, joined=True) == CourseStep.TALK
