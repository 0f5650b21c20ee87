"""Inviting people into an organisation.

The link in the mail only shows what it is for; joining takes a button (a mail scanner that opens every link joins
nothing), works once, for two weeks, and only for the address that was invited.
"""

import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.actions.codes import checked_email
from accounts.actions.organisations import add_organisation_member
from accounts.enums import MemberRole
from accounts.hooks import Happened, MailWanted, announce, ask_for_mail
from accounts.keys import keyed_hash
from accounts.models import Invitation, Organisation, OrganisationMember, User
from accounts.permissions import owns
from accounts.queries import find_invitation
from common.errors import Conflict, InvalidInput, NotAllowed, NotFound, TooMany
from common.locking import lock

LIFETIME = timedelta(days=14)
MOST_OPEN = 20
MOST_A_DAY = 50
OVER = _("This invitation does not work any more. Please ask for a new one.")
OTHER_ADDRESS = _("This invitation is for another address. Please log out and log in with the address it was sent to.")


@transaction.atomic
def invite_member(
    *, organisation: Organisation, email: str, role: str | MemberRole, by: User, now: datetime, language: str
) -> Invitation:
    """Invite an address; an open invitation of the same address stops working.

    Known and unknown addresses are treated alike. Raises InvalidInput (no address, a member already), NotAllowed when
    somebody who is no owner invites an owner, TooMany when the organisation has too many open invitations.
    """
    email = checked_email(email)
    if role not in MemberRole.values:
        raise InvalidInput({"role": _("Please choose a role.")})
    organisation = lock(Organisation, organisation.public_id)
    if role == MemberRole.OWNER and not owns(by, organisation):
        raise NotAllowed(_("Only an owner may invite another owner."))
    if OrganisationMember.objects.filter(organisation=organisation, user__email=email).exists():
        raise InvalidInput({"email": _("This person belongs to the organisation already.")})
    _make_room(organisation, email, now)
    token = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        organisation=organisation,
        email=email,
        role=role,
        digest=keyed_hash("invitation", token),
        invited_by=by,
        created_at=now,
        expires_at=now + LIFETIME,
    )
    announce(Happened(verb="member_invited", subject=organisation, by=by, now=now, facts={"role": str(role)}))
    context = {"organisation": organisation, "by": by, "token": token, "days": LIFETIME.days}
    ask_for_mail(
        MailWanted(email, "accounts/invitation", str(invitation.public_id), now, language=language, context=context)
    )
    return invitation


def _make_room(organisation: Organisation, email: str, now: datetime) -> None:
    """End the open invitation of the same address; raise TooMany when too many others are open or were sent today."""
    open_ones = organisation.invitations.filter(accepted_at=None, revoked_at=None)
    open_ones.filter(email=email).update(revoked_at=now)
    sent_today = organisation.invitations.filter(created_at__gt=now - timedelta(days=1)).count()
    if open_ones.filter(expires_at__gt=now).count() >= MOST_OPEN or sent_today >= MOST_A_DAY:
        raise TooMany(_("There are too many open invitations. Please withdraw some, or wait until tomorrow."))


@transaction.atomic
def accept_invitation(*, token: str, user: User, now: datetime) -> OrganisationMember:
    """Join, once. Raises Conflict for a link that does not work any more, NotAllowed for another address's link.

    Order: the invitation is marked used by one statement that only one of two simultaneous requests can win.
    """
    invitation = find_invitation(token, now)
    if invitation is None:
        raise Conflict(OVER)
    if invitation.email != user.email:
        raise NotAllowed(OTHER_ADDRESS)
    won = Invitation.objects.filter(pk=invitation.pk, accepted_at=None, revoked_at=None)
    if not won.update(accepted_at=now, accepted_by=user):
        raise Conflict(OVER)
    return add_organisation_member(
        organisation=invitation.organisation, user=user, role=invitation.role, by=invitation.invited_by, now=now
    )


@transaction.atomic
def revoke_invitation(*, invitation: Invitation, by: User, now: datetime) -> None:
    """Withdraw an open invitation; NotFound for one that was used or withdrawn."""
    open_one = Invitation.objects.filter(pk=invitation.pk, accepted_at=None, revoked_at=None)
    if not open_one.update(revoked_at=now):
        raise NotFound
    announce(Happened(verb="invitation_revoked", subject=invitation.organisation, by=by, now=now))
