"""The one door of a mail's state: taken by a worker, sent, tried later, withheld, parked, taken up again."""

import random
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import F

from accounts.models import User
from activity.actions.records import record
from activity.enums import MailState, Urgency
from activity.kinds import kind_named
from activity.models import Delivery
from activity.queries import due_mails
from common.errors import Conflict
from common.locking import lock

# Longer than a mail server may take for one mail; the mail of a killed worker is free again after it.
LEASE = timedelta(minutes=2)
# Pauses before the next try; a code is worthless after ten minutes, anything else may wait out a night.
PAUSES = {
    Urgency.CODE: (5, 15, 45, 120, 240),
    Urgency.LETTER: (60, 300, 1500, 7500, 37500),
    Urgency.NEWS: (60, 300, 1500, 7500, 37500),
}
ATTEMPTS = 1 + len(PAUSES[Urgency.LETTER])
JITTER = 0.25


def take_mail(*, now: datetime, most: Urgency = Urgency.NEWS) -> Delivery | None:
    """Take the most urgent mail that is due, for LEASE; None when there is none.

    The glance before the transaction spares SQLite's one writer twice a second.
    """
    if not due_mails(now, most).exists():
        return None
    with transaction.atomic():
        mail = due_mails(now, most).select_for_update(skip_locked=True).first()
        if mail is not None:
            mail.lease_until = now + LEASE
            mail.save(update_fields=["lease_until"])
    return mail


def give_back_mail(*, mail: Delivery) -> None:
    """Put a mail back untouched: it was the server that failed, not the mail."""
    _still_waiting(mail).update(lease_until=None)


def give_back_all_mails() -> int:
    """When a worker starts that is alone: what a killed one had taken is free at once."""
    return Delivery.objects.filter(state=MailState.WAITING).exclude(lease_until=None).update(lease_until=None)


def note_sent(*, mail: Delivery, now: datetime) -> None:
    """The server took it. Secrets are blanked, except in the demonstration, which shows every mail."""
    fields = {} if settings.DEMO_MODE or not kind_named(mail.kind).is_secret else _blank()
    _still_waiting(mail).update(state=MailState.SENT, sent_at=now, lease_until=None, problem="", **fields)


def withhold_mail(*, mail: Delivery, why: str) -> None:
    """It is not for this person any more, or too late; the text goes, since nobody has a right to it."""
    _still_waiting(mail).update(state=MailState.WITHHELD, lease_until=None, problem=why[:200], **_blank())


def try_later(*, mail: Delivery, problem: str, now: datetime, for_good: bool = False) -> None:
    """Note what went wrong and come back after a growing pause with jitter; park it when that is no use."""
    pauses = PAUSES[Urgency(mail.urgency)]
    tried = mail.attempts + 1
    fields: dict[str, Any] = {"state": MailState.PARKED}
    if not for_good and tried <= len(pauses):
        spread = random.uniform(1 - JITTER, 1 + JITTER)  # noqa: S311 - spreads load, hides nothing
        fields = {"due_at": now + timedelta(seconds=pauses[tried - 1] * spread)}
    _still_waiting(mail).update(attempts=F("attempts") + 1, problem=problem[:200], lease_until=None, **fields)


@transaction.atomic
def retry_mail(*, mail: Delivery, by: User, now: datetime) -> Delivery:
    """The office lets a parked mail go once more from the first try; raises Conflict when it is not parked."""
    locked = lock(Delivery, mail.public_id)
    if locked.state != MailState.PARKED:
        raise Conflict
    locked.state, locked.attempts, locked.due_at, locked.lease_until = MailState.WAITING, 0, now, None
    locked.save(update_fields=["state", "attempts", "due_at", "lease_until"])
    record(verb="mail_retried", subject=locked, by=by, now=now, facts={"kind": locked.kind}, part_of=locked.about)
    return locked


def _still_waiting(mail: Delivery) -> models.QuerySet[Delivery]:
    """The row as long as it waits: who lost the lease to another worker must not undo what that one noted."""
    return Delivery.objects.filter(pk=mail.pk, state=MailState.WAITING)


def _blank() -> dict[str, str]:
    return {"subject": "", "text": "", "html": ""}
