"""The office gives and ends roles, and ends everything a person does in one act."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.actions import end_access, end_role, grant_role, reset_second_factor, set_access_policy
from accounts.forms import PolicyForm, RoleForm
from accounts.models import Role, User
from accounts.queries import access_policy, people_with_roles
from accounts.rights import require, require_login
from accounts.scopes import scope_names
from accounts.views.login import reading_and_sending
from common.errors import NotAllowed, NotFound, status_of

NO_ACCOUNT = _("Nobody has logged in with this address yet. Please ask the person to log in once, then give the role.")
NOT_ONESELF = _("Nobody gives a role to themselves. Please ask a colleague.")
WRONG_DAYS = _("The last day lies before the first one.")


@dataclass
class PersonWithRoles:
    """One card of the page: a person and what they do."""

    person: User
    is_me: bool
    current: list[Role] = field(default_factory=list)
    past: list[Role] = field(default_factory=list)


@never_cache
@reading_and_sending
def people(request: HttpRequest) -> HttpResponse:
    """Everybody who does something for the operator; POST gives a role."""
    user = _manager(request)
    form = RoleForm(request.POST or None)
    if form.is_valid() and _granted(form, user):
        return redirect("accounts:people")
    asked = access_policy()
    initial = {"jurors": asked.jurors_need_second_factor, "mentors": asked.mentors_need_second_factor}
    context = {
        "form": form,
        "has_errors": bool(form.errors),
        "cards": _cards(user),
        "policy_form": PolicyForm(initial=initial),
    }
    return render(request, "accounts/people.html", context, status=status_of(form))


@never_cache
@require_POST
def role_end(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """End one role today."""
    user = _manager(request)
    role = Role.objects.filter(public_id=public_id).first()
    if role is None:
        raise NotFound
    require(user, "accounts.end_role", role)
    end_role(role=role, by=user, now=timezone.now())
    return redirect("accounts:people")


@never_cache
@reading_and_sending
def access_end(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """End all of a person's roles, rights and logins in one act; GET asks once."""
    user, person = _other_person(request, public_id)
    if request.method == "POST":
        end_access(user=person, by=user, now=timezone.now())
        return redirect("accounts:people")
    return render(request, "accounts/access_end.html", {"person": person})


@never_cache
@require_POST
def second_factor_reset(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """For somebody who lost telephone and recovery codes."""
    user, person = _other_person(request, public_id)
    reset_second_factor(user=person, by=user, now=timezone.now())
    return redirect("accounts:people")


@never_cache
@require_POST
def policy(request: HttpRequest) -> HttpResponse:
    """Whether jurors and mentors need a second factor."""
    user = _manager(request)
    form = PolicyForm(request.POST)
    form.is_valid()
    set_access_policy(**form.cleaned_data, by=user, now=timezone.now())
    return redirect("accounts:people")


def _manager(request: HttpRequest) -> User:
    user = require_login(request.user)
    require(user, "accounts.manage_roles")
    return user


def _other_person(request: HttpRequest, public_id: UUID) -> tuple[User, User]:
    """Somebody who holds or held a role, and is not oneself."""
    user = _manager(request)
    person = User.objects.filter(public_id=public_id, roles__isnull=False).distinct().first()
    if person is None:
        raise NotFound
    if person == user:
        raise NotAllowed
    return user, person


def _granted(form: RoleForm, by: User) -> bool:
    """Give the role; somebody without an account has to log in once before."""
    data = form.cleaned_data
    person = User.objects.filter(email=data["email"].strip().lower(), is_active=True).first()
    starts_on = data["starts_on"] or timezone.localdate()
    if person is None:
        form.add_error("email", str(NO_ACCOUNT))
    elif person == by and not by.is_superuser:
        form.add_error("email", str(NOT_ONESELF))
    elif data["ends_on"] and data["ends_on"] < starts_on:
        form.add_error("ends_on", str(WRONG_DAYS))
    else:
        scope = UUID(data["scope"]) if data["scope"] else None
        now = timezone.now()
        grant_role(
            user=person, kind=data["kind"], by=by, now=now, scope=scope, starts_on=starts_on, ends_on=data["ends_on"]
        )
    return form.is_valid()


def _cards(user: User) -> list[PersonWithRoles]:
    """People with their roles, two queries however many there are (one for the names of what roles hold for)."""
    today, names = timezone.localdate(), scope_names()
    cards: dict[Any, PersonWithRoles] = {}
    for role in people_with_roles():
        card = cards.setdefault(role.user_id, PersonWithRoles(role.user, role.user_id == user.pk))
        role.holds_for = names.get(role.scope, "") if role.scope else ""  # type: ignore[attr-defined]
        (card.past if role.ends_on and role.ends_on < today else card.current).append(role)
    return list(cards.values())
