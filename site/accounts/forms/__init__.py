"""Input of the pages about people."""

from accounts.forms.account import PasswordForm, ProfileForm
from accounts.forms.errors import add_errors
from accounts.forms.login import CodeForm, EmailForm, PasswordLoginForm, SecondFactorForm
from accounts.forms.organisations import InvitationForm, MemberRoleForm, OrganisationForm
from accounts.forms.staff import PolicyForm, RoleForm

__all__ = [
    "CodeForm",
    "EmailForm",
    "InvitationForm",
    "MemberRoleForm",
    "OrganisationForm",
    "PasswordForm",
    "PasswordLoginForm",
    "PolicyForm",
    "ProfileForm",
    "RoleForm",
    "SecondFactorForm",
    "add_errors",
]
