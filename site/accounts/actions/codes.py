"""Signing in by a six-digit code.

What is promised: the answer never tells whether an address is known; a code works once, for ten minutes, in the browser
that asked for it, with five attempts; nobody can lock somebody else out by asking or guessing in their name.

Whoever asks from many network addresses gets many times five attempts. So after twenty wrong guesses a day for one
account its codes have ten digits, and shorter ones open nothing: guessing ends, and the owner still gets in.
"""

import secrets
from datetime import datetime, timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import F, Sum
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext_lazy as _

from accounts.hooks import Happened, LoginCodeCreated, announce, announce_login_code
from accounts.keys import keyed_hash
from accounts.models import LoginCode, User
from accounts.queries import codes_since
from common.errors import InvalidInput, TooMany
from common.text import as_data, digits

CODE_DIGITS = 6
LONG_CODE_DIGITS = 10
GUESSES_A_DAY = 20
LONGEST_EMAIL = 254
LIFETIME = timedelta(minutes=10)
ATTEMPTS = 5
WINDOW = timedelta(minutes=15)
KEPT = timedelta(days=1)
REQUESTS_PER_ADDRESS = 30
REQUESTS_PER_EMAIL_AND_ADDRESS = 5
MAILS_PER_EMAIL = 10
WRONG_CODE = _("That code is not valid. Please check the digits, or ask for a new code.")
WRONG_EMAIL = _("This is not an e-mail address. Example: taro@example.jp")


def request_login_code(*, email: str, now: datetime, address: str = "", language: str = "ja") -> UUID:
    """Make a code for `email`, hand it to the mail hook, and answer the challenge the browser keeps.

    Known, unknown and deactivated addresses are treated alike to the last row written. Raises InvalidInput for
    something that is no address, TooMany when this network address asks too often. When an address was sent many
    codes lately (by anybody), no further mail goes out but the codes in the mailbox go on working, so the owner
    still gets in.
    """
    email = checked_email(email)
    origin = keyed_hash("address", address)
    with transaction.atomic():
        LoginCode.objects.filter(created_at__lt=now - KEPT).delete()
        recent = codes_since(now - WINDOW)
        if origin:
            _refuse_floods(list(recent.filter(address=origin).values_list("email", flat=True)), email)
        length = _safe_length(email, now)
        code = f"{secrets.randbelow(10**length):0{length}}"
        sent = list(recent.filter(email=email).order_by("-created_at", "-id"))
        quiet = len(sent) >= MAILS_PER_EMAIL and sent[0].expires_at > now and sent[0].length >= length
        challenge = LoginCode.objects.create(
            email=email,
            digest=sent[0].digest if quiet else _digest(email, code),
            address=origin,
            created_at=now,
            length=sent[0].length if quiet else length,
            expires_at=sent[0].expires_at if quiet else now + LIFETIME,
            attempts_left=ATTEMPTS,
        )
        if not quiet:
            announce_login_code(
                LoginCodeCreated(email=email, code=code, challenge=challenge.public_id, language=language, now=now)
            )
    return challenge.public_id


def confirm_login_code(*, email: str, code: str, now: datetime, challenge: UUID | None = None) -> User:
    """The person whose code this is; an unknown address becomes a new account.

    `challenge` binds the code to the browser that asked (views always pass it); without it the latest request
    counts. Order: one attempt is used up and committed, then the digits are compared in constant time, then the
    code is marked used (only one of two simultaneous requests can). Every failure raises the same InvalidInput.
    """
    email = checked_email(email)
    found = _use_attempt(email, challenge, now)
    digest = found.digest if found else _digest(email, "")
    if not constant_time_compare(_digest(email, digits(code)), digest) or found is None or not _is_safe(found, now):
        raise InvalidInput({"code": WRONG_CODE})
    with transaction.atomic():
        if not LoginCode.objects.filter(pk=found.pk, used_at=None).update(
            used_at=now, attempts_left=F("attempts_left") + 1
        ):
            raise InvalidInput({"code": WRONG_CODE})
        # The same digits may have been shared with other challenges of this address: they are spent too.
        LoginCode.objects.filter(email=email, digest=digest, used_at=None).update(used_at=now)
        user, created = User.objects.get_or_create(email=email, defaults={"created_at": now})
        if created:
            user.set_unusable_password()
            user.save(update_fields=["password"])
            announce(Happened(verb="user_created", subject=user, by=user, now=now))
    if not user.is_active:
        raise InvalidInput({"code": WRONG_CODE})
    return user


def _use_attempt(email: str, challenge: UUID | None, now: datetime) -> LoginCode | None:
    """Take one attempt from a live code in a statement of its own, so that a refusal cannot roll it back."""
    live = LoginCode.objects.filter(email=email, used_at=None, expires_at__gt=now, attempts_left__gt=0)
    if challenge is not None:
        live = live.filter(public_id=challenge)
    found = live.order_by("-created_at", "-id").first()
    if found is None or not live.filter(pk=found.pk).update(attempts_left=F("attempts_left") - 1):
        return None
    return found


def _is_safe(found: LoginCode, now: datetime) -> bool:
    """Whether a code is long enough for how often its account was guessed at, this guess included."""
    return found.length >= _safe_length(found.email, now)


def _safe_length(email: str, now: datetime) -> int:
    """How many digits a code of this account needs today; known and unknown addresses are counted alike."""
    today = LoginCode.objects.filter(email=email, created_at__gt=now - KEPT)
    guesses = today.aggregate(taken=Sum(ATTEMPTS - F("attempts_left")))["taken"] or 0
    return LONG_CODE_DIGITS if guesses > GUESSES_A_DAY else CODE_DIGITS


def _refuse_floods(asked: list[str], email: str) -> None:
    """Raise TooMany when one network address asks too often, in all or for one e-mail address."""
    if len(asked) >= REQUESTS_PER_ADDRESS or asked.count(email) >= REQUESTS_PER_EMAIL_AND_ADDRESS:
        raise TooMany


def checked_email(email: str) -> str:
    """The address in the form in which it is kept, or InvalidInput."""
    email = as_data(email).lower()
    try:
        validate_email(email)
    except ValidationError:
        raise InvalidInput({"email": WRONG_EMAIL}) from None
    if len(email) > LONGEST_EMAIL:
        raise InvalidInput({"email": WRONG_EMAIL})
    return email


def _digest(email: str, code: str) -> str:
    """Keyed hash of a code: without the secret key the database tells nothing about it."""
    return keyed_hash("login_code", f"{email}:{code}")
