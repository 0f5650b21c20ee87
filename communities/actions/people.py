"""Coming and going."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from activity.actions import record
from common.errors import Conflict
from common.idempotency import create_once
from common.locking import lock
from communities.enums import MemberRole
from communities.models import Community, Membership
from communities.queries import forget_memberships
from realtime.actions import recheck_reader


@dataclass(frozen=True)
class Left:
    """The place somebody gave up: their role, and since when."""

    role: MemberRole
    since: datetime


@transaction.atomic
def add_member(
    *, community: Community, user: User, role: str, by: User | None, now: datetime, since: datetime | None = None
) -> Membership:
    """Make `user` a member; whoever is one already keeps the role they have.

    Order of effects: insert (the unique constraint decides), audit line for a new membership only.
    """
    membership, created = create_once(
        Membership,
        key_fields={"community": community, "user": user},
        values={"role": MemberRole(role), "created_at": since or now},
    )
    forget_memberships(user)
    if created:
        facts = {"member": str(user.public_id), "role": str(membership.role)}
        record(verb="community_member_added", subject=community, by=by, now=now, facts=facts)
    return membership


def join_community(*, community: Community, by: User, now: datetime, as_staff: bool = False) -> Membership:
    """Join by oneself: people as members, the administration as the side that supports. Joining twice is once."""
    role = MemberRole.SUPPORTER if as_staff else MemberRole.MEMBER
    return add_member(community=community, user=by, role=role, by=by, now=now)


@transaction.atomic
def leave_community(*, community: Community, by: User, now: datetime) -> Left | None:
    """Leave; what one has written stays. Leaving twice is once. Answers what `undo_leaving` needs to bring it back.

    The community's row is locked, so that two organisers cannot leave at the same time; open sockets lose the channels
    that are for members. Raises Conflict for the last
    organiser while others are here: somebody has to keep the place.
    """
    lock(Community, community.public_id)
    memberships = Membership.objects.filter(community=community)
    mine = memberships.filter(user=by).first()
    if mine is None:
        return None
    others = memberships.exclude(pk=mine.pk)
    left = Left(role=MemberRole(mine.role), since=mine.created_at)
    if mine.role == MemberRole.ORGANISER and others.exists() and not others.filter(role=MemberRole.ORGANISER).exists():
        raise Conflict(_("You are the last organiser. Please hand the place over before you leave."))
    mine.delete()
    forget_memberships(by)
    record(verb="community_left", subject=community, by=by, now=now)
    recheck_reader(user=by, by=by, now=now)
    return left


def undo_leaving(*, community: Community, left: Left, by: User, now: datetime) -> Membership:
    """Be a member again as if one had never left: the same role, and nothing new is unread.

    The caller keeps `left` where the person cannot write it, and only for some minutes.
    """
    return add_member(community=community, user=by, role=left.role, by=by, now=now, since=left.since)
