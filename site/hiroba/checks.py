"""What only the database can tell about a production that may not start: accounts everybody knows."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.checks import CheckMessage, Error, Tags, register

WELL_KNOWN_PASSWORDS = ("admin", "password", "hiroba", "demo", "changeme", "password1234")


@register(Tags.database)
def default_admin(databases: Iterable[str] | None, **kwargs: Any) -> list[CheckMessage]:
    """Refuse an administrator whose password everybody knows; `serve` asks this in production.

    Only with a database at hand (`check --database default`), and never in a demonstration, whose
    personas everybody may be.
    """
    if not databases or settings.DEMO_MODE:
        return []
    return [
        Error(
            f"The administrator {name} has a default password.",
            hint="manage.py changepassword",
            id="hiroba.E001",
        )
        for name in default_admins()
    ]


def default_admins() -> list[str]:
    """The logins of active superusers that anybody could guess.

    Superusers are few, so hashing a handful of guesses for each costs a second at start.
    """
    administrators = get_user_model()._default_manager.filter(is_superuser=True, is_active=True)
    return [
        str(user.get_username())
        for user in administrators
        if any(user.check_password(guess) for guess in (*WELL_KNOWN_PASSWORDS, str(user.get_username())))
    ]
