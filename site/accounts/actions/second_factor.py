"""The second factor: an authenticator app (TOTP) and ten recovery codes for the day the phone is gone.

allauth keeps both, encrypted (`accounts.adapters`). What we add: a code works once on every process and database (the
last counter stands in the row), limits that do not lock the owner out, and every change ends the login sessions that
did not prove it.
"""

from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from allauth.mfa.utils import decrypt
from django.conf import settings
from django.db import transaction
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext_lazy as _

from accounts.actions.attempts import begin_attempt, forgive_attempt
from accounts.actions.sessions import drop_login_sessions
from accounts.enums import AccessKind, GuessKind
from accounts.hooks import AccessChanged, Happened, MailWanted, announce, announce_access_change, ask_for_mail
from accounts.models import User
from accounts.queries import forget_rights, needs_second_factor
from common.errors import Conflict, InvalidInput, NotAllowed
from common.text import as_data, digits

PERIOD = 30  # seconds a code of the app holds
TOTP_DIGITS = 6
WRONG = _("That code is not valid. Please type the digits the app shows now, or one of your recovery codes.")
TOO_MANY = _("That were too many wrong codes. Please wait 15 minutes, or use a recovery code.")
WRONG_AT_SET_UP = _(
    "These digits do not fit. Please check that the clock of the telephone is right, and type the next ones."
)
COMPULSORY = _("For what you do here a second factor is compulsory. You can set it up anew, but not go without it.")
ALREADY_ON = _("The second factor is switched on already.")


@transaction.atomic
def turn_on_second_factor(*, user: User, secret: str, code: str, now: datetime, session: str) -> list[str]:
    """Set up the app that shows the codes of `secret`, and answer the ten recovery codes.

    Every login session but `session` ends: it proved one factor only. Raises InvalidInput when the digits do not fit,
    Conflict when somebody was faster (a doubled form).
    """
    User.objects.select_for_update().get(pk=user.pk)
    if Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists():
        raise Conflict(ALREADY_ON)
    counter = _counter_of(secret, digits(as_data(code)), now)
    if counter is None:
        raise InvalidInput({"code": WRONG_AT_SET_UP})
    app = TOTP.activate(user, secret).instance
    app.data["last_counter"] = counter
    app.save(update_fields=["data"])
    codes = RecoveryCodes.activate(user)
    _changed(user, "second_factor_on", user, now, keep=session)
    return list(codes.generate_codes())


@transaction.atomic
def turn_off_second_factor(*, user: User, by: User, now: datetime, session: str) -> None:
    """Go on with one factor; NotAllowed for those for whom the second one is compulsory."""
    if needs_second_factor(user):
        raise NotAllowed(COMPULSORY)
    Authenticator.objects.filter(user=user).delete()
    _changed(user, "second_factor_off", by, now, keep=session)


@transaction.atomic
def reset_second_factor(*, user: User, by: User, now: datetime) -> None:
    """Take the second factor off somebody who lost telephone and recovery codes; all their login sessions end.

    They set up a new one at their next login when it is compulsory.
    """
    Authenticator.objects.filter(user=user).delete()
    _changed(user, "second_factor_off", by, now, keep="")


@transaction.atomic
def renew_recovery_codes(*, user: User, now: datetime) -> list[str]:
    """Ten new recovery codes; the old ones stop working. Raises Conflict when there is no second factor."""
    User.objects.select_for_update().get(pk=user.pk)
    if not Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists():
        raise Conflict
    Authenticator.objects.filter(user=user, type=Authenticator.Type.RECOVERY_CODES).delete()
    codes = RecoveryCodes.activate(user)
    announce(Happened(verb="recovery_codes_renewed", subject=user, by=user, now=now))
    ask_for_mail(MailWanted(to=user, kind="accounts/recovery_codes_renewed", key=now.isoformat(), now=now))
    return list(codes.generate_codes())


def use_second_factor(*, user: User, code: str, address: str, now: datetime) -> Authenticator:
    """The app or the recovery codes that `code` proves; each code works once.

    Raises InvalidInput for everything that does not fit, TooMany after too many guesses. The app and the recovery
    codes have counters of their own: guessing at one leaves the other usable.
    """
    typed = digits(as_data(code))
    kind = GuessKind.TOTP if len(typed) <= TOTP_DIGITS else GuessKind.RECOVERY
    attempt = begin_attempt(kind=kind, account=user.email, address=address, now=now, refusal=TOO_MANY)
    found = _use_app_code(user, typed, now) if kind == GuessKind.TOTP else _use_recovery_code(user, typed, now)
    if found is None or not user.is_active:
        raise InvalidInput({"code": WRONG})
    forgive_attempt(attempt)
    found.last_used_at = now
    found.save(update_fields=["last_used_at"])
    return found


@transaction.atomic
def _use_app_code(user: User, code: str, now: datetime) -> Authenticator | None:
    app = Authenticator.objects.select_for_update().filter(user=user, type=Authenticator.Type.TOTP).first()
    counter = _counter_of(decrypt(app.data["secret"]), code, now) if app else None
    if app is None or counter is None or counter <= app.data.get("last_counter", -1):
        return None
    app.data["last_counter"] = counter
    app.save(update_fields=["data"])
    return app


@transaction.atomic
def _use_recovery_code(user: User, code: str, now: datetime) -> Authenticator | None:
    codes = Authenticator.objects.select_for_update().filter(user=user, type=Authenticator.Type.RECOVERY_CODES).first()
    if codes is None or not codes.wrap().validate_code(code):
        return None
    codes.refresh_from_db()
    left = len(codes.wrap().get_unused_codes())
    announce(Happened(verb="recovery_code_used", subject=user, by=user, now=now, facts={"left": left}))
    ask_for_mail(
        MailWanted(to=user, kind="accounts/recovery_code_used", key=now.isoformat(), now=now, context={"left": left})
    )
    return codes


def _counter_of(secret: str, code: str, now: datetime) -> int | None:
    """The half-minute for which the app shows `code`, the one before and after included; None when there is none."""
    present = int(now.timestamp()) // PERIOD
    spread = settings.MFA_TOTP_TOLERANCE
    fitting = [
        counter
        for counter in range(present - spread, present + spread + 1)
        if constant_time_compare(code, format_hotp_value(hotp_value(secret, counter)))
    ]
    return fitting[0] if fitting else None


def _changed(user: User, event: str, by: User, now: datetime, keep: str) -> None:
    """End the login sessions that know nothing of the change; tell the records, the sockets and the person."""
    drop_login_sessions(user, keep=keep)
    forget_rights(user)
    announce(Happened(verb=event, subject=user, by=by, now=now))
    announce_access_change(AccessChanged(user=user, kind=AccessKind.SESSIONS_ENDED, now=now, kept=keep))
    ask_for_mail(MailWanted(to=user, kind=f"accounts/{event}", key=now.isoformat(), now=now))
