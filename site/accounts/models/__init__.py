"""Who people are: users, organisations, roles for the operator, ways in, consents."""

from accounts.models.access import AccessPolicy, FailedAttempt, LoginCode, Role
from accounts.models.consents import Consent
from accounts.models.organisations import Invitation, Organisation, OrganisationMember
from accounts.models.people import User, UserManager

__all__ = [
    "AccessPolicy",
    "Consent",
    "FailedAttempt",
    "Invitation",
    "LoginCode",
    "Organisation",
    "OrganisationMember",
    "Role",
    "User",
    "UserManager",
]
