"""The content management's pages about people: what they write goes through the actions of accounts.

Wagtail's own would set a flag in a row: login sessions, sockets and the audit trail would hear nothing of it.
"""

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.users.forms import UserEditForm
from wagtail.users.views import users

from accounts.actions import deactivate_user, reactivate_user
from accounts.models import User
from accounts.rights import require_login

DELETE, SET_ACTIVE = "delete", "set_active_state"


class PersonForm(UserEditForm):
    """Whether somebody is active and what they may do here; address and names are their own business."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        shown = {"first_name": self.instance.given_name, "last_name": self.instance.family_name}
        for name in ("email", *shown):
            self.fields[name].disabled, self.fields[name].required = True, False
        self.initial.update(shown)


class IndexView(users.IndexView):
    """The list, without a button that deletes."""

    def get_delete_url(self, instance: User) -> None:
        """Nobody is deleted: what they did stays theirs."""


class EditView(users.EditView):
    """One person."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Without a button that deletes."""
        super().setup(request, *args, **kwargs)
        self.can_delete = False

    def save_instance(self) -> User:
        """Shutting an account ends its login sessions and sockets in the same transaction (Wagtail opens it)."""
        person: User = super().save_instance()
        if "is_active" in self.form.changed_data:
            set_active(person, active=person.is_active, by=self.request.user, now=timezone.now())
        return person


class DeleteView(users.DeleteView):
    """Nobody is deleted."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Refuse."""
        raise PermissionDenied


class UserViewSet(users.UserViewSet):
    """What `UserAdminConfig` puts in the place of Wagtail's."""

    index_view_class = IndexView
    edit_view_class = EditView
    delete_view_class = DeleteView

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm]:
        """Our form for people who are there; Wagtail's for new ones."""
        return PersonForm if for_update else super().get_form_class(for_update)


def set_active(person: User, *, active: bool, by: User, now: datetime) -> None:
    """Shut or open an account by the actions of accounts."""
    if active:
        reactivate_user(user=person, by=by, now=now)
    else:
        deactivate_user(user=person, by=by, now=now)


def people_at_once(request: HttpRequest, action_type: str, people: list[Any], action: Any) -> HttpResponse | None:
    """In the place of Wagtail's deeds on many people; they would write past the actions. Runs in their transaction."""
    if action.model is not User or action_type not in {DELETE, SET_ACTIVE}:
        return None
    if action_type == DELETE:
        messages.error(request, _("People are not deleted, since what they did stays on record. Make them inactive."))
        return redirect(action.next_url)
    active: bool = action.cleaned_form.cleaned_data["mark_as_active"]
    chosen = [person for person in people if person != request.user and person.is_active != active]
    by = require_login(request.user)
    for person in chosen:
        set_active(person, active=active, by=by, now=timezone.now())
    messages.success(request, _("Changed: %(count)d") % {"count": len(chosen)})
    return redirect(action.next_url)
