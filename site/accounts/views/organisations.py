"""Organisations: their data, who belongs to them, and inviting people."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.actions import (
    accept_invitation,
    change_member_role,
    create_organisation,
    edit_organisation,
    invite_member,
    remove_organisation_member,
    revoke_invitation,
)
from accounts.enums import MemberRole
from accounts.forms import InvitationForm, MemberRoleForm, OrganisationForm, add_errors
from accounts.models import Invitation, Organisation, OrganisationMember, User
from accounts.queries import find_invitation
from accounts.rights import allowed, require, require_login, require_or_404
from accounts.views.login import reading_and_sending
from common.errors import BadRequest, HirobaError, InvalidInput, NotFound, TooMany, status_of


@never_cache
@reading_and_sending
def organisation_new(request: HttpRequest) -> HttpResponse:
    """Register an organisation; whoever does becomes its owner."""
    user = require_login(request.user)
    form = OrganisationForm(request.POST or None)
    if form.is_valid():
        try:
            made = create_organisation(**form.cleaned_data, by=user, now=timezone.now())
        except InvalidInput as error:
            add_errors(form, error)
        else:
            return redirect("accounts:organisation", made.public_id)
    return render(request, "accounts/organisation_edit.html", {"form": form}, status=status_of(form))


@never_cache
@reading_and_sending
def organisation_edit(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Change what is known about an organisation."""
    user, organisation = _open(request, public_id)
    require(user, "accounts.edit_organisation", organisation)
    form = OrganisationForm(request.POST or None, instance=organisation)
    if form.is_valid():
        try:
            edit_organisation(organisation=organisation, **form.cleaned_data, by=user, now=timezone.now())
        except InvalidInput as error:
            add_errors(form, error)
        else:
            return redirect("accounts:organisation", public_id)
    context = {"form": form, "organisation": Organisation.objects.get(pk=organisation.pk)}
    return render(request, "accounts/organisation_edit.html", context, status=status_of(form))


@never_cache
@reading_and_sending
def organisation(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Data, members and open invitations; POST invites."""
    user, found = _open(request, public_id)
    form = InvitationForm(request.POST or None)
    if request.method == "POST":
        require(user, "accounts.invite_member", found)
        if form.is_valid() and _invited(request, form, found, user):
            return redirect("accounts:organisation", public_id)
    return render(request, "accounts/organisation.html", _context(user, found, form), status=status_of(form))


@never_cache
@require_POST
def member_change(request: HttpRequest, public_id: UUID, person: UUID) -> HttpResponse:
    """Another role for a member."""
    user, member = _member(request, public_id, person)
    form = MemberRoleForm(request.POST)
    if not form.is_valid():
        raise BadRequest
    change_member_role(member=member, role=form.cleaned_data["role"], by=user, now=timezone.now())
    return redirect("accounts:organisation", public_id)


@never_cache
@require_POST
def member_remove(request: HttpRequest, public_id: UUID, person: UUID) -> HttpResponse:
    """Take a member out; everybody may leave."""
    user, member = _member(request, public_id, person, own_too=True)
    remove_organisation_member(member=member, by=user, now=timezone.now())
    return redirect("accounts:account" if member.user == user else "accounts:organisation", *_args(member, user))


@never_cache
@require_POST
def invitation_revoke(request: HttpRequest, public_id: UUID, invitation: UUID) -> HttpResponse:
    """Withdraw an open invitation."""
    user, found = _open(request, public_id)
    require(user, "accounts.invite_member", found)
    open_one = found.invitations.filter(public_id=invitation).first()
    if open_one is None:
        raise NotFound
    revoke_invitation(invitation=open_one, by=user, now=timezone.now())
    return redirect("accounts:organisation", public_id)


@never_cache
@reading_and_sending
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows what the invitation is for and changes nothing; POST joins."""
    found = find_invitation(token, timezone.now())
    if request.method == "POST":
        user = require_login(request.user)
        try:
            member = accept_invitation(token=token, user=user, now=timezone.now())
        except HirobaError as error:
            context = _invitation_context(request, found) | {"refusal": error.sentence}
            return render(request, "accounts/invitation.html", context, status=error.status)
        return redirect("accounts:organisation", member.organisation.public_id)
    return render(
        request, "accounts/invitation.html", _invitation_context(request, found), status=200 if found else 410
    )


def _open(request: HttpRequest, public_id: UUID) -> tuple[User, Organisation]:
    """The organisation, for those who belong to it; to all others it does not exist."""
    user = require_login(request.user)
    found = Organisation.objects.filter(public_id=public_id).first()
    require_or_404(user, "accounts.view_organisation", found)
    assert found is not None  # noqa: S101 - nobody belongs to nothing
    return user, found


def _member(
    request: HttpRequest, public_id: UUID, person: UUID, *, own_too: bool = False
) -> tuple[User, OrganisationMember]:
    """A member, for an owner; one's own membership for everybody."""
    user, found = _open(request, public_id)
    if person != user.public_id or not own_too:
        require(user, "accounts.manage_members", found)
    member = found.memberships.select_related("user", "organisation").filter(user__public_id=person).first()
    if member is None:
        raise NotFound
    return user, member


def _args(member: OrganisationMember, user: User) -> list[UUID]:
    return [] if member.user == user else [member.organisation.public_id]


def _invited(request: HttpRequest, form: InvitationForm, organisation: Organisation, user: User) -> bool:
    try:
        invite_member(
            organisation=organisation,
            **form.cleaned_data,
            by=user,
            now=timezone.now(),
            language=get_language() or settings.LANGUAGE_CODE,
        )
    except InvalidInput as error:
        add_errors(form, error)
    except TooMany as error:
        form.add_error(None, str(error))
    return form.is_valid()


def _context(user: User, organisation: Organisation, form: InvitationForm) -> dict[str, Any]:
    now = timezone.now()
    members = list(organisation.memberships.select_related("user").order_by("joined_at", "pk"))
    owners = [member.pk for member in members if member.role == MemberRole.OWNER]
    return {
        "organisation": organisation,
        "form": form,
        "me": user,
        "members": members,
        "sole_owner": owners[0] if len(owners) == 1 else None,
        "invitations": organisation.invitations.filter(accepted_at=None, revoked_at=None, expires_at__gt=now),
        "may_edit": allowed(user, "accounts.edit_organisation", organisation),
        "may_invite": allowed(user, "accounts.invite_member", organisation),
        "may_manage": allowed(user, "accounts.manage_members", organisation),
        "roles": OrganisationMember._meta.get_field("role").choices,
    }


def _invitation_context(request: HttpRequest, found: Invitation | None) -> dict[str, Any]:
    return {"invitation": found, "is_for_me": bool(found and getattr(request.user, "email", "") == found.email)}
