"""Organisations and who belongs to them."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.enums import AccessKind, MemberRole, OrganisationKind
from accounts.hooks import AccessChanged, Happened, announce, announce_access_change
from accounts.models import Organisation, OrganisationMember, User
from accounts.queries import forget_rights
from common.codes import INDUSTRIES, check_corporate_number, check_municipality_code
from common.errors import InvalidInput, NotAllowed, NotFound, Sentence
from common.idempotency import create_once
from common.locking import lock
from common.text import as_data, as_name, digits, is_katakana, to_katakana

POSTAL_DIGITS = 7
FIELDS = frozenset(
    {"corporate_number", "municipality_code", "industry", "employees", "postal_code", "address", "phone", "note"}
)


@transaction.atomic
def create_organisation(
    *, name: str, kind: str | OrganisationKind, by: User, now: datetime, kana: str = "", **data: Any
) -> Organisation:
    """Create an organisation with `by` as its owner.

    `data` may hold the other fields of the model as text; codes are normalised and checked. Raises InvalidInput with
    a sentence for each wrong field, also when another organisation has the corporate number.
    """
    unknown = set(data) - FIELDS
    if unknown:
        raise TypeError(f"unknown fields: {sorted(unknown)}")
    values = _checked({"name": name, "kana": kana, "kind": kind, **data})
    number = values.pop("corporate_number", None)
    if number is None:
        organisation = Organisation.objects.create(created_at=now, **values)
    else:
        values["created_at"] = now
        organisation, created = create_once(Organisation, key_fields={"corporate_number": number}, values=values)
        if not created:
            raise InvalidInput({"corporate_number": _("This corporate number is registered already.")})
    announce(Happened(verb="organisation_created", subject=organisation, by=by, now=now))
    add_organisation_member(organisation=organisation, user=by, role=MemberRole.OWNER, by=by, now=now)
    return organisation


@transaction.atomic
def edit_organisation(*, organisation: Organisation, by: User, now: datetime, **data: Any) -> Organisation:
    """Change what is known about an organisation; the same checks as when it was registered."""
    organisation = lock(Organisation, organisation.public_id)
    values = _checked(data)
    number = values.get("corporate_number")
    if number and Organisation.objects.filter(corporate_number=number).exclude(pk=organisation.pk).exists():
        raise InvalidInput({"corporate_number": _("This corporate number is registered already.")})
    for name, value in values.items():
        setattr(organisation, name, value)
    organisation.save(update_fields=list(values))
    facts = {"fields": sorted(values)}
    announce(Happened(verb="organisation_edited", subject=organisation, by=by, now=now, facts=facts))
    return organisation


@transaction.atomic
def change_member_role(*, member: OrganisationMember, role: str | MemberRole, by: User, now: datetime) -> None:
    """Make a member owner, right hand or employee; the last owner stays one."""
    found = _locked_member(member)
    if MemberRole(role) != MemberRole.OWNER:
        _keep_an_owner(found)
    found.role = MemberRole(role)
    found.save(update_fields=["role"])
    forget_rights(member.user)
    facts = {"user": str(member.user.public_id), "role": str(found.role)}
    announce(Happened(verb="member_role_changed", subject=found.organisation, by=by, now=now, facts=facts))
    announce_access_change(
        AccessChanged(user=member.user, kind=AccessKind.ROLE_ENDED, now=now, scope=found.organisation.public_id)
    )


@transaction.atomic
def add_organisation_member(
    *, organisation: Organisation, user: User, role: str | MemberRole, by: User | None, now: datetime
) -> OrganisationMember:
    """Add a person to an organisation; somebody who belongs already keeps the role they have."""
    member, created = create_once(
        OrganisationMember,
        key_fields={"organisation": organisation, "user": user},
        values={"role": MemberRole(role), "joined_at": now},
    )
    forget_rights(user)
    if created:
        facts = {"user": str(user.public_id), "role": str(member.role)}
        announce(Happened(verb="member_added", subject=organisation, by=by, now=now, facts=facts))
        announce_access_change(
            AccessChanged(user=user, kind=AccessKind.MEMBER_ADDED, now=now, scope=organisation.public_id)
        )
    return member


@transaction.atomic
def remove_organisation_member(*, member: OrganisationMember, by: User, now: datetime) -> None:
    """Take a person out of an organisation at once; what they wrote stays with the organisation.

    Raises NotAllowed for the last owner (an organisation without one could never invite anybody again), NotFound
    when somebody else was faster. The organisation's row is locked first, so that two owners cannot remove each other.
    """
    found = _locked_member(member)
    _keep_an_owner(found)
    organisation = found.organisation
    user = member.user
    found.delete()
    forget_rights(user)
    facts = {"user": str(user.public_id), "role": str(found.role)}
    announce(Happened(verb="member_removed", subject=organisation, by=by, now=now, facts=facts))
    announce_access_change(
        AccessChanged(user=user, kind=AccessKind.MEMBER_REMOVED, now=now, scope=organisation.public_id)
    )


def _locked_member(member: OrganisationMember) -> OrganisationMember:
    """The member, with the organisation locked, so that two owners cannot remove each other. Raises NotFound."""
    organisation = lock(Organisation, member.organisation.public_id)
    found = OrganisationMember.objects.filter(pk=member.pk, organisation=organisation).first()
    if found is None:
        raise NotFound
    return found


def _keep_an_owner(leaving: OrganisationMember) -> None:
    """Raise NotAllowed when nobody could invite or remove people any more."""
    owners = OrganisationMember.objects.filter(organisation=leaving.organisation, role=MemberRole.OWNER)
    if leaving.role == MemberRole.OWNER and owners.count() == 1:
        raise NotAllowed(_("An organisation needs an owner. Please make somebody else an owner first."))


def _checked(data: dict[str, Any]) -> dict[str, Any]:
    """Normalised values, or InvalidInput naming every wrong field at once."""
    values: dict[str, Any] = {}
    wrong: dict[str, Sentence] = {}
    for name, value in data.items():
        try:
            values[name] = _short(name, _CHECKS.get(name, as_name)(str(value or "")))
        except InvalidInput as error:
            wrong[name] = error.sentence
    if wrong:
        raise InvalidInput(wrong)
    return values


def _short(name: str, value: str | None) -> str | None:
    """Refuse what the column cannot hold; PostgreSQL would answer with an error, SQLite would keep it."""
    longest = getattr(Organisation._meta.get_field(name), "max_length", None)
    if value and longest and len(value) > longest:
        text = _("Please use at most %(most)s characters. There are %(count)s now.")
        raise InvalidInput(text % {"most": longest, "count": len(value)})
    return value


def _name(value: str) -> str:
    if not (name := as_name(value)):
        raise InvalidInput(_("Please enter the name."))
    return name


def _kana(value: str) -> str:
    kana = to_katakana(value)
    if kana and not is_katakana(kana):
        raise InvalidInput(_("Please write the reading in katakana."))
    return kana


def _postal_code(value: str) -> str:
    code = digits(value)
    if as_data(value) and len(code) != POSTAL_DIGITS:
        raise InvalidInput(_("A postal code has 7 digits."))
    return code


def _industry(value: str) -> str:
    letter = as_data(value).upper()
    if letter and letter not in INDUSTRIES:
        raise InvalidInput(_("Please choose an industry from the list."))
    return letter


def _kind(value: str) -> str:
    if value not in OrganisationKind.values:
        raise InvalidInput(_("Please choose what you enter as."))
    return value


_CHECKS = {
    "name": _name,
    "kana": _kana,
    "kind": _kind,
    "corporate_number": lambda value: check_corporate_number(value) if as_data(value) else None,
    "municipality_code": lambda value: check_municipality_code(value) if as_data(value) else "",
    "industry": _industry,
    "postal_code": _postal_code,
    "phone": as_data,
}
