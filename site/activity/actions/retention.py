"""Removing what was kept long enough (`activity.retention`), with a line about it in the audit trail."""

from collections.abc import Collection
from datetime import datetime

from django.db import connection, models, router, transaction
from django.db.models import Q

from activity import append_only
from activity.actions.records import record, seal_records
from activity.enums import MailState
from activity.models import Delivery, Notice, Pruning, Record, Seal
from activity.queries.chain import old_readings
from activity.retention import MAILS_KEPT, READ_NOTICES_KEPT, READINGS_KEPT
from activity.sealing import has_right_mark, pruning_mark
from common.errors import Conflict

BATCH = 500
# Lines looked at for each one taken out: those that were tampered with stay in front.
SPARE = 10
VERB = "retention_done"


@transaction.atomic
def prune_readings(*, now: datetime, limit: int = BATCH) -> int:
    """Take out up to `limit` lines that tell of a look and are old enough; answers how many.

    Only sealed lines that are as they were written: a line that was tampered with stays, as evidence. Order: the lines
    are locked (a second worker finds them gone), the removal is noted with its mark, the lines go, one line about it
    is written. Their links stay, so the chain is whole and each line that lies behind is still checked.
    """
    waiting = old_readings(now - READINGS_KEPT).select_for_update(of=("self",))[: limit * SPARE]
    numbers = [line.pk for line in waiting if has_right_mark(line)][:limit]
    if not numbers:
        return 0
    _take_out(numbers, now)
    record(verb=VERB, subject=Record, by=None, now=now, facts={"looks": len(numbers)})
    return len(numbers)


@transaction.atomic
def take_out_lines(*, numbers: Collection[int], now: datetime) -> int:
    """Take whole lines out of the audit trail, whatever they tell; answers how many. For the demonstration only.

    What personas did, nobody did, and their accounts can only go with their lines. Order: every line that waits gets
    its link; the trigger that refuses is lowered for this transaction; the removal is noted with its mark and the lines
    go; the trigger is put up again. The links stay, so `verify_records` finds the chain whole, and a line that
    somebody else removed is still named. The caller writes the line that says why. Raises Conflict when a line is not
    as it was written: that is evidence and stays.
    """
    while seal_records(now=now):
        pass
    lines = Record.objects.filter(pk__in=numbers)
    sealed = set(Seal.objects.filter(record_number__in=numbers).values_list("record_number", flat=True))
    if any(line.pk not in sealed or not has_right_mark(line) for line in lines.iterator()):
        raise Conflict
    if numbers:
        with append_only.lowered(connection):
            _take_out(sorted(numbers), now)
    return len(numbers)


def _take_out(numbers: Collection[int], now: datetime) -> None:
    """Note which links lose their lines, with the mark that shows that this installation did it; then the lines go."""
    links = dict(Seal.objects.filter(record_number__in=numbers).order_by("position").values_list("position", "digest"))
    positions = list(links)
    pruning = Pruning(
        pruned_at=now, first=positions[0], last=positions[-1], last_digest=links[positions[-1]], positions=positions
    )
    pruning.mark = pruning_mark(pruning)
    pruning.save(force_insert=True)
    # Past the model's own refusal; the database refuses all the same what is not old enough.
    lines: models.QuerySet[Record] = models.QuerySet(Record).filter(pk__in=numbers)
    lines._raw_delete(router.db_for_write(Record))


@transaction.atomic
def prune_told(*, now: datetime, limit: int = BATCH) -> int:
    """Remove up to `limit` mails that are done with and as many notices that were read; answers how many.

    Mails that wait or were given up stay: somebody has to look at those.
    """
    sent = Q(state=MailState.SENT, sent_at__lt=now - MAILS_KEPT)
    withheld = Q(state=MailState.WITHHELD, created_at__lt=now - MAILS_KEPT)
    mails = _remove(Delivery.objects.filter(sent | withheld), limit)
    notices = _remove(Notice.objects.filter(read_at__lt=now - READ_NOTICES_KEPT), limit)
    if mails or notices:
        record(verb=VERB, subject=Delivery, by=None, now=now, facts={"mails": mails, "notices": notices})
    return mails + notices


def _remove(rows: models.QuerySet, limit: int) -> int:
    """So many at a time that nobody waits for the lock."""
    chosen = list(rows.order_by("pk").values_list("pk", flat=True)[:limit])
    return rows.filter(pk__in=chosen).delete()[0] if chosen else 0
