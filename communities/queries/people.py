"""Who belongs where, and how people are shown.

Outsiders see display names and roles; the organisation is shown to members and staff only, and the e-mail address is
shown to nobody: who has no display name is shown by role.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast

from django.contrib.auth.models import AnonymousUser
from django.db.models import Case, Count, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import OrganisationMember, User
from communities.enums import RUNNING_ROLES, ChannelKind, MemberRole
from communities.models import Channel, Community, Membership

_MEMBERSHIPS = "_loaded_community_roles"
_RANK = Case(*[When(role=role, then=Value(rank)) for rank, role in enumerate(MemberRole)], output_field=IntegerField())


@dataclass(frozen=True)
class Author:
    """A person as the reader may see them; `head` is the slug of the chosen drawing, empty when none was chosen."""

    name: str | Promise
    note: str
    head: str
    role: MemberRole | None
    key: str
    is_callable: bool = False


@dataclass(frozen=True)
class Circle:
    """Some members, those who run the place first, and how many there are in all."""

    people: tuple[Author, ...]
    total: int


def role_in(user: User | AnonymousUser, community: Community) -> MemberRole | None:
    """The active person's role in the community, or None; all memberships are read once per user object."""
    if not isinstance(user, User) or not user.is_active:
        return None
    if not hasattr(user, _MEMBERSHIPS):
        rows = Membership.objects.filter(user=user).values_list("community_id", "role")
        setattr(user, _MEMBERSHIPS, {community_id: MemberRole(role) for community_id, role in rows})
    return cast("dict[int, MemberRole]", getattr(user, _MEMBERSHIPS)).get(community.pk)


def forget_memberships(user: User | AnonymousUser) -> None:
    """Drop what was read; actions that change memberships call it, and sockets, which live longer than a request."""
    user.__dict__.pop(_MEMBERSHIPS, None)


def role_counts(community: Community) -> dict[MemberRole, int]:
    """How many people there are in each role that occurs, in the order of the roles; one query."""
    rows = Membership.objects.filter(community=community).values_list("role").annotate(n=Count("pk"))
    found: dict[str, int] = dict(rows)
    return {role: found[role] for role in MemberRole if role in found}


def member_circle(community: Community, *, inside: bool, size: int = 8) -> Circle:
    """The first `size` members by role, then by time of joining; `inside`: the reader belongs here. One query."""
    return circle_and_authors(community, (), inside=inside, size=size)[0]


def readers_with_name(channel: Channel) -> QuerySet[User]:
    """The active members who read the channel and can be called by name; one query."""
    roles = RUNNING_ROLES if channel.kind == ChannelKind.ORGANISERS else tuple(MemberRole)
    here = Membership.objects.filter(community=channel.community_id, role__in=roles)
    return User.objects.filter(is_active=True, pk__in=here.values("user")).exclude(display_name="")


def authors_in(community: Community, pks: Iterable[int], *, inside: bool) -> dict[int, Author]:
    """How each of these people is shown in the community, by primary key; at most one query."""
    wanted = set(pks)
    return {user.pk: _author(user, inside) for user in _people(community, Q(pk__in=wanted))} if wanted else {}


def circle_and_authors(
    community: Community, pks: Iterable[int], *, inside: bool, size: int = 8
) -> tuple[Circle, dict[int, Author]]:
    """Both for one page, in one query."""
    members = Membership.objects.filter(community=community)
    first = members.order_by(_RANK, "created_at", "pk").values("user")[:size]
    count = members.order_by().values("community").annotate(n=Count("pk")).values("n")
    wanted = Q(pk__in=set(pks)) | Q(pk__in=first)
    found = list(_people(community, wanted).annotate(total=Subquery(count)))
    authors = {user.pk: _author(user, inside) for user in found}
    ranks = list(MemberRole)
    ranked = sorted((ranks.index(user.role), user.joined_here, user.pk) for user in found if user.role)  # type: ignore[attr-defined]
    total = found[0].total if found else 0
    return Circle(tuple(authors[pk] for *_, pk in ranked[:size]), total or 0), authors


def _people(community: Community, wanted: Q) -> QuerySet[User]:
    """People with their role and time of joining here (None: they do not belong) and their first organisation."""
    here = Membership.objects.filter(community=community, user=OuterRef("pk"))
    places = OrganisationMember.objects.filter(user=OuterRef("pk")).order_by("joined_at", "pk")
    return User.objects.filter(wanted).annotate(
        role=Subquery(here.values("role")[:1]),
        joined_here=Subquery(here.values("created_at")[:1]),
        place=Subquery(places.values("organisation__name")[:1]),
    )


def _author(user: User, inside: bool) -> Author:
    """`user` as `_people` finds it."""
    role = MemberRole(user.role) if user.role else None  # type: ignore[attr-defined]
    place = user.place or "" if inside else ""  # type: ignore[attr-defined]
    told = str(role.label) if role and role != MemberRole.MEMBER else ""
    nameless = role.label if role else _("Somebody who has left")
    return Author(
        name=user.display_name or nameless,
        note=" · ".join(part for part in (place, told) if part and part != user.display_name),
        head=user.avatar,
        role=role,
        key=str(user.public_id),
        is_callable=bool(role and user.display_name and user.is_active),
    )
