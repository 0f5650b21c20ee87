"""Every right by persona and situation, written by hand."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from accounts.actions import grant_role
from accounts.enums import RoleKind
from accounts.rights import allowed, denial
from communities.actions import remove_message
from communities.enums import ChannelKind, JoinPolicy, MemberRole, RemovalReason
from communities.models import Case, Community
from tests.communities.conftest import make_square
from tests.factories.communities import channel_in, event_in, member_of, person, said

WHO = [
    "anonymous", "outsider", "member", "author", "facilitator", "organiser", "staff", "staff_here", "appointed",
    "organiser_elsewhere", "staff_elsewhere", "appointed_elsewhere", "inactive",
]  # fmt: skip
PLACES = {
    "open": {"join_policy": JoinPolicy.OPEN},
    "request": {"join_policy": JoinPolicy.REQUEST},
    "invite": {"join_policy": JoinPolicy.INVITE},
    "archive": {"join_policy": JoinPolicy.INVITE, "is_public_archive": True},
}
MEMBERS = "member author facilitator organiser"
SERVING = "staff staff_here appointed"
ELSEWHERE = "organiser_elsewhere staff_elsewhere appointed_elsewhere"
EVERYBODY = f"anonymous outsider {MEMBERS} {SERVING} {ELSEWHERE} inactive"

# right, place, kind of channel: who has it
TABLE = [
    ("view_community", "open", "talk", EVERYBODY),
    ("view_community", "request", "talk", EVERYBODY),
    ("view_community", "archive", "talk", EVERYBODY),
    ("view_community", "invite", "talk", f"{MEMBERS} {SERVING}"),
    ("view_channel", "open", "talk", EVERYBODY),
    ("view_channel", "open", "organisers", f"facilitator organiser {SERVING}"),
    ("read_channel", "open", "talk", f"{MEMBERS} {SERVING}"),
    ("read_channel", "invite", "talk", f"{MEMBERS} {SERVING}"),
    ("read_channel", "archive", "talk", EVERYBODY),
    ("read_channel", "archive", "organisers", f"facilitator organiser {SERVING}"),
    ("read_channel", "open", "announcements", f"{MEMBERS} {SERVING}"),
    ("post_message", "open", "talk", MEMBERS),
    ("post_message", "invite", "talk", MEMBERS),
    ("post_message", "archive", "talk", MEMBERS),
    ("post_message", "open", "introductions", MEMBERS),
    ("post_message", "open", "help", MEMBERS),
    ("post_message", "open", "announcements", "facilitator organiser"),
    ("post_message", "open", "organisers", "facilitator organiser"),
    ("edit_message", "open", "talk", "author"),
    ("edit_message", "open", "announcements", ""),
    ("remove_message", "open", "talk", f"author organiser {SERVING}"),
    ("remove_message", "archive", "talk", f"author organiser {SERVING}"),
    ("react_message", "open", "talk", MEMBERS),
    ("react_message", "archive", "talk", MEMBERS),
    ("react_message", "open", "announcements", MEMBERS),
    ("react_message", "open", "organisers", "facilitator organiser"),
    ("report_message", "open", "talk", f"member facilitator organiser {SERVING}"),
    ("report_message", "archive", "talk", f"outsider member facilitator organiser {SERVING} {ELSEWHERE}"),
    ("list_cases", "open", "talk", f"organiser {SERVING}"),
    ("list_cases", "invite", "talk", f"organiser {SERVING}"),
    ("view_case", "open", "talk", f"organiser {SERVING}"),
    ("view_case", "archive", "talk", f"organiser {SERVING}"),
    ("answer_appeal", "open", "talk", SERVING),
    ("appeal_removal", "open", "talk", "author"),
    ("join_community", "open", "talk", f"outsider {SERVING} {ELSEWHERE}"),
    ("join_community", "request", "talk", SERVING),
    ("join_community", "invite", "talk", SERVING),
    ("leave_community", "open", "talk", MEMBERS),
    ("leave_community", "invite", "talk", ""),
    ("view_event", "open", "talk", EVERYBODY),
    ("view_event", "archive", "talk", EVERYBODY),
    ("view_event", "invite", "talk", f"{MEMBERS} {SERVING}"),
    ("announce_event", "open", "talk", f"facilitator organiser {SERVING}"),
    ("announce_event", "invite", "talk", f"facilitator organiser {SERVING}"),
    ("change_event", "open", "talk", f"facilitator organiser {SERVING}"),
    ("see_participants", "open", "talk", f"facilitator organiser {SERVING}"),
    ("see_participants", "invite", "talk", f"facilitator organiser {SERVING}"),
]


def with_role(kind, community=None, **days):
    user = person()
    scope = community.public_id if community else None
    grant_role(user=user, kind=kind, by=None, now=timezone.now(), scope=scope, **days)
    return user


def case_about(message, organiser):
    """The organiser took the message down."""
    remove_message(message=message, reason=RemovalReason.HURTFUL, by=organiser, now=timezone.now())
    return Case.objects.get(message=message)


def people_of(square, channel):
    elsewhere = make_square()
    inactive = member_of(square.community)
    inactive.is_active = False
    return {
        "anonymous": AnonymousUser(),
        "outsider": square.outsider,
        "member": square.other,
        "author": square.member,
        "facilitator": member_of(square.community, MemberRole.FACILITATOR),
        "organiser": square.organiser,
        "staff": with_role(RoleKind.STAFF),
        "staff_here": with_role(RoleKind.STAFF, square.community),
        "appointed": with_role(RoleKind.ORGANISER, square.community),
        "organiser_elsewhere": elsewhere.organiser,
        "staff_elsewhere": with_role(RoleKind.STAFF, elsewhere.community),
        "appointed_elsewhere": with_role(RoleKind.ORGANISER, elsewhere.community),
        "inactive": inactive,
    }


@pytest.mark.parametrize(("right", "place", "kind", "holders"), TABLE)
def test_right(db, right, place, kind, holders):
    square = make_square(**PLACES[place])
    channel = channel_in(square.community, "ほか", kind=ChannelKind(kind))
    perm = f"communities.{right}"
    if right.endswith("_message") and right != "post_message":
        obj = said(channel, square.member)
    elif right in ("view_case", "answer_appeal", "appeal_removal"):
        obj = case_about(said(channel, square.member), square.organiser)
    elif right in ("view_event", "change_event", "see_participants"):
        obj = event_in(square.community)
    else:
        obj = square.community if right.endswith(("_community", "announce_event", "list_cases")) else channel
    people = people_of(square, channel)
    assert " ".join(who for who in WHO if allowed(people[who], perm, obj)) == holders
    assert str(denial(perm))


def test_every_right_is_in_the_table(db):
    from rules.permissions import permissions

    mine = {name.removeprefix("communities.") for name in permissions if name.startswith("communities.")}
    assert mine == {right for right, *_ in TABLE}
    assert mine == {
        "view_community",
        "view_event",
        "announce_event",
        "change_event",
        "see_participants",
        "view_channel",
        "read_channel",
        "post_message",
        "edit_message",
        "react_message",
        "remove_message",
        "report_message",
        "list_cases",
        "view_case",
        "answer_appeal",
        "appeal_removal",
        "join_community",
        "leave_community",
    }


def test_who_has_left_neither_edits_nor_removes(square):
    from communities.actions import leave_community

    message = said(square.channel, square.member)
    leave_community(community=square.community, by=square.member, now=timezone.now())
    assert not allowed(square.member, "communities.edit_message", message)
    assert not allowed(square.member, "communities.remove_message", message)


def test_listed_means_known_to_everybody(db):
    for place, listed in (("open", True), ("request", True), ("invite", False), ("archive", True)):
        community = make_square(**PLACES[place]).community
        assert community.is_listed is listed
        assert Community.objects.listed().filter(pk=community.pk).exists() is listed


@pytest.mark.parametrize("kind", [RoleKind.STAFF, RoleKind.ORGANISER])
@pytest.mark.parametrize(("last", "holds"), [(0, True), (1, True), (-1, False)])
def test_a_role_for_one_community_serves_until_its_last_day(closed_square, kind, last, holds):
    today = timezone.localdate()
    days = {"starts_on": today - timedelta(days=30), "ends_on": today + timedelta(days=last)}
    user = with_role(kind, closed_square.community, **days)
    message = said(closed_square.channel, closed_square.member)
    assert allowed(user, "communities.view_community", closed_square.community) is holds
    assert allowed(user, "communities.remove_message", message) is holds


def test_the_role_of_an_organiser_for_everywhere_opens_no_community(closed_square):
    assert not allowed(with_role(RoleKind.ORGANISER), "communities.view_community", closed_square.community)


def test_staff_of_one_community_are_not_the_office(closed_square):
    user = with_role(RoleKind.STAFF, closed_square.community)
    assert [
        allowed(user, perm) for perm in ("activity.read_records", "activity.see_outbox", "accounts.manage_roles")
    ] == [
        False,
        False,
        False,
    ]
