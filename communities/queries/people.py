"""Who belongs where, and how people are shown.

Outsiders see display names and roles; the organisation is shown to members and staff only, and the e-mail address is
shown to nobody: who has no display name is shown by role.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast

from django.contrib.auth.models import AnonymousUser
from django.db.models import Case, Count, IntegerField, Value, When, Window
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import OrganisationMember, User
from communities.enums import MemberRole
from communities.models import Community, Membership

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
    """The first `size` members by role, then by time of joining; `inside`: the reader belongs here. Two queries."""
    return circle_and_authors(community, (), inside=inside, size=size)[0]


def authors_in(community: Community, users: Iterable[User], *, inside: bool) -> dict[int, Author]:
    """How each of `users` is shown in the community, by primary key; at most two queries."""
    people = {user.pk: user for user in users}
    memberships = Membership.objects.filter(community=community, user__in=people)
    return _authors(memberships, people, inside=inside)


def circle_and_authors(
    community: Community, users: Iterable[User], *, inside: bool, size: int = 8
) -> tuple[Circle, dict[int, Author]]:
    """Both for one page, in three queries together."""
    memberships = Membership.objects.filter(community=community)
    counted = memberships.annotate(total=Window(Count("pk"))).select_related("user")
    first = list(counted.order_by(_RANK, "created_at", "pk")[:size])
    seen = {membership.user_id: membership.user for membership in first}
    others = {user.pk: user for user in users if user.pk not in seen}
    rest = memberships.filter(user__in=others) if others else []
    authors = _authors([*first, *rest], seen | others, inside=inside)
    total: int = first[0].total if first else 0
    return Circle(tuple(authors[user_id] for user_id in seen), total), authors


def _authors(memberships: Iterable[Membership], people: dict[int, User], *, inside: bool) -> dict[int, Author]:
    roles = {membership.user_id: MemberRole(membership.role) for membership in memberships}
    places = _organisation_names(people) if inside else {}
    return {pk: _author(user, roles.get(pk), places.get(pk, "")) for pk, user in people.items()}


def _organisation_names(people: Iterable[int]) -> dict[int, str]:
    """The organisation somebody joined first."""
    rows = OrganisationMember.objects.filter(user__in=people).order_by("-joined_at", "-pk")
    return dict(rows.values_list("user_id", "organisation__name"))


def _author(user: User, role: MemberRole | None, place: str) -> Author:
    told = str(role.label) if role and role != MemberRole.MEMBER else ""
    nameless = role.label if role else _("Somebody who has left")
    return Author(
        name=user.display_name or nameless,
        note=" · ".join(part for part in (place, told) if part and part != user.display_name),
        head=user.avatar,
        role=role,
        key=str(user.public_id),
    )
