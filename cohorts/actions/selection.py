"""Check, conflict of interest, scores, decision. What is decided stays with staff until it is announced."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from activity.actions import record, record_reading
from cohorts.actions.doors import locked_entry, move_entry
from cohorts.actions.returns import close_return
from cohorts.enums import DECIDABLE_STATES, REVIEW_MOVES, EntryState, Outcome, Reason, ReviewState
from cohorts.models import ConflictDeclaration, Criterion, Decision, Entry, Review, Score
from cohorts.queries import latest_revision
from common.errors import Conflict, InvalidInput, NotAllowed, NotFound, Sentence
from common.idempotency import create_once
from common.locking import bump
from common.text import as_name

LOWEST, HIGHEST = 1, 5
COMMENT_LENGTH = 400
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
    A declared conflict takes an open review out; a settled one stays and must be raised with the office.
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
        created = True
    if created:
        record(verb="conflict_declared", subject=entry, by=by, now=now, facts={"conflict": has_conflict})
    return declaration


@transaction.atomic
def score_entry(*, entry: Entry, scores: Mapping[UUID, int | None], comment: str, by: User, now: datetime) -> Review:
    """Settle a juror's scores: criterion public id → 1–5, or None for "does not apply".

    The review is pinned to the revision that stands now. A doubled POST with the same scores answers the same
    review; other scores after settling raise Conflict. Raises NotAllowed without a declaration of no conflict,
    InvalidInput naming every criterion without a score, Conflict when the entry is not in review.
    """
    entry = locked_entry(entry)
    if entry.state not in DECIDABLE_STATES:
        raise Conflict(_("This entry is not in review now."))
    if not ConflictDeclaration.objects.filter(entry=entry, juror=by, has_conflict=False).exists():
        raise NotAllowed(_("Please say first whether you have a conflict of interest."))
    criteria = list(Criterion.objects.filter(rubric__cohort=entry.cohort))
    values = _checked_scores(criteria, scores)
    text = _checked_comment(comment)
    revision = latest_revision(entry)
    if revision is None:
        raise NotFound
    review, _created = create_once(
        Review, key_fields={"entry": entry, "juror": by}, values={"revision": revision, "created_at": now}
    )
    if review.state == ReviewState.SUBMITTED:
        return _same_review(review, values, text)
    Score.objects.bulk_create([Score(review=review, criterion=item, value=values[item.pk]) for item in criteria])
    review.comment = text
    return _settle(review, by, now)


def _checked_comment(comment: str) -> str:
    """The word for the entrant; one that is too long is refused with its length, never cut."""
    text = as_name(comment).replace("\r\n", "\n")
    if len(text) > COMMENT_LENGTH:
        sentence = _("Please keep it to %(limit)d characters (now %(length)d).")
        raise InvalidInput({"comment": sentence % {"limit": COMMENT_LENGTH, "length": len(text)}})
    return text


def _checked_scores(criteria: list[Criterion], scores: Mapping[UUID, int | None]) -> dict[int, int | None]:
    wrong = {
        str(item.public_id): _("Please choose one answer.")
        for item in criteria
        if item.public_id not in scores or not _in_range(scores[item.public_id])
    }
    if wrong:
        raise InvalidInput(wrong)
    values = {item.pk: scores[item.public_id] for item in criteria}
    if all(value is None for value in values.values()):
        raise InvalidInput({str(criteria[0].public_id): _("At least one criterion needs a score.")})
    return values


def _in_range(value: int | None) -> bool:
    return value is None or LOWEST <= value <= HIGHEST


def _same_review(review: Review, values: dict[int, int | None], comment: str) -> Review:
    stored = dict(review.scores.values_list("criterion_id", "value"))
    if stored != values or review.comment != comment:
        raise Conflict(_("Your score is settled already. Please ask the office if something is wrong."))
    return review


def _settle(review: Review, by: User, now: datetime) -> Review:
    """The one door of a review's state."""
    if ReviewState.SUBMITTED not in REVIEW_MOVES[review.state]:
        raise Conflict
    review.state = ReviewState.SUBMITTED
    review.submitted_at = now
    bump(review, "state", "submitted_at", "comment")
    facts = {"revision": review.revision.number}
    record(verb="entry_scored", subject=review.entry, by=by, now=now, facts=facts)
    return review


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
