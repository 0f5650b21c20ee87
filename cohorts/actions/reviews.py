"""A juror's scores: kept while they are chosen, for the juror alone, and settled once."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from activity.actions import record
from cohorts.actions.doors import locked_entry
from cohorts.actions.drafts import StaleAnswers
from cohorts.enums import DECIDABLE_STATES, REVIEW_MOVES, ReviewState
from cohorts.models import ConflictDeclaration, Criterion, Entry, EntryRevision, Review, Score
from cohorts.queries import latest_revision
from common.errors import Conflict, InvalidInput, NotAllowed, NotFound, Sentence
from common.idempotency import create_once
from common.locking import bump
from common.text import as_name

LOWEST, HIGHEST = 1, 5
COMMENT = "comment"  # beside the criteria's public ids among the keys of what is typed
COMMENT_LENGTH = 400
# What is kept of a comment that is still too long, so that it can be made shorter later.
KEPT_LENGTH = 4000


@dataclass(frozen=True)
class KeptScores:
    """The review after keeping, and the sentence for what could not be settled like this."""

    review: Review
    errors: dict[str, Sentence] = field(default_factory=dict)


@transaction.atomic
def keep_scores(
    *, entry: Entry, scores: Mapping[UUID, int | None], comment: str | None, by: User, now: datetime, rev: int | None
) -> KeptScores:
    """Keep what a juror has chosen so far: any of the criteria (None: does not apply), `comment` None if untouched.

    `rev` is the review's counter when the page was loaded (0 before there was one). Where the same juror chose
    otherwise on another screen since, StaleAnswers is raised and nothing is written; keeping the same again changes
    nothing. Raises Conflict when the scores are settled, NotAllowed without a declaration of no conflict.
    """
    revision = _judgeable(entry, by)
    review = _review(revision, by, now)
    if review.state == ReviewState.SUBMITTED:
        raise Conflict(_("Your score is settled already. Please ask the office if something is wrong."))
    criteria = {item.public_id: item.pk for item in Criterion.objects.filter(rubric__cohort=entry.cohort)}
    values = {criteria[key]: value for key, value in scores.items() if key in criteria and _in_range(value)}
    text, errors = review.comment, {}
    if comment is not None:
        text = _text(comment)
        if len(text) > KEPT_LENGTH:
            raise InvalidInput({COMMENT: _too_long(text)})
        errors = {COMMENT: _too_long(text)} if len(text) > COMMENT_LENGTH else {}
    if _write(review, values, text, rev, now):
        bump(review, "comment", "comment_rev", "saved_at")
    return KeptScores(review, errors)


@transaction.atomic
def score_entry(
    *,
    entry: Entry,
    scores: Mapping[UUID, int | None],
    comment: str,
    by: User,
    now: datetime,
    rev: int | None = None,
) -> Review:
    """Settle a juror's scores: criterion public id → 1–5, or None for "does not apply".

    The review is pinned to the revision that stands now. A doubled POST with the same scores answers the same
    review; other scores after settling raise Conflict. Raises NotAllowed without a declaration of no conflict,
    InvalidInput naming every criterion without a score, Conflict when the entry is not in review, StaleAnswers when
    the same juror chose otherwise on another screen since the page with counter `rev` was loaded.
    """
    revision = _judgeable(entry, by)
    criteria = list(Criterion.objects.filter(rubric__cohort=entry.cohort))
    values = _checked_scores(criteria, scores)
    text = _checked_comment(comment)
    review = _review(revision, by, now)
    if review.state == ReviewState.SUBMITTED:
        return _same_review(review, values, text)
    _write(review, values, text, rev, now)
    review.revision = revision
    return _settle(review, by, now)


def _judgeable(entry: Entry, by: User) -> EntryRevision:
    """Lock the entry and answer what stands now, if this juror may judge it."""
    entry = locked_entry(entry)
    if entry.state not in DECIDABLE_STATES:
        raise Conflict(_("This entry is not in review now."))
    if not ConflictDeclaration.objects.filter(entry=entry, juror=by, has_conflict=False).exists():
        raise NotAllowed(_("Please say first whether you have a conflict of interest."))
    revision = latest_revision(entry)
    if revision is None:
        raise NotFound
    return revision


def _review(revision: EntryRevision, by: User, now: datetime) -> Review:
    keys = {"entry": revision.entry, "juror": by}
    return create_once(Review, key_fields=keys, values={"revision": revision, "created_at": now})[0]


def _write(review: Review, values: Mapping[int, int | None], text: str, rev: int | None, now: datetime) -> bool:
    """Write what differs from what is kept, after looking whether it was changed since `rev`; whether anything did."""
    stored = {score.criterion_id: score for score in review.scores.select_related("criterion")}
    changed = {key: value for key, value in values.items() if key not in stored or stored[key].value != value}
    has_new_text = text != review.comment
    if rev is not None:
        _refuse_stale(review, [stored[key] for key in changed if key in stored], has_new_text, rev)
    rows = [Score(review=review, criterion_id=key, value=value, rev=review.rev + 1) for key, value in changed.items()]
    Score.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["review", "criterion"], update_fields=["value", "rev"]
    )
    if has_new_text:
        review.comment, review.comment_rev = text, review.rev + 1
    review.saved_at = now
    return bool(rows) or has_new_text


def _refuse_stale(review: Review, scores: list[Score], has_new_text: bool, rev: int) -> None:
    newer: dict[str, object] = {str(score.criterion.public_id): score.value for score in scores if score.rev > rev}
    if has_new_text and review.comment_rev > rev:
        newer[COMMENT] = review.comment
    if newer:
        raise StaleAnswers(newer, review.rev)


def _text(comment: str) -> str:
    return as_name(comment).replace("\r\n", "\n")


def _too_long(text: str) -> Sentence:
    sentence = _("Please keep it to %(limit)d characters (now %(length)d).")
    return sentence % {"limit": COMMENT_LENGTH, "length": len(text)}


def _checked_comment(comment: str) -> str:
    """The word for the entrant; one that is too long is refused with its length, never cut."""
    text = _text(comment)
    if len(text) > COMMENT_LENGTH:
        raise InvalidInput({COMMENT: _too_long(text)})
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
    bump(review, "state", "submitted_at", "revision", "comment", "comment_rev", "saved_at")
    facts = {"revision": review.revision.number}
    record(verb="entry_scored", subject=review.entry, by=by, now=now, facts=facts)
    return review
