"""Communities and channels, with what is new in them for one reader."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from accounts.models import User
from communities.enums import ChannelKind, CourseStep
from communities.models import Channel, Community, CommunityQuerySet, Membership, Message, ReadMark

AnyUser = User | AnonymousUser


@dataclass(frozen=True)
class ChannelEntry:
    """A channel as a list shows it; `mark` is how far the reader has read, None before the first visit."""

    channel: Channel
    unread: int = 0
    mark: int | None = None


def find_community(public_id: UUID) -> Community | None:
    """The community, or None; whether the reader may know of it is a right."""
    return Community.objects.filter(public_id=public_id).first()


def find_channel(public_id: UUID) -> Channel | None:
    """The channel with its community, or None; one query."""
    return Channel.objects.select_related("community").filter(public_id=public_id).first()


def with_member_count(communities: CommunityQuerySet) -> CommunityQuerySet:
    """Adds `member_count`, without a second query."""
    return communities.annotate(member_count=Count("memberships", distinct=True))


def with_last_talk(communities: CommunityQuerySet) -> CommunityQuerySet:
    """Adds `last_said_at`, when somebody spoke last where members talk; None where nobody has. No further query."""
    said = Message.objects.filter(channel__community=OuterRef("pk"), removed_at=None)
    talk = said.exclude(channel__kind=ChannelKind.ORGANISERS).order_by().values("channel__community")
    return communities.annotate(last_said_at=Subquery(talk.annotate(at=Max("created_at")).values("at")))


def with_own_step(communities: CommunityQuerySet, user: User) -> CommunityQuerySet:
    """Adds `has_to_introduce` for the reader's own places: they said nothing yet in the channel for it."""
    greetings = Channel.objects.filter(community=OuterRef("pk"), kind=ChannelKind.INTRODUCTIONS)
    said = Message.objects.filter(channel=OuterRef("pk"), author=user, root=None)
    return communities.annotate(has_to_introduce=Exists(greetings.exclude(Exists(said))))


def directory(user: AnyUser) -> CommunityQuerySet:
    """What the reader may find besides their own communities."""
    found = Community.objects.listed()
    return found.exclude(pk__in=Community.objects.of(user.pk).values("pk")) if user.pk else found


def communities_of(user: AnyUser) -> CommunityQuerySet:
    """The reader's own communities, the one joined last first."""
    if not user.pk:
        return Community.objects.none()
    mine = Membership.objects.filter(community=OuterRef("pk"), user_id=user.pk).values("created_at")
    return Community.objects.of(user.pk).annotate(joined_at=Subquery(mine)).order_by("-joined_at", "pk")


def channels_of(community: Community) -> list[ChannelEntry]:
    """All channels of a community for somebody who does not belong to it: nothing is unread. One query."""
    return [ChannelEntry(channel) for channel in Channel.objects.filter(community=community)]


def my_channels(user: User) -> list[ChannelEntry]:
    """Every channel of every community of the reader, with what is unread in each; one query.

    Unread is what others posted after the reader's mark and after the reader joined, and what was not removed.
    """
    mark = ReadMark.objects.filter(channel=OuterRef("pk"), user=user).values("seq")
    channels = (
        Channel.objects.filter(community__memberships__user=user)
        .select_related("community")
        .annotate(mark=Subquery(mark), joined_at=F("community__memberships__created_at"))
        .annotate(unread=Coalesce(Subquery(_unread(user)), 0))
        .order_by("-joined_at", "community_id", "position", "pk")
    )
    return [ChannelEntry(channel, channel.unread, channel.mark) for channel in channels]


def role_scopes() -> list[tuple[UUID, str]]:
    """The communities for which the office gives roles, by name."""
    return list(Community.objects.order_by("name", "pk").values_list("public_id", "name"))


def _unread(user: User) -> QuerySet[Message, Any]:
    news = Message.objects.filter(
        channel=OuterRef("pk"),
        seq__gt=Coalesce(OuterRef("mark"), 0),
        created_at__gte=OuterRef("joined_at"),
        removed_at=None,
    )
    return news.exclude(author=user).order_by().values("channel").annotate(n=Count("pk")).values("n")


def course_of(user: AnyUser, community: Community, *, joined: bool) -> CourseStep:
    """How far the reader has come on the way in (いまここ); at most one query."""
    if not joined or not user.pk:
        return CourseStep.JOIN
    channels = Channel.objects.filter(community=community, kind=ChannelKind.INTRODUCTIONS)
    said = Q(messages__author_id=user.pk, messages__root=None)
    unwritten = channels.annotate(mine=Count("messages", filter=said)).filter(mine=0)
    return CourseStep.INTRODUCE if unwritten.exists() else CourseStep.TALK
