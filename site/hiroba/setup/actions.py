"""The one act that opens an installation."""

from datetime import datetime

from django.db import transaction

from accounts.actions import make_first_administrator
from accounts.models import User
from home.actions import write_operator


@transaction.atomic
def set_up(*, name: str, contact: str, phone: str, email: str, display_name: str, language: str, now: datetime) -> User:
    """Make the first administrator, then write who runs the site, in their name; both or neither.

    The first step waits for anybody else who is doing the same and raises NotFound for whoever comes second.
    """
    person = make_first_administrator(email=email, display_name=display_name, language=language, now=now)
    write_operator(name=name, email=contact, phone=phone, by=person, now=now)
    return person
