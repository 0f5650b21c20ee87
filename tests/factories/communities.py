"""Communities for tests. Channels come with their stream and messages through the real action."""

from datetime import timedelta
from uuid import uuid4

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from accounts.models import User
from communities.actions import Guest, Plan, announce_event, create_channel, post_message, register
from communities.enums import CommunityKind, EventMode, JoinPolicy, MemberRole
from communities.models import Channel, Community, Event, Membership, Message, Registration
from tests.factories.accounts import UserFactory


class CommunityFactory(DjangoModelFactory):
    """An open community of an industry."""

    class Meta:
        model = Community

    name = factory.Sequence(lambda n: f"ものづくり共創 {n}")
    slug = factory.Sequence(lambda n: f"mono-{n}")
    kind = CommunityKind.INDUSTRY
    theme = "断らずに回す"
    summary = "一社で受けきれない仕事を、仲間で受けます。"
    join_policy = JoinPolicy.OPEN


class MembershipFactory(DjangoModelFactory):
    """A member."""

    class Meta:
        model = Membership

    community = factory.SubFactory(CommunityFactory)
    user = factory.SubFactory(UserFactory)
    role = MemberRole.MEMBER


def person(**fields) -> User:
    return UserFactory(**fields)


def member_of(community: Community, role: str = MemberRole.MEMBER, **fields) -> User:
    return MembershipFactory(community=community, role=role, user=UserFactory(**fields)).user


def channel_in(community: Community, name: str = "断らずに回す", **fields) -> Channel:
    return create_channel(community=community, name=name, by=None, now=timezone.now(), **fields)


def said(channel: Channel, by: User, body: str = "うちで受けます。", **fields) -> Message:
    fields = {"client_id": uuid4(), "now": timezone.now(), **fields}
    return post_message(channel=channel, body=body, by=by, **fields).message


def event_in(community: Community, *, in_days: float = 10, **fields) -> Event:
    """An event some days ahead; registration ends a day before."""
    starts_at = fields.pop("starts_at", timezone.now() + timedelta(days=in_days))
    plan = {
        "title_ja": "町工場めぐりの日", "summary_ja": "20人集まれば開催。",
        "mode": EventMode.PLACE, "place": "産業プラザ",
        "starts_at": starts_at, "ends_at": starts_at + timedelta(hours=2), "closes_at": starts_at - timedelta(days=1),
    }  # fmt: skip
    return announce_event(community=community, plan=Plan(**{**plan, **fields}), by=None, now=timezone.now())


def registered(event: Event, email: str = "taro@example.jp", **fields) -> Registration:
    guest = Guest(name=fields.pop("name", "参加する人"), email=email, language="ja")
    fields = {"client_id": uuid4(), "by": None, "now": timezone.now(), **fields}
    return register(event=event, guest=guest, **fields)
