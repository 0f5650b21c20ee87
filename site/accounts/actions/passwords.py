"""The password: a second way in beside the mail code, never the only one."""

from datetime import datetime

from django.contrib.auth.hashers import check_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from accounts.actions.attempts import begin_attempt, forgive_attempt
from accounts.actions.codes import checked_email
from accounts.actions.sessions import drop_login_sessions
from accounts.enums import AccessKind, GuessKind
from accounts.hooks import (
    AccessChanged,
    Happened,
    MailWanted,
    announce,
    announce_access_change,
    ask_for_mail,
)
from accounts.models import User
from common.errors import InvalidInput

WRONG = _("The address and the password do not belong together. You can also let us send you a code.")
TOO_MANY = _("That were too many wrong passwords. Please let us send you a code by mail, or wait 15 minutes.")
# Nobody's password: comparing with it costs as much as with a real one.
NO_PASSWORD = "!"  # noqa: S105


def check_password_login(*, email: str, password: str, address: str, now: datetime) -> User:
    """The person whose address and password these are.

    An unknown address, one without a password, a shut account and a wrong password answer with the same sentence,
    the same queries and one password hash each. Raises InvalidInput, or TooMany (see `attempts`).
    """
    email = checked_email(email)
    attempt = begin_attempt(kind=GuessKind.PASSWORD, account=email, address=address, now=now, refusal=TOO_MANY)
    user = User.objects.filter(email=email).first()
    fits = user.check_password(password) if user else check_password(password, NO_PASSWORD)
    if user is None or not fits or not user.is_active:
        raise InvalidInput({"password": WRONG})
    forgive_attempt(attempt)
    return user


@transaction.atomic
def set_password(*, user: User, password: str, by: User, now: datetime) -> User:
    """Set the password, which ends every login session; the view starts its own anew.

    Raises InvalidInput with what is wrong with the password. The person gets a mail.
    """
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise InvalidInput({"password": format_lazy("{}" * len(error.messages), *error.messages)}) from None
    user.set_password(password)
    user.save(update_fields=["password"])
    drop_login_sessions(user)
    announce(Happened(verb="password_set", subject=user, by=by, now=now))
    announce_access_change(AccessChanged(user=user, kind=AccessKind.SESSIONS_ENDED, now=now))
    ask_for_mail(MailWanted(to=user, kind="accounts/password_set", key=now.isoformat(), now=now))
    return user
