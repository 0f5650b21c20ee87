"""Giving and ending roles: the only doors to `Role`."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.actions.sessions import drop_login_sessions
from accounts.enums import AccessKind, RoleKind
from accounts.hooks import AccessChanged, Happened, announce, announce_access_change
from accounts.models import AccessPolicy, Role, User
from accounts.queries import forget_rights
from common.locking import lock


@transaction.atomic
def grant_role(
    *,
    user: User,
    kind: str | RoleKind,
    by: User | None,
    now: datetime,
    scope: UUID | None = None,
    starts_on: date | None = None,
    ends_on: date | None = None,
) -> Role:
    """Give `user` a role for `scope` (None: everywhere), from today in Japan unless told otherwise.

    A role that is open already is answered as it is. `by` is None only while an installation is being set up.
    Order: the person's row is locked, the role inserted, sockets and the audit trail told.
    """
    User.objects.select_for_update().get(pk=user.pk)
    existing = Role.objects.filter(user=user, kind=kind, scope=scope, ends_on=None).first()
    if existing is not None:
        return existing
    role = Role.objects.create(
        user=user, kind=RoleKind(kind), scope=scope, starts_on=starts_on or timezone.localdate(now), ends_on=ends_on
    )
    forget_rights(user)
    facts = {"kind": str(role.kind), "scope": str(scope or "")}
    announce(Happened(verb="role_granted", subject=user, by=by, now=now, facts=facts))
    announce_access_change(AccessChanged(user=user, kind=AccessKind.ROLE_GRANTED, now=now, scope=scope))
    return role


@transaction.atomic
def end_role(*, role: Role, by: User | None, now: datetime) -> Role:
    """End a role: yesterday was its last day, so that the right is gone at once; a role of today never held.

    Ending an ended role changes nothing. The row stays: it tells who could do what, when.
    """
    role = lock(Role, role.public_id)
    today = timezone.localdate(now)
    if role.ends_on is not None and role.ends_on < today:
        return role
    yesterday = today - timedelta(days=1)
    role.starts_on, role.ends_on = min(role.starts_on, yesterday), yesterday
    role.save(update_fields=["starts_on", "ends_on"])
    forget_rights(role.user)
    facts = {"kind": str(role.kind), "scope": str(role.scope or "")}
    announce(Happened(verb="role_ended", subject=role.user, by=by, now=now, facts=facts))
    announce_access_change(AccessChanged(user=role.user, kind=AccessKind.ROLE_ENDED, now=now, scope=role.scope))
    return role


@transaction.atomic
def end_access(*, user: User, by: User, now: datetime) -> int:
    """End everything a person does for the operator, in one act: every role, the content management, every login.

    For the contractor whose year is over. The account stays (the person may be a citizen too) and can log in again
    without rights. Answers how many roles ended. Order: the person's row is locked, so that no role can be given
    meanwhile; then roles one by one as `end_role` does; then login sessions.
    """
    person = User.objects.select_for_update().get(pk=user.pk)
    today = timezone.localdate(now)
    # A role that begins later must not come true by itself.
    open_roles = Role.objects.filter(user=person).filter(Q(ends_on=None) | Q(ends_on__gte=today))
    ended = [end_role(role=role, by=by, now=now) for role in open_roles]
    person.is_staff = person.is_superuser = False
    person.save(update_fields=["is_staff", "is_superuser"])
    person.groups.clear()
    drop_login_sessions(person)
    forget_rights(user)
    announce(Happened(verb="access_ended", subject=person, by=by, now=now, facts={"roles": len(ended)}))
    announce_access_change(AccessChanged(user=person, kind=AccessKind.SESSIONS_ENDED, now=now))
    return len(ended)


@transaction.atomic
def set_access_policy(*, jurors: bool, mentors: bool, by: User, now: datetime) -> AccessPolicy:
    """Say whether jurors and mentors need a second factor; it holds at their next page."""
    policy, _created = AccessPolicy.objects.update_or_create(
        pk=1, defaults={"jurors_need_second_factor": jurors, "mentors_need_second_factor": mentors}
    )
    facts = {"jurors": jurors, "mentors": mentors}
    announce(Happened(verb="access_policy_set", subject=policy, by=by, now=now, facts=facts))
    return policy
