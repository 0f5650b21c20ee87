"""Pages about people: logging in, one's account, organisations, roles, the demonstration."""

from accounts.views.account import account, password, profile, session_end, sessions_end
from accounts.views.confirm import confirm
from accounts.views.consents import consent_renew, consent_withdraw
from accounts.views.demo import demo, demo_enter
from accounts.views.login import (
    login_code,
    login_page,
    login_password,
    login_second,
    logout_page,
    password_reset,
    way_back,
)
from accounts.views.organisations import (
    invitation,
    invitation_revoke,
    member_change,
    member_remove,
    organisation,
    organisation_edit,
    organisation_new,
)
from accounts.views.second_factor import (
    recovery_codes,
    recovery_codes_file,
    recovery_codes_new,
    second_factor,
    second_factor_off,
)
from accounts.views.staff import access_end, people, policy, role_end, second_factor_reset

__all__ = [
    "access_end",
    "account",
    "confirm",
    "consent_renew",
    "consent_withdraw",
    "demo",
    "demo_enter",
    "invitation",
    "invitation_revoke",
    "login_code",
    "login_page",
    "login_password",
    "login_second",
    "logout_page",
    "member_change",
    "member_remove",
    "organisation",
    "organisation_edit",
    "organisation_new",
    "password",
    "password_reset",
    "people",
    "policy",
    "profile",
    "recovery_codes",
    "recovery_codes_file",
    "recovery_codes_new",
    "role_end",
    "second_factor",
    "second_factor_off",
    "second_factor_reset",
    "session_end",
    "sessions_end",
    "way_back",
]
