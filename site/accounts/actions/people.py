"""The user's own row: name, language, persona, deactivation and its end."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from accounts.actions.sessions import drop_login_sessions
from accounts.enums import AccessKind
from accounts.hooks import AccessChanged, Happened, announce, announce_access_change
from accounts.models import User
from accounts.queries import forget_rights
from common.errors import NotAllowed
from common.text import as_name


@transaction.atomic
def ensure_persona(*, persona: str, email: str, display_name: str, now: datetime, **fields: Any) -> User:
    """The person `persona` of the demonstration, made when missing; only in demo mode.

    A second call changes nothing, so that loading the demonstration twice does.
    """
    if not settings.DEMO_MODE:
        raise NotAllowed
    user, created = User.objects.get_or_create(
        email=email.lower(),
        defaults={"persona": persona, "display_name": display_name, "created_at": now, **fields},
    )
    if created:
        user.set_unusable_password()
        user.save(update_fields=["password"])
        announce(Happened(verb="user_created", subject=user, by=None, now=now))
    return user


@transaction.atomic
def edit_profile(
    *, user: User, display_name: str, family_name: str, given_name: str, language: str, by: User, now: datetime
) -> User:
    """Set the names and the language of the mails. Raises InvalidInput for characters that no name has."""
    user.display_name = as_name(display_name)[:60]
    user.family_name, user.given_name = as_name(family_name)[:60], as_name(given_name)[:60]
    if language in dict(settings.LANGUAGES):
        user.language = language
    user.save(update_fields=["display_name", "family_name", "given_name", "language"])
    announce(Happened(verb="profile_edited", subject=user, by=by, now=now))
    return user


@transaction.atomic
def set_language(*, user: User, language: str, by: User, now: datetime) -> User:
    """Set the language of the mails; an unknown one is ignored."""
    if language in dict(settings.LANGUAGES) and language != user.language:
        user.language = language
        user.save(update_fields=["language"])
    return user


@transaction.atomic
def deactivate_user(*, user: User, by: User, now: datetime) -> User:
    """Shut an account: every predicate answers no from now on, sockets are told, the row and its traces stay."""
    user.is_active = False
    user.save(update_fields=["is_active"])
    drop_login_sessions(user)
    forget_rights(user)
    announce(Happened(verb="user_deactivated", subject=user, by=by, now=now))
    announce_access_change(AccessChanged(user=user, kind=AccessKind.DEACTIVATED, now=now))
    return user


@transaction.atomic
def reactivate_user(*, user: User, by: User, now: datetime) -> User:
    """Open a shut account again; the person logs in anew."""
    user.is_active = True
    user.save(update_fields=["is_active"])
    forget_rights(user)
    announce(Happened(verb="user_reactivated", subject=user, by=by, now=now))
    return user
