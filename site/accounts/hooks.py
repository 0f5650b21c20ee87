"""Lists of callables that apps to the left fill in their `AppConfig.ready()`.

accounts may not import activity or realtime; what it has to say, it says through these. Every handler runs inside the
transaction of the action that calls it.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import models

from accounts.enums import AccessKind
from accounts.models import User


@dataclass(frozen=True)
class LoginCodeCreated:
    """A code to be mailed; the only place where its digits stand in clear."""

    email: str
    code: str
    challenge: UUID
    language: str
    now: datetime


@dataclass(frozen=True)
class AccessChanged:
    """Somebody's access ended or changed; announced in the transaction that changes it.

    * LOGOUT: the one login session whose key is `session` ends, by its owner or from another device.
    * SESSIONS_ENDED: every login session of the user ends except the one whose key is `kept` ("" when none stays);
      a new password or second factor does this.
    * DEACTIVATED: every login session ends.
    * ROLE_GRANTED, ROLE_ENDED: `scope` is the object of the role, None for a role that holds everywhere.
    * MEMBER_ADDED, MEMBER_REMOVED: `scope` is the public id of the organisation.
    """

    user: User
    kind: AccessKind
    now: datetime
    scope: UUID | None = None
    session: str = ""
    kept: str = ""


@dataclass(frozen=True)
class Happened:
    """Something for the audit trail."""

    verb: str
    subject: models.Model | type[models.Model]
    by: User | None
    now: datetime
    facts: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class MailWanted:
    """A mail to one person about their account: kind "accounts/<event>", templates in accounts/mail/<event>/.

    The same (kind, key, recipient) is sent once. `to` is an address when the person may have no account yet.
    """

    to: User | str
    kind: str
    key: str
    now: datetime
    language: str | None = None
    context: dict[str, Any] = field(default_factory=dict)


login_code_created: list[Callable[[LoginCodeCreated], None]] = []
mail_wanted: list[Callable[[MailWanted], None]] = []
access_changed: list[Callable[[AccessChanged], None]] = []
happened: list[Callable[[Happened], None]] = []


def announce_login_code(event: LoginCodeCreated) -> None:
    """Hand the code to whoever sends it."""
    for handler in login_code_created:
        handler(event)


def ask_for_mail(event: MailWanted) -> None:
    """Hand a mail to whoever sends it."""
    for handler in mail_wanted:
        handler(event)


def announce_access_change(event: AccessChanged) -> None:
    """Tell sockets and the audit trail that rights changed."""
    for handler in access_changed:
        handler(event)


def announce(event: Happened) -> None:
    """Hand one line to the audit trail."""
    for handler in happened:
        handler(event)
