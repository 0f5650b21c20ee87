"""Limits on guessing that stop the guesser and not the owner.

A guess is counted before it is looked at, in a statement of its own: a hundred guesses at once are a hundred rows,
whatever each of them answers. A right one takes its row back.

* for one account from one network address: 5 wrong ones in 15 minutes;
* from one network address in all: 30 in 15 minutes;
* for one account from everywhere: 50 an hour. Only that way in is closed then: a password gives way to the mail code,
  the authenticator app to a recovery code, so nobody can be locked out by somebody else.
"""

from datetime import datetime, timedelta

from django.db.models import Q

from accounts.enums import GuessKind
from accounts.keys import keyed_hash
from accounts.models import FailedAttempt
from common.errors import Sentence, TooMany

WINDOW = timedelta(minutes=15)
LONG_WINDOW = timedelta(hours=1)
KEPT = timedelta(days=1)
PER_ACCOUNT_AND_ADDRESS = 5
PER_ADDRESS = 30
PER_ACCOUNT = 50


def begin_attempt(*, kind: GuessKind, account: str, address: str, now: datetime, refusal: Sentence) -> FailedAttempt:
    """Count one guess, or raise TooMany with `refusal`; a refused guess is not counted, so that a refusal ends.

    `account` is the e-mail address; known and unknown ones are counted alike. `address` is the network address.
    """
    FailedAttempt.objects.filter(created_at__lt=now - KEPT).delete()
    attempt = FailedAttempt.objects.create(
        kind=kind, account=keyed_hash("account", account), address=keyed_hash("address", address), created_at=now
    )
    if _is_too_many(attempt, now):
        attempt.delete()
        raise TooMany(refusal)
    return attempt


def forgive_attempt(attempt: FailedAttempt) -> None:
    """Take back the count of a guess that was right."""
    attempt.delete()


def _is_too_many(attempt: FailedAttempt, now: datetime) -> bool:
    """Whether a limit is passed, this guess included."""
    rows = list(
        FailedAttempt.objects.filter(Q(account=attempt.account) | Q(address=attempt.address), kind=attempt.kind)
        .filter(created_at__gt=now - LONG_WINDOW)
        .values_list("account", "address", "created_at")
    )
    late = [(account, address) for account, address, at in rows if at > now - WINDOW]
    from_here = [row for row in late if attempt.address and row[1] == attempt.address]
    return (
        from_here.count((attempt.account, attempt.address)) > PER_ACCOUNT_AND_ADDRESS
        or len(from_here) > PER_ADDRESS
        or sum(account == attempt.account for account, _address, _at in rows) > PER_ACCOUNT
    )
