"""The one search box over what is no page: found at once, never by whom it is not meant for, on both databases."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.utils import timezone

from accounts.enums import RoleKind
from accounts.models import User
from accounts.rights import allowed
from common import searching
from communities.actions import change_event, edit_message, remove_message
from communities.actions.events import Plan
from communities.enums import ChannelKind, CommunityKind, EventMode, JoinPolicy, MemberRole, RemovalReason
from communities.models import Channel, Community, Message
from communities.search_sources import known_places, readable_channels
from home.actions import rebuild_search
from home.models import SearchRow
from tests.factories.accounts import RoleFactory, UserFactory
from tests.factories.communities import CommunityFactory, channel_in, event_in, member_of, said

pytestmark = pytest.mark.django_db
WORDS = ["酒田", "飛騨", "補助", "共創コミュニティ", "メンタリング", "町工場", "ﾃﾚﾜｰｸ", "ｄｘ", "サンロク"]
SAID = "酒田と飛騨の町工場が、補助金より先に共創コミュニティでメンタリング。テレワークとDXはサンロクで。"


def hits(client: Client, query: str, **more: str) -> str:
    response = client.get("/search/", {"q": query, **more})
    assert response.status_code == 200
    return response.content.decode().split("<main")[1].split("</main")[0]


def found(client: Client, query: str, **more: str) -> bool:
    return "<mark>" in hits(client, query, **more)


def place(**fields: Any) -> Community:
    """A factory writes past the action, which would have told the search."""
    community: Community = CommunityFactory(**{"theme": "輪", "summary": "", **fields})
    searching.search_changed(community)
    return community


def archive(**fields: Any) -> Community:
    return place(is_public_archive=True, name="ひろば", **fields)


@pytest.mark.parametrize("word", WORDS)
def test_a_message_is_found_by_every_word(client: Client, word: str):
    community = archive()
    said(channel_in(community), member_of(community), SAID)
    assert found(client, word)


def test_a_message_is_found_as_long_as_it_says_so(client: Client):
    community = archive()
    writer = member_of(community)
    message = said(channel_in(community), writer, "銀河を走る荷台")
    assert found(client, "銀河")
    message = edit_message(message=message, body="海を走る荷台", rev=message.rev, by=writer, now=timezone.now())
    assert (found(client, "銀河"), found(client, "海を走る")) == (False, True)
    remove_message(message=message, reason=RemovalReason.MISTAKE, by=writer, now=timezone.now())
    assert (found(client, "海を走る"), SearchRow.objects.filter(source="messages").count()) == (False, 0)


def test_without_the_call_of_the_action_nothing_is_found(client: Client, monkeypatch: pytest.MonkeyPatch):
    """The twin: with nobody keeping the index, what is said is not found; building it anew finds it."""
    monkeypatch.setattr(searching, "keepers", [])
    community = archive()
    said(channel_in(community), member_of(community), "銀河を走る荷台")
    assert not found(client, "銀河")
    assert rebuild_search() == 2
    assert found(client, "銀河")


def test_an_event_is_found_in_both_languages_and_follows_its_plan(client: Client):
    event = event_in(archive(), title_ja="銀河めぐり", title_en="Galaxy walk")
    assert found(client, "銀河")
    assert found(client, "galaxy")
    plan = Plan(
        title_ja="海めぐり", summary_ja=event.summary_ja, starts_at=event.starts_at, ends_at=event.ends_at,
        closes_at=event.closes_at, mode=EventMode.PLACE, place="産業プラザ",
    )  # fmt: skip
    change_event(event=event, plan=plan, rev=event.rev, by=UserFactory(), now=timezone.now())
    assert (found(client, "銀河"), found(client, "海めぐり")) == (False, True)


def test_members_talk_is_found_by_members_only_and_counted_for_nobody_else(client: Client):
    community = CommunityFactory()
    member = member_of(community)
    said(channel_in(community), member, "銀河を走る荷台")
    assert not found(client, "銀河")
    client.force_login(UserFactory())
    assert "見つかりません" in hits(client, "銀河")
    client.force_login(member)
    assert found(client, "銀河", kind="messages")


def test_a_place_by_invitation_does_not_exist_for_others(client: Client):
    community = place(name="銀河の輪", join_policy=JoinPolicy.INVITE, kind=CommunityKind.COUNCIL)
    event_in(community, title_ja="銀河の会")
    assert not found(client, "銀河")
    client.force_login(member_of(community))
    assert {kind: found(client, "銀河", kind=kind) for kind in ("communities", "events")} == {
        "communities": True,
        "events": True,
    }


def readers(community: Community) -> dict[str, User | AnonymousUser]:
    roles = {str(role): member_of(community, role) for role in MemberRole}
    served: dict[str, User] = {name: UserFactory() for name in ("staff", "staff_here", "appointed", "appointed_all")}
    RoleFactory(user=served["staff"], kind=RoleKind.STAFF)
    RoleFactory(user=served["staff_here"], kind=RoleKind.STAFF, scope=community.public_id)
    RoleFactory(user=served["appointed"], kind=RoleKind.ORGANISER, scope=community.public_id)
    RoleFactory(user=served["appointed_all"], kind=RoleKind.ORGANISER)
    return {**roles, **served, "stranger": UserFactory(), "nobody": AnonymousUser()}


@pytest.mark.parametrize("public", [False, True])
@pytest.mark.parametrize("policy", [JoinPolicy.OPEN, JoinPolicy.INVITE])
def test_what_is_searched_is_what_may_be_read(policy: str, public: bool):
    """The rule as a query and the rule as a predicate, for every reader, place and channel."""
    here = CommunityFactory(join_policy=policy, is_public_archive=public)
    channel_in(CommunityFactory(join_policy=policy, is_public_archive=public), "よそ", kind=ChannelKind.ORGANISERS)
    for kind in ChannelKind:
        channel_in(here, str(kind), kind=kind)
    for name, user in readers(here).items():
        places, channels = known_places(user), readable_channels(user)
        for community in Community.objects.all():
            known = places is None or community.pk in places
            assert known == allowed(user, "communities.view_community", community), (name, community.pk)
        for channel in Channel.objects.select_related("community"):
            read = channels is None or channel.pk in channels
            right = ("communities.view_community", "communities.view_channel", "communities.read_channel")
            objects = (channel.community, channel, channel)
            may = all(allowed(user, one, thing) for one, thing in zip(right, objects, strict=True))
            assert read == may, (name, channel.kind)


def test_kinds_stand_below_each_other_and_each_by_itself(client: Client):
    community = archive()
    place(name="銀河の輪")
    writer = member_of(community)
    channel = channel_in(community)
    for number in range(23):
        said(channel, writer, f"銀河の話 {number}")
    both = hits(client, "銀河")
    assert (both.count('class="found '), both.count("<mark>")) == (2, 6)
    assert "kind=messages" in both
    one = hits(client, "銀河", kind="messages", page="2")
    assert (one.count("<mark>"), "銀河</mark>の話 0" in one) == (3, True)
    assert hits(client, "銀河", kind="nothing").count("<mark>") == 6
    assert "ほかの種類" in hits(client, "銀河", kind="events")


def test_the_newest_message_stands_first(client: Client):
    community = archive()
    for text in ("銀河 はじめ", "銀河 おわり"):
        said(channel_in(community, text), member_of(community), text)
    text = hits(client, "銀河")
    assert text.index("おわり") < text.index("はじめ")


def test_the_title_of_an_event_weighs_more_than_its_words(client: Client):
    community = archive()
    event_in(community, title_ja="銀河の会")
    event_in(community, title_ja="海の会", summary_ja="銀河銀河銀河")
    text = hits(client, "銀河")
    assert text.index("の会") < text.index("海の会")


@pytest.mark.parametrize(
    "query", ["'", '"', "*", "(", "AND", "%", "place", "a AND b", "NEAR(a b)", "銀河 OR", "\ue000"]
)
def test_strange_queries_are_answered(client: Client, query: str):
    community = archive()
    said(channel_in(community), member_of(community), "a b %s AND")
    assert client.get("/search/", {"q": query, "kind": "messages"}).status_code == 200


def test_queries_stay_constant(client: Client, django_assert_max_num_queries: Any):
    counts = []
    community = archive()
    writer = member_of(community)
    client.force_login(writer)
    channel = channel_in(community)
    for _more in range(2):
        for number in range(2):
            said(channel, writer, f"銀河の話 {number}")
            event_in(community, title_ja="銀河の会")
        hits(client, "銀河")
        with django_assert_max_num_queries(24) as captured:
            hits(client, "銀河")
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_a_hit_leads_to_its_place_in_the_channel(client: Client):
    community = archive()
    message = said(channel_in(community), member_of(community), "銀河の話")
    address = f"/communities/channels/{message.channel.public_id}/?before={message.seq + 1}"
    assert address in hits(client, "銀河")
    assert f'id="m-{message.public_id}"' in client.get(address).content.decode()
    assert Message.objects.count() == 1
