"""Reads about people: roles, membership."""

from datetime import date, datetime, timedelta
from typing import cast
from uuid import UUID

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.enums import MemberRole, RoleKind
from accounts.keys import keyed_hash
from accounts.models import AccessPolicy, Consent, Invitation, LoginCode, Organisation, OrganisationMember, Role, User

_ROLES = "_loaded_roles"
_ORGANISATIONS = "_loaded_organisation_ids"
_NEEDS_SECOND_FACTOR = "_needs_second_factor"
_HAS_SECOND_FACTOR = "_has_second_factor"
TWO = 2


def roles_of(user: User) -> list[Role]:
    """All roles of a person, read once per user object (= once per request), so that predicates cost no query each."""
    if not hasattr(user, _ROLES):
        setattr(user, _ROLES, list(Role.objects.filter(user=user)))
    return cast(list[Role], getattr(user, _ROLES))


def forget_rights(user: User) -> None:
    """Drop what was read about a person; actions that change rights and long-lived sockets call it."""
    for name in (_ROLES, _ORGANISATIONS, _NEEDS_SECOND_FACTOR, _HAS_SECOND_FACTOR):
        user.__dict__.pop(name, None)


def has_administrator() -> bool:
    """Whether anybody ever administered this installation, be their account shut or their role over meanwhile."""
    return Role.objects.filter(kind=RoleKind.STAFF).exists() or User.objects.filter(is_superuser=True).exists()


def access_policy() -> AccessPolicy:
    """What the operator asks of jurors and mentors; an operator who never said anything asks nothing."""
    return AccessPolicy.objects.first() or AccessPolicy(pk=1)


def has_second_factor(user: User) -> bool:
    """Whether an authenticator app is set up; read once per user object."""
    if not hasattr(user, _HAS_SECOND_FACTOR):
        found = Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists()
        setattr(user, _HAS_SECOND_FACTOR, found)
    return cast(bool, getattr(user, _HAS_SECOND_FACTOR))


def recovery_codes_left(user: User) -> list[str]:
    """The recovery codes that still work, to be shown to their owner only."""
    codes = Authenticator.objects.filter(user=user, type=Authenticator.Type.RECOVERY_CODES).first()
    return list(codes.wrap().get_unused_codes()) if codes else []


def login_sessions_of(user: User, now: datetime) -> list[UserSession]:
    """The login sessions that may be open, newest first, each with a `reference` that tells nothing of its key."""
    oldest = now - timedelta(seconds=settings.SESSION_COOKIE_AGE)
    sessions = list(UserSession.objects.filter(user=user, last_seen_at__gt=oldest).order_by("-last_seen_at", "-id"))
    for session in sessions:
        session.reference = session_reference(session.session_key)
    return sessions


def consents_of(user: User) -> list[Consent]:
    """What a person agreed to, newest first; `may_renew` where the words can be agreed to again. One query."""
    consents = list(Consent.objects.filter(user=user).order_by("-given_at", "-id"))
    seen: set[tuple[str, str]] = set()
    for consent in consents:
        words = (consent.kind, consent.version)
        consent.may_renew = consent.withdrawn_at is not None and words not in seen  # type: ignore[attr-defined]
        seen.add(words)
    return consents


def session_reference(key: str) -> str:
    """What stands for a login session on the page of its owner."""
    return keyed_hash("login_session", key)[:32]


def needs_second_factor(user: User) -> bool:
    """Whether a second factor is compulsory: for who works for the operator, by the policy for jurors and mentors.

    Never in the demonstration, where one click makes anybody anybody.
    """
    if settings.DEMO_MODE:
        return False
    if not hasattr(user, _NEEDS_SECOND_FACTOR):
        setattr(user, _NEEDS_SECOND_FACTOR, _must_have_second_factor(user))
    return cast(bool, getattr(user, _NEEDS_SECOND_FACTOR))


def _must_have_second_factor(user: User) -> bool:
    today = timezone.localdate()
    kinds = {role.kind for role in roles_of(user) if role.holds_on(today)}
    if user.is_staff or user.is_superuser or kinds & {RoleKind.STAFF, RoleKind.CONTRACTOR}:
        return True
    if not kinds & {RoleKind.JUROR, RoleKind.MENTOR}:
        return False
    policy = access_policy()
    return (policy.jurors_need_second_factor and RoleKind.JUROR in kinds) or (
        policy.mentors_need_second_factor and RoleKind.MENTOR in kinds
    )


