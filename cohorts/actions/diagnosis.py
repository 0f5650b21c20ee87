"""Writing down a self-diagnosis, deleting it, and what an entry takes over from it."""

import json
from datetime import datetime
from uuid import UUID, uuid5

from django.db import transaction

from accounts.models import User
from activity.actions import record
from cohorts.actions.doors import locked_entry
from cohorts.actions.drafts import ensure_open
from cohorts.diagnosis import ANSWER_KEY, KEPT, Levels
from cohorts.models import Answer, Diagnosis, Entry
from common.dates import jst
from common.idempotency import create_once
from common.locking import bump


@transaction.atomic
def take_diagnosis(*, levels: Levels, client_id: UUID, now: datetime) -> Diagnosis:
    """Keep a result for 90 days; the same answers from the same form are one result, changed ones another.

    Nobody's name is asked and none is kept, so there is no line in the audit trail either.
    """
    answers = {key: list(pair) for key, pair in sorted(levels.items())}
    once = uuid5(client_id, json.dumps(answers))
    values = {"answers": answers, "created_at": now, "keep_until": now + KEPT}
    return create_once(Diagnosis, key_fields={"once": once}, values=values)[0]


@transaction.atomic
def delete_diagnosis(*, diagnosis: Diagnosis, now: datetime) -> None:
    """Delete a result because its holder says so; a second time changes nothing. Copies in entries stay.

    The line in the audit trail names no person: whoever holds the link is its owner.
    """
    deleted, _rows = Diagnosis.objects.filter(pk=diagnosis.pk).delete()
    if deleted:
        record(verb="diagnosis_deleted", subject=diagnosis, by=None, now=now)


@transaction.atomic
def delete_old_diagnoses(*, now: datetime) -> int:
    """Delete every result whose 90 days are over; one line in the audit trail says how many."""
    deleted, _rows = Diagnosis.objects.over_at(now).delete()
    if deleted:
        record(verb="retention_done", subject=Diagnosis, by=None, now=now, facts={"diagnoses": deleted})
    return deleted


@transaction.atomic
def attach_diagnosis(*, entry: Entry, diagnosis: Diagnosis, by: User, now: datetime) -> Entry:
    """Copy a result into the draft, in place of an earlier one; it is handed in with the other answers.

    Raises Closed after the deadline and once the review has begun.
    """
    entry = locked_entry(entry)
    ensure_open(entry)
    value = {"levels": diagnosis.answers, "taken_on": jst(diagnosis.created_at).date().isoformat()}
    if Answer.objects.filter(entry=entry, key=ANSWER_KEY, value=value).exists():
        return entry
    Answer.objects.update_or_create(
        entry=entry, key=ANSWER_KEY, defaults={"value": value, "is_valid": True, "rev": entry.rev + 1}
    )
    return _saved(entry, "diagnosis_attached", by, now)


@transaction.atomic
def detach_diagnosis(*, entry: Entry, by: User, now: datetime) -> Entry:
    """Take the result out of the draft; without one nothing changes. Raises Closed as `attach_diagnosis` does."""
    entry = locked_entry(entry)
    ensure_open(entry)
    deleted, _rows = Answer.objects.filter(entry=entry, key=ANSWER_KEY).delete()
    return _saved(entry, "diagnosis_detached", by, now) if deleted else entry


def _saved(entry: Entry, verb: str, by: User, now: datetime) -> Entry:
    entry.saved_at = now
    bump(entry, "saved_at")
    record(verb=verb, subject=entry, by=by, now=now)
    return entry
