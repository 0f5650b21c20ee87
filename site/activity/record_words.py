"""Words of the audit trail for what the apps below do; other apps register their own beside their actions."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, User
from activity.words import SubjectKind, register_subject_kind, register_verbs
from common.models import StoredFile

VERBS = {
    "administrator_made": _("became the first administrator"),
    "user_created": _("opened an account"),
    "user_renamed": _("changed the name"),
    "profile_edited": _("changed the name or the language"),
    "user_deactivated": _("deactivated the account"),
    "user_reactivated": _("opened the account again"),
    "organisation_created": _("registered an organisation"),
    "member_added": _("added a member"),
    "role_granted": _("gave a role"),
    "role_ended": _("ended a role"),
    "member_removed": _("removed a member"),
    "password_set": _("set the password"),
    "access_logout": _("logged out"),
    "organisation_edited": _("changed the data of an organisation"),
    "member_role_changed": _("changed what a member is"),
    "member_invited": _("invited somebody"),
    "invitation_revoked": _("withdrew an invitation"),
    "access_ended": _("ended all access"),
    "access_policy_set": _("set who needs a second factor"),
    "consent_given": _("agreed"),
    "consent_withdrawn": _("took a consent back"),
    "login_sessions_ended": _("ended the other login sessions"),
    "second_factor_on": _("switched the second factor on"),
    "second_factor_off": _("took the second factor off"),
    "recovery_codes_renewed": _("made new recovery codes"),
    "recovery_code_used": _("logged in with a recovery code"),
    "file_opened": _("opened a file"),
    "file_saved": _("saved a file"),
    "retention_done": _("removed what had been kept long enough"),
    "records_searched": _("searched the audit trail"),
    "records_verified": _("had the audit trail checked"),
    "records_exported": _("exported the audit trail"),
    "mail_opened": _("opened a mail"),
    "mail_retried": _("sent a mail again"),
    "demo_removed": _("removed the demonstration"),
}


def people(ids: Iterable[UUID]) -> dict[UUID, tuple[str, str]]:
    """Names of people."""
    return {user.public_id: (user.name, "") for user in User.objects.filter(public_id__in=list(ids))}


def find_people(text: str) -> Iterable[UUID]:
    """By address or name, as typed."""
    return User.objects.filter(Q(email=text.lower()) | Q(display_name=text)).values_list("public_id", flat=True)


def organisations(ids: Iterable[UUID]) -> dict[UUID, tuple[str, str]]:
    """Names of organisations."""
    found = Organisation.objects.filter(public_id__in=list(ids)).values_list("public_id", "name")
    return {public_id: (name, "") for public_id, name in found}


def find_organisations(text: str) -> Iterable[UUID]:
    """By a part of the name."""
    return Organisation.objects.filter(name__icontains=text).values_list("public_id", flat=True)[:50]


def files(ids: Iterable[UUID]) -> dict[UUID, tuple[str, str]]:
    """Names of files."""
    found = StoredFile.objects.filter(public_id__in=list(ids)).values_list("public_id", "original_name")
    return {public_id: (name, "") for public_id, name in found}


def register() -> None:
    """Called once by AppConfig.ready()."""
    register_verbs(VERBS)
    register_subject_kind(SubjectKind("accounts.user", _("person"), people, find_people))
    register_subject_kind(SubjectKind("accounts.organisation", _("organisation"), organisations, find_organisations))
    register_subject_kind(SubjectKind("common.storedfile", _("file"), files))
    register_subject_kind(SubjectKind("activity.delivery", _("mail"), lambda ids: {}))
    register_subject_kind(SubjectKind("activity.record", _("audit trail"), lambda ids: {}))
