"""The inbox: opening, reading all, telling open pages, putting the daily mail together, choosing how often."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from accounts.models import User
from activity.actions.mail import send_mail_to
from activity.enums import Frequency
from activity.kinds import kind_named
from activity.models import Delivery, Notice, Preference
from activity.queries import DIGEST, INBOX, lost_lines, notices_of, untold_notices, waiting_for_digest
from common.errors import InvalidInput
from realtime.actions import append_event

MOST_IN_DIGEST = 50
MOST_TOLD = 500


@transaction.atomic
def open_notice(*, notice: Notice, by: User, now: datetime) -> Notice:
    """Mark a notice as read, once; the person's other pages hear of it."""
    if Notice.objects.filter(pk=notice.pk, read_at=None).update(read_at=now):
        _tell(by, notice, now)
    return notice


@transaction.atomic
def read_all_notices(*, by: User, now: datetime) -> int:
    """Mark everything as read; answers how many."""
    newest = notices_of(by).filter(read_at=None).first()
    if newest is None:
        return 0
    count = notices_of(by).filter(read_at=None).order_by().update(read_at=now)
    _tell(by, newest, now)
    return count


def hide_lost_notices(*, person: User, lines: Collection[Notice], now: datetime) -> list[Notice]:
    """Hide those of the lines that the person may not read any more, from page and count; answers the others.

    The question stands before the transaction: an inbox with nothing lost, the usual one, writes nothing.
    """
    lost = {line.pk for line in lost_lines(person, lines)}
    if lost:
        with transaction.atomic():
            if Notice.objects.filter(pk__in=lost, hidden_at=None).update(hidden_at=now):
                _tell(person, next(line for line in lines if line.pk in lost), now)
    return [line for line in lines if line.pk not in lost]


@transaction.atomic
def recheck_notices(*, person: User, now: datetime) -> None:
    """What a person may do has changed: hide the lines that are lost, show those that are theirs again."""
    lines = list(Notice.objects.filter(person=person))
    theirs = hide_lost_notices(person=person, lines=lines, now=now)
    back = [line for line in theirs if line.hidden_at is not None]
    if back:
        Notice.objects.filter(pk__in=[line.pk for line in back]).update(hidden_at=None)
        _tell(person, back[0], now)


def tell_open_pages(*, now: datetime) -> int:
    """For the worker: one event in the inbox of everybody who has something new; answers how many people.

    Not in the transaction of the act: announcing to 3,000 people would hold 3,000 streams, in any order. Here they
    are taken in the order of their keys. A worker killed in between tells them again, which changes no number.
    """
    untold = list(untold_notices()[:MOST_TOLD])
    newest = {notice.person: notice for notice in untold}
    with transaction.atomic():
        for person in sorted(newest, key=lambda person: str(person.public_id)):
            _tell(person, newest[person], now)
        Notice.objects.filter(pk__in=[notice.pk for notice in untold]).update(told_at=now)
    return len(newest)


@transaction.atomic
def send_digest(*, person: User, day: str, now: datetime) -> int:
    """Put what a person wants once a day into one mail; answers how many lines it has.

    The lines are locked, so that two workers make one mail; a line about something that the person may not know any
    more is left out. The mail's event is the day: a second call on the same day leaves what came since for tomorrow.
    """
    waiting = list(waiting_for_digest(person).select_for_update()[:MOST_IN_DIGEST])
    if Delivery.objects.filter(kind=DIGEST, event=day, recipient=person.email).exists():
        return 0
    lines = [line for line in waiting if person.is_active and kind_named(line.kind).may_receive(person, line.about)]
    Notice.objects.filter(pk__in=[line.pk for line in waiting]).update(digest_due=False)
    if lines:
        send_mail_to(to=person, kind=DIGEST, key=day, context={"lines": lines, "count": len(lines)})
    return len(lines)


@transaction.atomic
def set_frequency(*, person: User, kind: str, frequency: str, now: datetime) -> None:
    """How often a person wants one kind by mail. Raises InvalidInput for what cannot be chosen.

    What already waits for the daily mail leaves it when the person no longer wants it daily. Stopping the daily mail
    itself stops everything that would come in it.
    """
    if frequency not in Frequency.values or not kind_named(kind).is_choosable:
        raise InvalidInput({kind: ""})
    if kind == DIGEST:
        Preference.objects.filter(person=person, frequency=Frequency.DAILY).update(frequency=frequency)
        Notice.objects.filter(person=person, digest_due=True).update(digest_due=False)
        return
    Preference.objects.update_or_create(person=person, kind=kind, defaults={"frequency": frequency})
    if frequency != Frequency.DAILY:
        Notice.objects.filter(person=person, kind=kind, digest_due=True).update(digest_due=False)


def _tell(person: User, notice: Notice, now: datetime) -> None:
    append_event(
        kind=INBOX, key=str(person.public_id), event="changed", object_id=notice.public_id, data={}, by=None, now=now
    )
