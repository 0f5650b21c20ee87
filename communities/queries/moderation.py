"""Moderation cases, for those who decide them and for the writer of what was taken down."""

from collections.abc import Iterable
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Q, QuerySet

from accounts.enums import RoleKind
from accounts.models import User
from accounts.queries import scopes_of, users_with_role
from communities.enums import WAITING_CASES, Decision, MemberRole
from communities.models import Case, Community, Membership, Message, Report

RELATED = ("message__channel__community", "message__author", "message__root", "decided_by", "closed_by")
AROUND = 3


def find_case(public_id: UUID) -> Case | None:
    """The moderation case with its message and place, or None; one query."""
    return Case.objects.select_related(*RELATED).filter(public_id=public_id).first()


def cases_for(user: User) -> QuerySet[Case]:
    """Cases of the communities the person organises or serves, without those about their own messages.

    A writer must not learn who reported them, whatever their role is.
    """
    scopes = scopes_of(user, RoleKind.STAFF) | scopes_of(user, RoleKind.ORGANISER)
    organised = Membership.objects.filter(user=user, role=MemberRole.ORGANISER).values("community")
    places = Q(pk__in=organised) | Q(public_id__in=scopes - {None})
    found = Case.objects.exclude(message__author=user).select_related(*RELATED).annotate(n=Count("reports"))
    if None in scopes_of(user, RoleKind.STAFF):
        return found
    return found.filter(message__channel__community__in=Community.objects.filter(places).values("pk"))


def waiting_cases_for(user: User) -> QuerySet[Case]:
    """Those that wait for a decision."""
    return cases_for(user).filter(state__in=WAITING_CASES)


def waiting_in(community: Community, user: User) -> int:
    """How many of them are about one community; one query."""
    return waiting_cases_for(user).filter(message__channel__community=community).count()


def reports_of(case: Case) -> list[Report]:
    """What was reported, by whom, in the order of time; one query."""
    return list(Report.objects.filter(case=case).select_related("reporter").order_by("created_at", "pk"))


def around(message: Message) -> list[Message]:
    """What was said before and after, in the same channel or thread, with the message itself; two queries."""
    same = Message.objects.filter(channel=message.channel, root=message.root_id)
    before = list(same.filter(seq__lte=message.seq).order_by("-seq")[: AROUND + 1])
    return [*reversed(before), *same.filter(seq__gt=message.seq).order_by("seq")[:AROUND]]


def has_other_judge(case: Case, user: User) -> bool:
    """Whether somebody else than `user` and the writer may decide: organisers of the place, or the operator's."""
    community = case.message.channel.community
    taken = {user.pk, case.message.author_id}
    organisers = Membership.objects.filter(community=community, role=MemberRole.ORGANISER, user__is_active=True)
    if organisers.exclude(user__in=taken).exists():
        return True
    kinds = (RoleKind.STAFF, RoleKind.ORGANISER)
    return any(users_with_role(kind, community.public_id).exclude(pk__in=taken).exists() for kind in kinds)


def own_removals(user: User | AnonymousUser, messages: Iterable[Message]) -> dict[int, UUID]:
    """Of the messages that others took down, those that `user` wrote: the case in which it was decided, by message.

    One query when there are any, none otherwise; nobody but the writer ever gets one.
    """
    own = [one.pk for one in messages if one.is_removed and one.author_id == user.pk != one.removed_by_id]
    if not own:
        return {}
    decided = Case.objects.filter(message__in=own, decision=Decision.REMOVED).order_by("decided_at", "pk")
    return dict(decided.values_list("message", "public_id"))