def lacks_second_factor(user: User | AnonymousUser) -> bool:
    """Whether a second factor is compulsory for the person and the login session does not prove one.

    A user read from a login session (page, socket, long poll) carries `factors`, see `accounts.backends`. Outside of
    one (a mail that is re-authorised, a list of jurors) it counts that the second factor is set up.
    """
    if not isinstance(user, User) or not needs_second_factor(user):
        return False
    factors: int | None = getattr(user, "factors", None)
    return not has_second_factor(user) if factors is None else factors < TWO


def has_role(
    user: User | AnonymousUser, kind: str | RoleKind, scope: UUID | None = None, on: date | None = None
) -> bool:
    """Whether an active person holds the role on a day (today in Japan when none is given).

    With `scope` the role must hold for that object or everywhere; without it any scope will do. Nobody holds a role
    in a login session without the second factor that is compulsory for them, so no predicate can forget to ask.
    """
    if not isinstance(user, User) or not user.is_active:
        return False
    day = on or timezone.localdate()
    return any(
        role.kind == kind and role.holds_on(day) and (scope is None or role.scope in (None, scope))
        for role in roles_of(user)
    ) and not lacks_second_factor(user)


def scopes_of(user: User | AnonymousUser, kind: str | RoleKind, on: date | None = None) -> set[UUID | None]:
    """The objects for which an active person holds the role; None in it means: everywhere."""
    if not isinstance(user, User) or not user.is_active:
        return set()
    day = on or timezone.localdate()
    scopes = {role.scope for role in roles_of(user) if role.kind == kind and role.holds_on(day)}
    return set() if scopes and lacks_second_factor(user) else scopes


def users_with_role(kind: str | RoleKind, scope: UUID | None = None, on: date | None = None) -> models.QuerySet[User]:
    """Active people who hold the role, for `scope` or everywhere, by name."""
    roles = Role.objects.filter(kind=kind).current(on or timezone.localdate())
    if scope is not None:
        roles = roles.filter(Q(scope=scope) | Q(scope=None))
    return User.objects.filter(is_active=True, pk__in=roles.values("user")).order_by("display_name", "id")


def member_role(user: User | AnonymousUser, organisation: Organisation | None) -> str:
    """What a person is in the organisation, "" for a stranger; membership is read once per user object."""
    if organisation is None or not isinstance(user, User) or not user.is_active:
        return ""
    if not hasattr(user, _ORGANISATIONS):
        found = OrganisationMember.objects.filter(user=user).values_list("organisation_id", "role")
        setattr(user, _ORGANISATIONS, dict(found))
    return str(getattr(user, _ORGANISATIONS).get(organisation.pk, ""))


def is_member_of(user: User | AnonymousUser, organisation: Organisation | None) -> bool:
    """Whether a person belongs to the organisation."""
    return member_role(user, organisation) != ""


def people_with_roles() -> models.QuerySet[Role]:
    """All roles, open ones first, each with its person."""
    return Role.objects.select_related("user").order_by("user__display_name", "user_id", "-starts_on", "-id")


def personas() -> models.QuerySet[User]:
    """The people one can be in the demonstration."""
    return User.objects.filter(is_active=True).exclude(persona="").order_by("id")


def codes_since(moment: datetime) -> models.QuerySet[LoginCode]:
    """Login codes asked for since a moment, for the rate limits."""
    return LoginCode.objects.filter(created_at__gt=moment)


def find_invitation(token: str, now: datetime) -> Invitation | None:
    """The open invitation a link leads to; None for used, withdrawn, expired and made-up ones alike.

    Also None once the inviter may no longer invite: whoever is taken out of an organisation leaves no door open.
    """
    live = Invitation.objects.select_related("organisation", "invited_by").filter(
        accepted_at=None, revoked_at=None, expires_at__gt=now
    )
    found = live.filter(digest=keyed_hash("invitation", token)).first()
    return found if found is not None and _stands(found) else None


def _stands(invitation: Invitation) -> bool:
    """Whether the inviter could send the same invitation now."""
    if invitation.invited_by is None:
        return False
    role = member_role(invitation.invited_by, invitation.organisation)
    return role == MemberRole.OWNER or (role == MemberRole.RIGHT_HAND and invitation.role != MemberRole.OWNER)
