"""Sending back single fields, with a sentence each, and taking the entry up again."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from cohorts.actions.doors import locked_entry, move_entry
from cohorts.enums import CHECKABLE_STATES, EntryState
from cohorts.letters import send_letter
from cohorts.models import Entry, EntryReturn, ReturnedField
from cohorts.models.returns import SENTENCE_LENGTH
from cohorts.queries import latest_revision
from cohorts.questions import in_order
from common.clock import database_now
from common.errors import Conflict, InvalidInput, NotFound, Sentence
from common.text import as_name


@transaction.atomic
def return_entry(*, entry: Entry, sentences: Mapping[str, str], due_at: datetime, by: User, now: datetime) -> Entry:
    """Send single fields back: key → sentence for the entrant, to be corrected until `due_at`.

    The entrant is told by mail at once. Nobody gets less time than the call gives everybody. Sent back already:
    the new fields and the new date take the place of the old ones. Raises InvalidInput without a sentence, for one
    that is too long and for a date that has passed by the database's clock; Conflict when the check is over.
    """
    entry = locked_entry(entry)
    if entry.state not in CHECKABLE_STATES:
        raise Conflict(_("The format check of this entry is over."))
    said = _checked(sentences)
    due_at = max(due_at, entry.cohort.closes_at)
    if due_at <= database_now():
        raise InvalidInput({"due_on": _("Please choose a day that is still to come.")})
    revision = latest_revision(entry)
    if revision is None:
        raise NotFound
    close_return(entry=entry, now=now)
    made = EntryReturn.objects.create(entry=entry, revision=revision, due_at=due_at, returned_at=now, returned_by=by)
    ReturnedField.objects.bulk_create([ReturnedField(entry_return=made, key=key, sentence=said[key]) for key in said])
    entry = _move(entry, by, now, {"fields": list(said), "due_at": due_at.isoformat()})
    send_letter(entry=entry, event="returned", now=now, key=str(made.public_id), due_at=due_at)
    return entry


def _move(entry: Entry, by: User, now: datetime, facts: dict[str, object]) -> Entry:
    if entry.state == EntryState.RECEIVED:
        entry = move_entry(entry=entry, to=EntryState.CHECKING, by=by, now=now)
    return move_entry(entry=entry, to=EntryState.RETURNED, by=by, now=now, facts=facts)


def _checked(sentences: Mapping[str, str]) -> dict[str, str]:
    said = {key: as_name(text).replace("\r\n", "\n") for key, text in sentences.items()}
    said = {key: said[key] for key in in_order({key for key, text in said.items() if text})}
    if not said:
        raise InvalidInput(_("Please write a sentence beside at least one place."))
    wrong: dict[str, Sentence] = {
        key: _("Please keep it to %(limit)d characters (now %(length)d).")
        % {"limit": SENTENCE_LENGTH, "length": len(text)}
        for key, text in said.items()
        if len(text) > SENTENCE_LENGTH
    }
    if wrong:
        raise InvalidInput(wrong)
    return said


def close_return(*, entry: Entry, now: datetime) -> None:
    """What was sent back is answered, replaced or given up; the entry's row must be locked."""
    EntryReturn.objects.filter(entry=entry, closed_at__isnull=True).update(closed_at=now)
