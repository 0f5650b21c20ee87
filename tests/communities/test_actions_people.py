import pytest
from django.db.models import QuerySet
from django.utils import timezone

from activity.models import Record
from common.errors import Conflict, InvalidInput
from communities.actions import (
    add_member,
    create_channel,
    create_community,
    join_community,
    leave_community,
    mark_read,
)
from communities.enums import ChannelKind, CommunityKind, JoinPolicy, MemberRole
from communities.models import Channel, Membership, ReadMark
from communities.queries import role_in
from realtime.models import Stream, StreamEvent
from tests.communities.conftest import make_square
from tests.factories.common import together
from tests.factories.communities import CommunityFactory, channel_in, person

NOW = timezone.now()


@pytest.mark.parametrize(
    ("kind", "policy"),
    [
        (CommunityKind.INDUSTRY, JoinPolicy.OPEN),
        (CommunityKind.ATTRIBUTE, JoinPolicy.OPEN),
        (CommunityKind.ISSUE, JoinPolicy.OPEN),
        (CommunityKind.SUPPORTERS, JoinPolicy.OPEN),
        (CommunityKind.COUNCIL, JoinPolicy.INVITE),
        (CommunityKind.ALUMNI, JoinPolicy.INVITE),
        (CommunityKind.COHORT, JoinPolicy.INVITE),
    ],
)
def test_create_community_starts_with_the_policy_of_its_kind(db, kind, policy):
    by = person()
    community = create_community(name=" 一期生の会 ", kind=kind, theme="バディ", by=by, now=NOW)
    assert (community.name, community.join_policy, community.created_at) == ("一期生の会", policy, NOW)
    assert community.drawing_text
    assert Record.objects.get(verb="community_created").actor == by


def test_create_community_needs_name_theme_and_known_words(db):
    with pytest.raises(InvalidInput) as caught:
        create_community(
            name=" ", kind="club", theme="", by=None, now=NOW, join_policy="secret", picture="../../etc/passwd"
        )
    assert set(caught.value.fields) == {"name", "theme", "kind", "join_policy", "picture"}


def test_create_community_with_a_taken_slug_is_a_conflict(db):
    fields = {"kind": CommunityKind.ISSUE, "theme": "買い物と移動", "by": None, "now": NOW, "slug": "npo"}
    create_community(name="地域づくり", **fields)
    with pytest.raises(Conflict):
        create_community(name="地域づくり２", **fields)


def test_create_channel_comes_last_and_has_a_stream(db):
    community = CommunityFactory()
    first = create_channel(community=community, name="お知らせ", by=None, now=NOW, kind=ChannelKind.ANNOUNCEMENTS)
    second = create_channel(community=community, name="雑談", by=None, now=NOW)
    assert [channel.position for channel in (first, second)] == [0, 1]
    assert list(Channel.objects.filter(community=community)) == [first, second]
    assert Stream.objects.filter(kind="channel", key=str(second.public_id)).exists()


def test_create_channel_refuses_an_empty_unknown_or_taken_name(db):
    community = CommunityFactory()
    create_channel(community=community, name="雑談", by=None, now=NOW)
    with pytest.raises(Conflict):
        create_channel(community=community, name="雑談 ", by=None, now=NOW)
    for wrong in ({"name": " "}, {"name": "x", "kind": "room"}):
        with pytest.raises(InvalidInput):
            create_channel(community=community, by=None, now=NOW, **wrong)


def test_add_member_twice_is_once_and_keeps_the_role(db):
    community, user, by = CommunityFactory(), person(), person()
    first = add_member(community=community, user=user, role=MemberRole.ORGANISER, by=by, now=NOW)
    again = add_member(community=community, user=user, role=MemberRole.MEMBER, by=by, now=NOW)
    assert (first, again.role) == (again, MemberRole.ORGANISER)
    line = Record.objects.get(verb="community_member_added")
    assert line.facts == {"member": str(user.public_id), "role": "organiser"}
    assert role_in(user, community) == MemberRole.ORGANISER


def test_join_community_makes_members_of_people_and_supporters_of_staff(db):
    community = CommunityFactory()
    assert join_community(community=community, by=person(), now=NOW).role == MemberRole.MEMBER
    assert join_community(community=community, by=person(), now=NOW, as_staff=True).role == MemberRole.SUPPORTER


def test_leave_community_and_come_back(square):
    assert role_in(square.member, square.community) == MemberRole.MEMBER
    leave_community(community=square.community, by=square.member, now=NOW)
    leave_community(community=square.community, by=square.member, now=NOW)
    assert role_in(square.member, square.community) is None
    assert Record.objects.filter(verb="community_left").count() == 1


def test_the_last_organiser_stays_while_others_are_here(square):
    with pytest.raises(Conflict):
        leave_community(community=square.community, by=square.organiser, now=NOW)
    Membership.objects.exclude(user=square.organiser).delete()
    leave_community(community=square.community, by=square.organiser, now=NOW)
    assert not Membership.objects.exists()


def test_who_leaves_is_asked_again_what_their_sockets_may_read(square):
    leave_community(community=square.community, by=square.member, now=NOW)
    leave_community(community=square.community, by=square.member, now=NOW)
    told = StreamEvent.objects.filter(stream__kind="control").values_list("kind", "object_id")
    assert list(told) == [("rights", square.member.public_id)]


def test_one_of_two_organisers_may_leave(square):
    add_member(community=square.community, user=square.outsider, role=MemberRole.ORGANISER, by=None, now=NOW)
    leave_community(community=square.community, by=square.organiser, now=NOW)
    assert role_in(square.organiser, square.community) is None


def test_mark_read_only_moves_forward(square):
    for seq, kept in ((3, 3), (2, 3), (3, 3), (9, 9)):
        mark_read(channel=square.channel, seq=seq, by=square.member)
        assert ReadMark.objects.get(channel=square.channel, user=square.member).seq == kept
    channel_in(square.community, "ほか")
    assert ReadMark.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_windows_that_mark_at_once_leave_the_furthest_mark():
    square = make_square()
    answers = together(8, lambda n: mark_read(channel=square.channel, seq=n + 1, by=square.member))
    assert answers == [None] * 8
    assert ReadMark.objects.get().seq == 8


def test_mark_read_loses_the_insert_and_moves_the_winners_mark(square, monkeypatch):
    """The other window inserts between the look and the insert."""
    ReadMark.objects.create(channel=square.channel, user=square.member, seq=9)
    monkeypatch.setattr(QuerySet, "exists", lambda self: False)
    mark_read(channel=square.channel, seq=4, by=square.member)
    assert ReadMark.objects.get().seq == 9
