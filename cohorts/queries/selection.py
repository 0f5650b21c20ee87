"""Reads for staff and jurors. What a juror may see is the allow-list here, never something hidden in a template."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet

from accounts.enums import RoleKind
from accounts.models import User
from accounts.queries import scopes_of, users_with_role
from cohorts.diagnosis import Levels
from cohorts.enums import ADOPTED_STATES, DECIDABLE_STATES, PENDING_STATES, EntryState, Outcome, ReviewState
from cohorts.masking import Pattern, hide, patterns_of
from cohorts.models import Cohort, ConflictDeclaration, Decision, Entry, EntryRevision, Review, Score
from cohorts.queries.diagnosis import attached_diagnosis
from cohorts.ranking import Marks, Ranked, juror_points, rank
from common.errors import NotFound
from common.pagination import page_by_cursor

# Everything else in a revision (names, numbers, addresses, files) stays closed until the results are announced.
BLIND_FIELDS = ("track", "title", "trouble", "plan", "spare", "sdgs", "industry", "employees")
BOARD_SIZE = 50
FREE_TEXT = ("title", "trouble", "plan", "spare")


@dataclass(frozen=True)
class BlindEntry:
    """What a juror reads. `entry_id` is the public id; answers hold BLIND_FIELDS only.

    `levels`: the attached self-diagnosis, fourteen numbers without the day it was made.
    """

    entry_id: UUID
    track: str
    revision: int
    submitted_at: datetime
    answers: dict[str, Any]
    levels: Levels | None = None


@dataclass(frozen=True)
class ReviewItem:
    """A line of a juror's list; the title is masked like the entry."""

    entry_id: UUID
    title: str
    track: str
    cohort: str
    state: str


@dataclass(frozen=True)
class BoardRow:
    """A line of the staff board. `decision` is shown to those who decide, not to the contractor."""

    entry: Entry
    reviews: int
    decision: Decision | None


@dataclass(frozen=True)
class BoardPage:
    """One page of the board, with the cursors to the pages before and after it."""

    rows: tuple[BoardRow, ...]
    previous: str | None
    next: str | None


@dataclass(frozen=True)
class RankedEntry:
    """A row of the ranking; `points` by the juror's key, so that each juror keeps one mark in every row."""

    ranked: Ranked
    entry: Entry
    points: dict[int, float]


@dataclass(frozen=True)
class Preview:
    """What an announcement would do; `open` entries still lack a decision or the check."""

    adopted: tuple[Entry, ...]
    declined: tuple[Entry, ...]
    open: tuple[Entry, ...]

    @property
    def is_ready(self) -> bool:
        """Every entry in play has a decision."""
        return not self.open and bool(self.adopted or self.declined)


def _names(answers: Mapping[str, Any], entry: Entry) -> list[Pattern]:
    """What tells who the entrant is; `entry` with applicant and second person loaded."""
    people = [person for person in (entry.applicant, entry.second_person) if person]
    accounts = [(person.email, person.display_name, person.family_name + person.given_name) for person in people]
    words = [word for names in accounts for word in names]
    return patterns_of({"org_name": entry.org_name, "second_email": entry.second_email, **answers}, words)


def blind_entry(revision: EntryRevision) -> BlindEntry:
    """The projection of a revision for jurors; one place, so that nothing else can leak."""
    entry = revision.entry
    names = _names(revision.answers, entry)
    answers = {key: revision.answers.get(key) for key in BLIND_FIELDS}
    for key in FREE_TEXT:
        answers[key] = hide(str(answers[key] or ""), names)
    track = entry.track.label if entry.track else ""
    attached = attached_diagnosis(revision.answers)
    levels = attached.levels if attached else None
    return BlindEntry(entry.public_id, track, revision.number, revision.submitted_at, answers, levels)


def _judgeable(user: User) -> QuerySet[Entry]:
    scopes = scopes_of(user, RoleKind.JUROR)
    entries = Entry.objects.filter(state__in=DECIDABLE_STATES)
    return entries if None in scopes else entries.filter(cohort__public_id__in=[scope for scope in scopes if scope])


def entry_for_juror(user: User, public_id: UUID | str) -> Entry:
    """The entry, if this person may judge it now; NotFound otherwise (a declared conflict closes it too)."""
    entries = _judgeable(user).select_related("cohort__rubric", "track", "applicant", "second_person")
    found = entries.filter(public_id=public_id).first()
    if found is None:
        raise NotFound
    return found


def review_items(user: User) -> list[ReviewItem]:
    """What a juror has to judge, in the same order for the same juror; four queries for any number of entries.

    States: "declare" (say first whether there is a conflict), "conflict", "open", "submitted".
    """
    entries = list(
        _judgeable(user).select_related("cohort__program", "track", "applicant", "second_person").order_by("number")
    )
    declared = dict(
        ConflictDeclaration.objects.filter(juror=user, entry__in=entries).values_list("entry_id", "has_conflict")
    )
    settled = set(
        Review.objects.filter(juror=user, entry__in=entries, state=ReviewState.SUBMITTED).values_list(
            "entry", flat=True
        )
    )
    revisions = _latest_revisions(entries)
    return [_review_item(entry, declared.get(entry.pk), entry.pk in settled, revisions) for entry in entries]


def _latest_revisions(entries: list[Entry]) -> dict[int, EntryRevision]:
    found = EntryRevision.objects.filter(entry__in=entries).order_by("number")
    return {revision.entry_id: revision for revision in found}


