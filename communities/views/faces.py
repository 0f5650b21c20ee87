"""From people and channels to the parts that the components draw."""

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from common.dates import format_daytime
from common.ui.components.channel import SideGroup, SideLink
from common.ui.components.labels import HEAD_OF, AvatarRole, Chip, Fact, Person, role_for
from common.ui.components.sheets import Card
from communities.enums import CourseStep, JoinPolicy, MemberRole
from communities.models import Community
from communities.queries import Author, ChannelEntry

_BY_ROLE: dict[MemberRole, AvatarRole] = {
    MemberRole.ORGANISER: "organiser",
    MemberRole.FACILITATOR: "leader",
    MemberRole.SUPPORTER: "supporter",
}


def head_of(author: Author) -> AvatarRole:
    """The head somebody chose, else the one of their role, else always the same one for the same person."""
    chosen = HEAD_OF.get(author.head)
    if chosen:
        return chosen
    return _BY_ROLE[author.role] if author.role in _BY_ROLE else role_for(author.key)


def persons(authors: Iterable[Author]) -> list[Person]:
    """Rows of a list of members."""
    return [Person(name=str(author.name), note=author.note, role=head_of(author)) for author in authors]


def person_of(user: User) -> Person:
    """The reader, for messages that are on their way; the server's answer replaces it in full."""
    author = Author(name=user.display_name, note="", head=user.avatar, role=None, key=str(user.public_id))
    return Person(name=user.display_name, role=head_of(author))


def role_person(role: MemberRole) -> Person:
    """A head that stands for everybody in this role, for readers who do not see names."""
    return Person(name=str(role.label), role=_BY_ROLE.get(role) or role_for(role.value))


def side_groups(
    community: Community, channels: Iterable[ChannelEntry], mine: Iterable[ChannelEntry], current: object
) -> list[SideGroup]:
    """The channels of this community, then the reader's other communities with all that is unread there."""
    links = [_channel_link(entry, current) for entry in channels]
    groups = [SideGroup(title=_("Channels"), links=links)]
    others = [entry for entry in mine if entry.channel.community_id != community.pk]
    if others:
        groups.append(SideGroup(title=_("Other communities"), links=_community_links(others)))
    return groups


def _channel_link(entry: ChannelEntry, current: object) -> SideLink:
    is_current = entry.channel == current
    return SideLink(
        label=entry.channel.name,
        url=channel_url(entry),
        icon=entry.channel.icon,  # type: ignore[arg-type]
        unread=0 if is_current else entry.unread,
        current=is_current,
    )


def channel_url(entry: ChannelEntry) -> str:
    """Straight to where reading goes on; without script the anchor does it."""
    anchor = "unread" if entry.unread else "latest"
    return f"{reverse('communities:channel', args=[entry.channel.public_id])}#{anchor}"


def _community_links(entries: Iterable[ChannelEntry]) -> list[SideLink]:
    found: dict[int, SideLink] = {}
    for entry in entries:
        community = entry.channel.community
        known = found.get(community.pk)
        found[community.pk] = SideLink(
            label=community.name,
            url=reverse("communities:community", args=[community.public_id]),
            icon="people",
            unread=entry.unread + (known.unread if known else 0),
        )
    return list(found.values())


def chips_of(community: Community) -> list[Chip]:
    """What kind of place it is and how one comes in."""
    policy = JoinPolicy(community.join_policy)
    is_open = policy == JoinPolicy.OPEN
    chips = [
        Chip(label=community.get_kind_display(), tone="ink"),
        Chip(label=str(policy.label), tone="go" if is_open else "", icon="check" if is_open else "lock"),
    ]
    if community.is_public_archive:
        chips.append(Chip(label=_("Everyone can read"), icon="eye"))
    return chips


def cards(communities: Iterable[Community], *, mine: bool = False) -> list[Card]:
    """Cards of the directory; the communities carry `member_count` and `last_said_at`, one's own `has_to_introduce`."""
    return [
        Card(
            title=community.name,
            href=reverse("communities:community", args=[community.public_id]),
            picture=f"{community.drawing}.svg",
            picture_alt=str(community.drawing_text),
            chips=[*(_here(community) if mine else ()), *chips_of(community)],
            text=_("Theme: %(theme)s. %(summary)s") % {"theme": community.theme, "summary": community.summary},
            facts=[
                Fact(icon="people", text=people_count(community.member_count)),  # type: ignore[attr-defined]
                Fact(icon="reply", text=_last_talk(community.last_said_at)),  # type: ignore[attr-defined]
            ],
        )
        for community in communities
    ]


def _here(community: Community) -> tuple[Chip, ...]:
    """いまここ: how far the reader has come on the way in."""
    is_new = community.has_to_introduce  # type: ignore[attr-defined]
    step = CourseStep.INTRODUCE if is_new else CourseStep.TALK
    return (Chip(label=_("You are here: %(step)s") % {"step": step.label}, tone="sun", icon="flag"),)


def _last_talk(at: datetime | None) -> str:
    """When somebody spoke last; what was said is for those who may read it."""
    return _("Last talk %(when)s") % {"when": format_daytime(at)} if at else _("Nobody has spoken yet")


def people_count(count: int) -> str:
    """38 members, in the reader's language."""
    return ngettext("%(count)d member", "%(count)d members", count) % {"count": count}
