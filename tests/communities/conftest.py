"""A community by invitation, as the announcement of a term makes it, and an open one, with people and a channel."""

from dataclasses import dataclass

import pytest
from django.core.cache import cache
from django.utils import translation

from accounts.models import User
from communities.enums import JoinPolicy, MemberRole
from communities.models import Channel, Community
from tests.factories.communities import CommunityFactory, channel_in, member_of, person


@dataclass
class Square:
    """A community with its people."""

    community: Community
    channel: Channel
    member: User
    other: User
    organiser: User
    outsider: User


def make_square(**fields) -> Square:
    community = CommunityFactory(**fields)
    return Square(
        community=community,
        channel=channel_in(community),
        member=member_of(community, display_name="検査の町工場"),
        other=member_of(community, display_name="研磨の町工場"),
        organiser=member_of(community, MemberRole.ORGANISER, display_name="グループ代表"),
        outsider=person(display_name="通りがかり"),
    )


@pytest.fixture
def square(db) -> Square:
    return make_square()


@pytest.fixture
def closed_square(db) -> Square:
    return make_square(join_policy=JoinPolicy.INVITE)


@pytest.fixture(autouse=True)
def _afresh():
    """No bucket and no language of an earlier test."""
    cache.clear()
    translation.activate("ja")
