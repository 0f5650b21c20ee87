"""Check, conflict of interest, decision (scores: `reviews.py`). What is decided stays with staff until announced."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from activity.actions import record, record_reading
from cohorts.actions.doors import locked_entry, move_entry
from cohorts.actions.returns import close_return
from cohorts.enums import DECIDABLE_STATES, EntryState, Outcome, Reason, ReviewState
from cohorts.models import ConflictDeclaration, Decision, Entry, Review
from common.errors import Conflict, InvalidInput, Sentence
from common.idempotency import create_once
from common.text import as_name

NOTE_LENGTH = 200


def note_reading(*, entry: Entry, by: User, now: datetime, role: str) -> None:
    """Write into the audit trail that somebody opened an entry, as "office" or as "juror"; the entrant may see it."""
    record_reading(verb="entry_read", subject=entry, by=by, now=now, facts={"as": role})


@transaction.atomic
def note_copy(*, entry: Entry, by: User, now: datetime, role: str) -> None:
    """Write into the audit trail that somebody took the copy on paper, as "office" or as "team"."""
    record_reading(verb="entry_copied", subject=entry, by=by, now=now, facts={"as": role})


@transaction.atomic
def check_entry(*, entry: Entry, by: User, now: datetime) -> Entry:
    """The format check found nothing to mend: received → checking → reviewing in one click. Twice is once.

    One that was sent back and not corrected is taken as it is.
    """
    entry = locked_entry(entry)
    if entry.state == EntryState.REVIEWING:
        return entry
    close_return(entry=entry, now=now)
    if entry.state == EntryState.RECEIVED:
        entry = move_entry(entry=entry, to=EntryState.CHECKING, by=by, now=now)
    return move_entry(entry=entry, to=EntryState.REVIEWING, by=by, now=now)


@transaction.atomic
def declare_conflict(*, entry: Entry, has_conflict: bool, by: User, now: datetime) -> ConflictDeclaration:
    """A juror says whether there is a conflict of interest, before the entry opens.

    "None" may turn into "there is one" later (noticed while reading), never back: raises Conflict.
    A declared conflict deletes what was chosen so far; a settled score stays and must be raised with the office.
    """
    locked_entry(entry)
    declaration, created = create_once(
        ConflictDeclaration,
        key_fields={"entry": entry, "juror": by},
        values={"has_conflict": has_conflict, "declared_at": now},
    )
    if not created and declaration.has_conflict != has_conflict:
        if declaration.has_conflict:
            raise Conflict(_("You declared a conflict of interest. Only the office can take that back."))
        if Review.objects.filter(entry=entry, juror=by, state=ReviewState.SUBMITTED).exists():
            raise Conflict(_("Your score is settled already. Please tell the office about the conflict."))
        declaration.has_conflict = True
        declaration.declared_at = now
        declaration.save(update_fields=["has_conflict", "declared_at"])
        Review.objects.filter(entry=entry, juror=by, state=ReviewState.OPEN).delete()
        created = True
    if created:
        record(verb="conflict_declared", subject=entry, by=by, now=now, facts={"conflict": has_conflict})
    return declaration


@transaction.atomic
def decide_entry(*, entry: Entry, outcome: str, reason: str, by: User, now: datetime, note: str = "") -> Decision:
    """Decide, or decide again, until the announcement; the state of the entry does not move.

    `reason` is a category the entrant will read, `note` a sentence. Raises InvalidInput for unknown words, Conflict
    when the entry is not in review (not checked yet, withdrawn, announced).
    """
    entry = locked_entry(entry)
    _check_decision(outcome, reason, note)
    if entry.state not in DECIDABLE_STATES:
        raise Conflict(_("This entry is not in review now."))
    decision, _created = Decision.objects.update_or_create(
        entry=entry,
        defaults={
            "outcome": outcome,
            "reason": reason,
            "note": as_name(note),
            "decided_by": by,
            "decided_at": now,
        },
    )
    record(verb="entry_decided", subject=entry, by=by, now=now, facts={"outcome": outcome, "reason": reason})
    return decision


def _check_decision(outcome: str, reason: str, note: str) -> None:
    wrong: dict[str, Sentence] = {}
    if outcome not in Outcome.values:
        wrong["outcome"] = _("Please choose one answer.")
    if reason not in Reason.values or (outcome == Outcome.ADOPTED) != (reason == Reason.MERIT):
        wrong["reason"] = _("Please choose a reason that fits the decision.")
    if len(note) > NOTE_LENGTH:
        wrong["note"] = _("Please keep it to %(limit)d characters (now %(length)d).") % {
            "limit": NOTE_LENGTH,
            "length": len(note),
        }
    if wrong:
        raise InvalidInput(wrong)
