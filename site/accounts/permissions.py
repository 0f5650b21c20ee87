"""Predicates about people that all apps to the left combine.

Each is False for nobody, for the inactive, and for roles that have ended. None of them queries more than once per
user object.
"""

import rules
from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext_lazy as _

from accounts.enums import MemberRole, RoleKind
from accounts.models import Organisation, Role, User
from accounts.queries import has_role, lacks_second_factor, member_role, scopes_of
from accounts.rights import sentence

AnyUser = User | AnonymousUser


@rules.predicate
def is_signed_in(user: AnyUser) -> bool:
    """Somebody is logged in and not deactivated."""
    return isinstance(user, User) and user.is_active


@rules.predicate
def passed_second_factor(user: AnyUser) -> bool:
    """The login session proves a second factor, or none is compulsory for the person; sockets ask the same.

    Every role predicate below includes it (`queries.has_role`).
    """
    return isinstance(user, User) and user.is_active and not lacks_second_factor(user)


@rules.predicate
def is_staff_member(user: AnyUser) -> bool:
    """Works for the operator (city, association), everywhere; for one term or community ask `has_role` with it."""
    return None in scopes_of(user, RoleKind.STAFF)


@rules.predicate
def is_juror(user: AnyUser) -> bool:
    """Judges entries, in any term."""
    return has_role(user, RoleKind.JUROR)


@rules.predicate
def is_mentor(user: AnyUser) -> bool:
    """Accompanies companies."""
    return has_role(user, RoleKind.MENTOR)


@rules.predicate
def is_contractor(user: AnyUser) -> bool:
    """Runs a programme for the operator under contract."""
    return has_role(user, RoleKind.CONTRACTOR)


@rules.predicate
def is_organiser(user: AnyUser) -> bool:
    """Keeps a community going."""
    return has_role(user, RoleKind.ORGANISER)


@rules.predicate
def belongs_to(user: AnyUser, organisation: Organisation) -> bool:
    """Is in the organisation, whatever the role."""
    return bool(member_role(user, organisation))


@rules.predicate
def leads(user: AnyUser, organisation: Organisation) -> bool:
    """Owner or right hand: those who carry the plan out."""
    return member_role(user, organisation) in {MemberRole.OWNER, MemberRole.RIGHT_HAND}


@rules.predicate
def owns(user: AnyUser, organisation: Organisation) -> bool:
    """Owner of the organisation."""
    return member_role(user, organisation) == MemberRole.OWNER


@rules.predicate
def manages_people(user: AnyUser) -> bool:
    """Works for the operator everywhere, or administers the installation (who gives the very first role).

    A role for one programme is not enough: it would let its holder reach all the others.
    """
    if not isinstance(user, User) or not passed_second_factor(user):
        return False
    return user.is_superuser or None in scopes_of(user, RoleKind.STAFF)


@rules.predicate
def is_somebody_elses(user: AnyUser, role: Role) -> bool:
    """Nobody ends a role of their own: the last who could give one back would lock themselves out."""
    return isinstance(user, User) and role.user_id != user.pk


rules.add_perm("accounts.view_organisation", belongs_to)
rules.add_perm("accounts.edit_organisation", leads)
rules.add_perm("accounts.invite_member", leads)
rules.add_perm("accounts.manage_members", owns)
rules.add_perm("accounts.manage_roles", manages_people)
rules.add_perm("accounts.end_role", manages_people & is_somebody_elses)
sentence("accounts.edit_organisation", _("The owner and the right hand may change this."))
sentence("accounts.invite_member", _("The owner and the right hand may invite people."))
sentence("accounts.manage_members", _("The owner may change who belongs to the organisation."))
sentence("accounts.manage_roles", _("Roles are given by the office in charge."))
sentence("accounts.end_role", _("Nobody ends a role of their own. Please ask a colleague."))
