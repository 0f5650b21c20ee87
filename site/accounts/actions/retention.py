"""Forgetting what has run out: login sessions, login codes, counts of wrong guesses."""

from datetime import datetime, timedelta
from importlib import import_module
from typing import Any

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.db import transaction

from accounts.actions import attempts, codes
from accounts.hooks import Happened, announce
from accounts.models import FailedAttempt, LoginCode, User


@transaction.atomic
def forget_expired(*, now: datetime) -> dict[str, int]:
    """Remove what no longer opens anything; answers how much of what, and says so in the audit trail.

    Codes and guesses are also forgotten when the next one is asked for; here the last ones go, too.
    """
    oldest = now - timedelta(seconds=settings.SESSION_COOKIE_AGE)
    removed = {
        "login_sessions": UserSession.objects.filter(last_seen_at__lt=oldest).delete()[0],
        "login_codes": LoginCode.objects.filter(created_at__lt=now - codes.KEPT).delete()[0],
        "guesses": FailedAttempt.objects.filter(created_at__lt=now - attempts.KEPT).delete()[0],
    }
    store: Any = import_module(settings.SESSION_ENGINE).SessionStore
    store.clear_expired()
    if any(removed.values()):
        announce(Happened(verb="retention_done", subject=User, by=None, now=now, facts=removed))
    return removed