def _review_item(entry: Entry, conflict: bool | None, settled: bool, revisions: dict[int, EntryRevision]) -> ReviewItem:
    state = "submitted" if settled else "declare" if conflict is None else "conflict" if conflict else "open"
    revision = revisions.get(entry.pk)
    title = hide(entry.title, _names(revision.answers if revision else {}, entry))
    track = entry.track.label if entry.track else ""
    return ReviewItem(entry.public_id, title, track, str(entry.cohort.label), state)


def declaration_of(entry: Entry, user: User) -> ConflictDeclaration | None:
    """What a juror declared about an entry."""
    return ConflictDeclaration.objects.filter(entry=entry, juror=user).first()


def review_of(entry: Entry, user: User) -> Review | None:
    """A juror's own review; there is no read that gives a juror somebody else's."""
    return Review.objects.filter(entry=entry, juror=user).prefetch_related("scores__criterion").first()


def words_of_jurors(entry: Entry) -> list[str]:
    """What jurors wrote to the entrant, without saying who; empty until the result is announced."""
    if entry.state in {*PENDING_STATES, EntryState.DRAFT, EntryState.WITHDRAWN}:
        return []
    settled = Review.objects.filter(entry=entry, state=ReviewState.SUBMITTED).exclude(comment="")
    return list(settled.order_by("public_id").values_list("comment", flat=True))


def entry_for_staff(public_id: UUID | str) -> Entry:
    """The entry with what the staff page shows; drafts are nobody's business but the entrant's."""
    entries = Entry.objects.handed_in().select_related("cohort__program", "track", "applicant", "second_person")
    found = entries.filter(public_id=public_id).first()
    if found is None:
        raise NotFound
    return found


def board_counts(cohort: Cohort) -> dict[str, int]:
    """How many entries stand in each state, drafts as a number only; one query."""
    counted = Entry.objects.filter(cohort=cohort).order_by().values_list("state").annotate(count=Count("pk"))
    return dict(counted)


def board_rows(cohort: Cohort, state: str = "", after: str | None = None) -> BoardPage:
    """A page of handed-in entries by receipt number, with settled reviews and decision; two queries for any number.

    Raises BadRequest for a cursor that this list never gave.
    """
    entries = Entry.objects.handed_in().filter(cohort=cohort).select_related("track", "decision")
    if state:
        entries = entries.filter(state=state)
    page = page_by_cursor(entries, order=("number",), after=after, size=BOARD_SIZE)
    settled = Counter(
        Review.objects.filter(entry__in=page.items, state=ReviewState.SUBMITTED).values_list("entry", flat=True)
    )
    rows = tuple(BoardRow(entry, settled[entry.pk], getattr(entry, "decision", None)) for entry in page.items)
    return BoardPage(rows, page.previous, page.next)


def jurors_of(cohort: Cohort) -> QuerySet[User]:
    """Who judges this term, in a fixed order."""
    return users_with_role(RoleKind.JUROR, cohort.public_id)


def ranking_table(cohort: Cohort) -> list[RankedEntry]:
    """Rank everything that is judged or was judged in a term, by settled reviews; two queries."""
    states = {*DECIDABLE_STATES, *ADOPTED_STATES, EntryState.DECLINED}
    entries = {
        str(entry.public_id): entry
        for entry in Entry.objects.filter(cohort=cohort, state__in=states).select_related("track", "decision")
    }
    points = _points_by_juror(cohort)
    table = rank(Marks(key, entry.number or "", tuple(points.get(key, {}).values())) for key, entry in entries.items())
    return [RankedEntry(row, entries[row.key], points.get(row.key, {})) for row in table]


def conflicts_in(cohort: Cohort) -> int:
    """How many scores will never come, because a juror declared a conflict of interest; one query."""
    judged = {*DECIDABLE_STATES, *ADOPTED_STATES, EntryState.DECLINED}
    return ConflictDeclaration.objects.filter(entry__cohort=cohort, entry__state__in=judged, has_conflict=True).count()


def _points_by_juror(cohort: Cohort) -> dict[str, dict[int, float]]:
    """Entry → juror → points, from settled reviews."""
    scores = Score.objects.filter(review__entry__cohort=cohort, review__state=ReviewState.SUBMITTED)
    marks: dict[tuple[str, int], list[tuple[int | None, int]]] = {}
    columns = ("review__entry__public_id", "review__juror_id", "value", "criterion__weight")
    for entry_id, juror, value, weight in scores.order_by("review__juror_id").values_list(*columns):
        marks.setdefault((str(entry_id), juror), []).append((value, weight))
    points: dict[str, dict[int, float]] = {}
    for (entry_id, juror), given in marks.items():
        found = juror_points(given)
        if found is not None:
            points.setdefault(entry_id, {})[juror] = found
    return points


def announcement_preview(cohort: Cohort) -> Preview:
    """Sort the entries in play by what would be announced; one query."""
    entries = list(
        Entry.objects.pending(cohort)
        .select_related("decision", "track", "applicant", "second_person", "organisation")
        .order_by("number")
    )
    decided = {entry.pk: _outcome(entry) for entry in entries}
    return Preview(
        adopted=tuple(entry for entry in entries if decided[entry.pk] == Outcome.ADOPTED),
        declined=tuple(entry for entry in entries if decided[entry.pk] == Outcome.DECLINED),
        open=tuple(entry for entry in entries if decided[entry.pk] is None),
    )


def _outcome(entry: Entry) -> str | None:
    decision: Decision | None = getattr(entry, "decision", None)
    return decision.outcome if decision and entry.state in DECIDABLE_STATES else None
