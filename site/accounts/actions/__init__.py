"""Everything that writes about people."""

from accounts.actions.administrators import make_first_administrator
from accounts.actions.codes import checked_email, confirm_login_code, request_login_code
from accounts.actions.consents import give_consent, renew_consent, version_of, withdraw_consent
from accounts.actions.invitations import accept_invitation, invite_member, revoke_invitation
from accounts.actions.organisations import (
    add_organisation_member,
    change_member_role,
    create_organisation,
    edit_organisation,
    remove_organisation_member,
)
from accounts.actions.passwords import check_password_login, set_password
from accounts.actions.people import deactivate_user, edit_profile, ensure_persona, reactivate_user, set_language
from accounts.actions.retention import forget_expired
from accounts.actions.roles import end_access, end_role, grant_role, set_access_policy
from accounts.actions.second_factor import (
    renew_recovery_codes,
    reset_second_factor,
    turn_off_second_factor,
    turn_on_second_factor,
    use_second_factor,
)
from accounts.actions.sessions import end_login_session, end_other_login_sessions, leave, note_login_session

__all__ = [
    "accept_invitation",
    "add_organisation_member",
    "change_member_role",
    "check_password_login",
    "checked_email",
    "confirm_login_code",
    "create_organisation",
    "deactivate_user",
    "edit_organisation",
    "edit_profile",
    "end_access",
    "end_login_session",
    "end_other_login_sessions",
    "end_role",
    "ensure_persona",
    "forget_expired",
    "give_consent",
    "grant_role",
    "invite_member",
    "leave",
    "make_first_administrator",
    "note_login_session",
    "reactivate_user",
    "remove_organisation_member",
    "renew_consent",
    "renew_recovery_codes",
    "request_login_code",
    "reset_second_factor",
    "revoke_invitation",
    "set_access_policy",
    "set_language",
    "set_password",
    "turn_off_second_factor",
    "turn_on_second_factor",
    "use_second_factor",
    "version_of",
    "withdraw_consent",
]
