"""Communities for tests. Channels come with their stream and messages through the real action."""

from uuid import uuid4

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from accounts.models import User
from communities.actions import create_channel, post_message
from communities.enums import CommunityKind, JoinPolicy, MemberRole
from communities.models import Channel, Community, Membership, Message
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
