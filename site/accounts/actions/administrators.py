"""The very first administrator of an installation."""

from datetime import datetime

from django.db import transaction

from accounts.actions.codes import checked_email
from accounts.actions.roles import grant_role
from accounts.enums import RoleKind
from accounts.hooks import Happened, announce
from accounts.models import AccessPolicy, User
from accounts.queries import has_administrator
from common.errors import NotFound


@transaction.atomic
def make_first_administrator(*, email: str, display_name: str, language: str, now: datetime) -> User:
    """Make the person who may do everything and gives everybody else their roles; once in the life of an installation.

    Whoever calls this has asked for the token of the terminal (`hiroba.setup`). Order: the one row of the policy is
    locked, so that two at once queue; then the question whether there is an administrator decides; account, role,
    audit trail. An account that is there already becomes the administrator's. Raises NotFound when there is one.
    """
    AccessPolicy.objects.get_or_create(pk=1)
    AccessPolicy.objects.select_for_update().get(pk=1)
    if has_administrator():
        raise NotFound
    user, created = User.objects.get_or_create(email=checked_email(email), defaults={"created_at": now})
    if created:
        user.set_unusable_password()
        announce(Happened(verb="user_created", subject=user, by=None, now=now))
    user.display_name, user.language = display_name, language
    user.is_active = user.is_staff = user.is_superuser = True
    user.save()
    grant_role(user=user, kind=RoleKind.STAFF, by=None, now=now)
    announce(Happened(verb="administrator_made", subject=user, by=user, now=now))
    return user
