"""The address that stops one kind of mail for one person, without logging in (RFC 8058).

It is signed, so that nobody can stop another person's mail, without a date: it never expires and never changes.
"""

from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils import translation

from accounts.models import User
from activity.kinds import Kind

SALT = "activity.unsubscribe"


@dataclass(frozen=True)
class Stop:
    """Which kind for whom."""

    person: UUID
    kind: str


def stop_url(person: User, kind: Kind, language: str) -> str:
    """The whole address, in the language of the mail."""
    token = signing.Signer(salt=SALT).sign_object([str(person.public_id), kind.name])
    with translation.override(language):
        return f"{origin()}{reverse('activity:mail_stop', args=[token])}"


def read_token(token: str) -> Stop | None:
    """What an address says, or None when it is not one of ours."""
    try:
        person, kind = signing.Signer(salt=SALT).unsign_object(token)
        return Stop(UUID(person), str(kind))
    except (signing.BadSignature, ValueError, TypeError):
        return None


def origin() -> str:
    """Where our pages are, for mails."""
    return str(settings.ORIGINS[0] if settings.ORIGINS else settings.WAGTAILADMIN_BASE_URL)
