"""Logging in and out is everybody's; the demonstration's doors are open in demo mode only."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.utils import timezone

from accounts.actions import add_organisation_member, create_organisation, give_consent
from accounts.keys import keyed_hash
from accounts.models import Invitation, Organisation, Role, User
from accounts.way_back import way_back_url
from tests.matrix import Row

Personas = Mapping[str, User]

EVERYBODY = "anonymous visitor owner right declined juror mentor organiser staff contractor"
SIGNED_IN = "visitor owner right declined juror mentor organiser staff contractor"

STRANGERS = "visitor declined juror mentor organiser staff contractor"
NOT_OWNER = "visitor right declined juror mentor organiser staff contractor"
NO_OFFICE = "visitor owner right declined juror mentor organiser contractor"


def organisation(url: str, method: str = "GET", situation: str = "an_organisation") -> Row:
    """A page for those who belong to the organisation; to all others it does not exist."""
    return Row(url, situation, method, allow="owner right", absent=STRANGERS, login="anonymous")


def office(url: str, method: str = "GET", situation: str = "nothing") -> Row:
    """A page for those who give roles."""
    return Row(url, situation, method, allow="staff", denied=NO_OFFICE, login="anonymous")


def own_account(url: str, method: str = "GET") -> Row:
    """A page about nobody but oneself."""
    return Row(url, "nothing", method, allow=SIGNED_IN, login="anonymous")


ROWS = [
    Row("accounts:login", "nothing", allow=EVERYBODY),
    Row("accounts:login_code", "nothing", allow=EVERYBODY),
    # Whoever holds the link gets as far as a field for digits that go to somebody else's mailbox.
    Row("accounts:way_back", "a_way_back", allow=EVERYBODY),
    Row("accounts:way_back", "a_way_back", "POST", allow=EVERYBODY),
    Row("accounts:way_back", "made_up_way_back", absent=EVERYBODY),
    Row("accounts:login_password", "nothing", allow=EVERYBODY),
    Row("accounts:login_password", "nothing", "POST", allow=EVERYBODY),
    Row("accounts:login_second", "nothing", allow=EVERYBODY),
    Row("accounts:login_second", "nothing", "POST", allow=EVERYBODY),
    Row("accounts:password_reset", "nothing", allow=EVERYBODY),
    Row("accounts:password_reset", "nothing", "POST", allow=EVERYBODY),
    Row("accounts:logout", "nothing", allow=EVERYBODY),
    Row("accounts:logout", "nothing", "POST", allow=EVERYBODY),
    Row("accounts:demo", "nothing", allow=EVERYBODY),
    Row("accounts:demo_enter", "a_persona", "POST", allow=EVERYBODY),
    Row("accounts:demo_enter", "no_such_persona", "POST", absent=EVERYBODY),
    own_account("accounts:account"),
    own_account("accounts:profile"),
    own_account("accounts:profile", "POST"),
    own_account("accounts:confirm"),
    own_account("accounts:confirm", "POST"),
    own_account("accounts:password"),
    own_account("accounts:password", "POST"),
    own_account("accounts:second_factor"),
    own_account("accounts:second_factor", "POST"),
    own_account("accounts:second_factor_off", "POST"),
    own_account("accounts:recovery_codes"),
    own_account("accounts:recovery_codes_file"),
    own_account("accounts:recovery_codes_new", "POST"),
    own_account("accounts:sessions_end", "POST"),
    own_account("accounts:organisation_new"),
    own_account("accounts:organisation_new", "POST"),
    organisation("accounts:organisation"),
    organisation("accounts:organisation", "POST"),
    organisation("accounts:organisation_edit"),
    organisation("accounts:organisation_edit", "POST"),
    Row("accounts:member_change", "a_member", "POST", "owner", "right", STRANGERS, "anonymous"),
    Row("accounts:member_remove", "a_member", "POST", "owner", "right", STRANGERS, "anonymous"),
    organisation("accounts:invitation_revoke", "POST", "an_open_invitation"),
    # Whoever has the link reads what it is for; one that does not work is the same page for everybody.
    Row("accounts:invitation", "a_link", allow=EVERYBODY),
    Row("accounts:invitation", "a_link_that_does_not_work", allow=EVERYBODY),
    Row(
        "accounts:invitation",
        "a_link",
        "POST",
        allow="visitor",
        denied="owner right declined juror mentor organiser staff contractor",
        login="anonymous",
    ),
    office("accounts:people"),
    office("accounts:people", "POST"),
    office("accounts:policy", "POST"),
    office("accounts:access_end", "GET", "a_contractor"),
    office("accounts:access_end", "POST", "a_contractor"),
    office("accounts:second_factor_reset", "POST", "a_contractor"),
    office("accounts:role_end", "POST", "a_role"),
    Row("accounts:consent_withdraw", "a_consent_of_the_owner", "POST", "owner", absent=NOT_OWNER, login="anonymous"),
    Row("accounts:consent_renew", "a_consent_of_the_owner", "POST", "owner", absent=NOT_OWNER, login="anonymous"),
    # Somebody else's login session and one that never was answer alike.
    Row("accounts:session_end", "a_login_session_of_nobody", "POST", absent=SIGNED_IN, login="anonymous"),
]


def an_organisation(people: Personas) -> dict[str, Any]:
    """One of the persona "owner", with "right" as the right hand."""
    now = timezone.now()
    made = create_organisation(name="A社", kind="company", by=people["owner"], now=now)
    add_organisation_member(organisation=made, user=people["right"], role="right_hand", by=None, now=now)
    return {"public_id": made.public_id}


def a_member(people: Personas) -> dict[str, Any]:
    """An employee beside owner and right hand."""
    made = an_organisation(people)
    organisation = Organisation.objects.get(**made)
    employee = User.objects.create_user("employee@example.jp")
    add_organisation_member(organisation=organisation, user=employee, role="staff", by=None, now=timezone.now())
    return {**made, "person": employee.public_id}


def an_open_invitation(people: Personas) -> dict[str, Any]:
    """Of the persona "visitor"."""
    made = an_organisation(people)
    invitation = Invitation(
        organisation=Organisation.objects.get(**made),
        email=people["visitor"].email,
        role="staff",
        digest=keyed_hash("invitation", "link"),
        invited_by=people["owner"],
        expires_at=timezone.now() + timedelta(days=1),
    )
    invitation.save()
    return {**made, "invitation": invitation.public_id}


def a_consent_of_the_owner(people: Personas) -> dict[str, Any]:
    owner = people["owner"]
    words = {"kind": "entry_privacy", "title": "個人情報の取扱い", "text": "A", "language": "ja"}
    return {"public_id": give_consent(user=owner, by=owner, now=timezone.now(), **words).public_id}


def a_link(people: Personas) -> dict[str, Any]:
    an_open_invitation(people)
    return {"token": "link"}


def a_way_back(people: Personas) -> dict[str, Any]:
    """From a mail to the persona "owner"."""
    return {"token": way_back_url(email=people["owner"].email, path="/my/").split("/")[-2]}


def a_role(people: Personas) -> dict[str, Any]:
    return {"public_id": Role.objects.get(user=people["contractor"], kind="contractor").public_id}


SITUATIONS = {
    "a_login_session_of_nobody": lambda people: {"reference": "0" * 32},
    "a_consent_of_the_owner": a_consent_of_the_owner,
    "an_organisation": an_organisation,
    "a_member": a_member,
    "an_open_invitation": an_open_invitation,
    "a_link": a_link,
    "a_link_that_does_not_work": lambda people: {"token": "guessed"},
    "a_way_back": a_way_back,
    "made_up_way_back": lambda people: {"token": "guessed"},
    "a_contractor": lambda people: {"public_id": people["contractor"].public_id},
    "a_role": a_role,
}
# A right that is there passes with the role it names.
FIELDS = {"accounts:member_change": lambda persona: {"role": "staff"}}
