"""Login sessions: listed for their owner, ended here or from another device.

Whatever ends one deletes Django's session as well and is announced in the same transaction, for sockets to hear.
"""

from datetime import datetime, timedelta
from importlib import import_module
from typing import Any

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction
from django.utils import timezone

from accounts.enums import AccessKind
from accounts.hooks import AccessChanged, Happened, announce, announce_access_change
from accounts.models import User

# In the session: the day for which its use is written down already.
SEEN_KEY = "seen_on"
LONGEST_DEVICE = 200
NO_ADDRESS = "0.0.0.0"  # noqa: S104 - stands for an unknown address, nothing listens there


@transaction.atomic
def leave(*, user: User, session: str, now: datetime) -> None:
    """End one login session of `user` on its own device; the view only forgets the cookie afterwards.

    Session and announcement stand in one transaction: there is no moment in which sockets are closed and the key
    still opens pages, nor one in which it opens nothing and the sockets go on.
    """
    UserSession.objects.filter(user=user, session_key=session).delete()
    _drop(session)
    announce_access_change(AccessChanged(user=user, kind=AccessKind.LOGOUT, now=now, session=session))


@transaction.atomic
def end_login_session(*, user: User, session: str, now: datetime) -> None:
    """End one login session of `user` from another device; one that has ended already changes nothing."""
    if not UserSession.objects.filter(user=user, session_key=session).delete()[0]:
        return
    _drop(session)
    announce_access_change(AccessChanged(user=user, kind=AccessKind.LOGOUT, now=now, session=session))


@transaction.atomic
def end_other_login_sessions(*, user: User, keep: str, now: datetime) -> None:
    """End every login session of `user` but the one with the key `keep`."""
    drop_login_sessions(user, keep=keep)
    announce(Happened(verb="login_sessions_ended", subject=user, by=user, now=now))
    announce_access_change(AccessChanged(user=user, kind=AccessKind.SESSIONS_ENDED, now=now, kept=keep))


def drop_login_sessions(user: User, keep: str = "") -> None:
    """Delete the login sessions of a person; the caller announces why."""
    ended = UserSession.objects.filter(user=user).exclude(session_key=keep)
    for key in list(ended.values_list("session_key", flat=True)):
        _drop(key)
    ended.delete()


def note_login_session(*, user: User, session: SessionBase, address: str, device: str, now: datetime) -> None:
    """Write down that a login session began, for the list its owner sees; forget those that ran out."""
    oldest = now - timedelta(seconds=settings.SESSION_COOKIE_AGE)
    UserSession.objects.filter(user=user, last_seen_at__lt=oldest).delete()
    session[SEEN_KEY] = timezone.localdate(now).isoformat()
    if not session.session_key:
        session.save()
    UserSession.objects.update_or_create(
        session_key=session.session_key,
        defaults={
            "user": user,
            "ip": address or NO_ADDRESS,
            "user_agent": device[:LONGEST_DEVICE],
            "created_at": now,
            "last_seen_at": now,
        },
    )


def _drop(key: str) -> None:
    store: Any = import_module(settings.SESSION_ENGINE).SessionStore
    store(key).delete()
