"""Whether an installation waits for its first administrator, and who may be it: whoever reads its terminal."""

from base64 import b32encode
from collections.abc import Mapping
from datetime import datetime, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac
from wagtail.models import Page

from accounts.models import User
from accounts.queries import has_administrator, has_second_factor
from activity.models import Record
from home.models import OperatorSettings

SALT = "hiroba.setup"
BYTES = 20
# How long the same form may arrive once more: a doubled click, a browser that sends again.
DOUBLED = timedelta(minutes=2)


def needs_setup() -> bool:
    """True until there is an administrator, and never again."""
    return not has_administrator()


def just_set_up(fields: Mapping[str, str], now: datetime) -> User | None:
    """The administrator whom the same five answers made a moment ago, for a form that arrives twice; None otherwise.

    Ends with the second factor: from then on it is asked for, and nobody gets in by the form.
    """
    made = Record.objects.filter(verb="administrator_made", at__gt=now - DOUBLED).select_related("actor").last()
    person, operator = made.actor if made else None, OperatorSettings.objects.first()
    if person is None or operator is None or not person.is_active or has_second_factor(person):
        return None
    kept = {
        "name": operator.name,
        "contact": operator.email,
        "phone": operator.phone,
        "email": person.email,
        "display_name": person.display_name,
    }
    return person if kept == dict(fields) else None


def setup_token() -> str:
    """32 characters that only this installation can make: from its secret key and a random number of its database.

    Every process and every machine of an installation says the same one, so nothing has to be kept or shared.
    """
    root = Page.get_first_root_node()
    number = str(root.translation_key) if root is not None else ""
    digest = salted_hmac(SALT, number, secret=settings.SECRET_KEY, algorithm="sha256")
    return b32encode(digest.digest()[:BYTES]).decode().lower()


def is_setup_token(token: str) -> bool:
    """Whether these are the characters that the terminal shows; capitals are fine."""
    return constant_time_compare(token.lower().encode("utf-8", "replace"), setup_token().encode())


def setup_address() -> str:
    """The whole address to open."""
    origin = settings.ORIGINS[0] if settings.ORIGINS else ""
    return f"{origin}{reverse('setup', args=[setup_token()])}"
