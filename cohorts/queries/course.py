"""The way of one entry, from the draft to the result and beyond, with いまここ."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from activity.models import Record
from cohorts.enums import EntryState, MilestoneKind
from cohorts.models import Entry, Milestone
from cohorts.queries.programs import Step
from cohorts.queries.returns import open_return

# How far each state has come: the number of the stop it stands at.
STOPS: dict[str, int] = {
    EntryState.DRAFT: 0,
    EntryState.RECEIVED: 1,
    EntryState.CHECKING: 1,
    EntryState.RETURNED: 1,
    EntryState.REVIEWING: 2,
    EntryState.INTERVIEW: 3,
    EntryState.ADOPTED: 5,
    EntryState.DECLINED: 5,
    EntryState.PARTICIPATING: 5,
    EntryState.FINISHED: 6,
    EntryState.ALUMNI: 6,
    EntryState.WITHDRAWN: 0,
}

# The states by which an entry reaches each stop, the surest first.
ARRIVALS: dict[int, tuple[str, ...]] = {
    1: (EntryState.CHECKING, EntryState.RECEIVED),
    2: (EntryState.REVIEWING,),
    3: (EntryState.INTERVIEW,),
    4: (EntryState.ADOPTED, EntryState.DECLINED),
    5: (EntryState.PARTICIPATING, EntryState.ADOPTED),
}
MOVES = [f"entry_{state}" for state in EntryState.values]
Moves = Mapping[str, datetime]


def moves_of(entries: Iterable[Entry]) -> dict[UUID, dict[str, datetime]]:
    """When each entry came into which state, last time, from the audit trail; one query for all of them."""
    ids = [entry.public_id for entry in entries]
    lines = Record.objects.filter(subject_id__in=ids, subject_kind=Entry._meta.label_lower, verb__in=MOVES).order_by(
        "at"
    )
    found: dict[UUID, dict[str, datetime]] = {public_id: {} for public_id in ids}
    for subject_id, verb, at in lines.values_list("subject_id", "verb", "at"):
        found[subject_id][verb.removeprefix("entry_")] = at  # type: ignore[index]
    return found


def entry_course(entry: Entry, now: datetime, moves: Moves | None = None) -> list[Step]:
    """Stops of an entry in order. A withdrawn or finished entry has no "now".

    What lies behind has the day it happened (`moves`, read here when nobody did before: one query), what lies ahead
    the day that the term planned. An interview that never took place is not told.
    """
    dates = {item.kind: item for item in entry.cohort.milestones.all()}
    happened = moves_of([entry])[entry.public_id] if moves is None else moves
    stop = STOPS[entry.state]
    steps = [
        _submission(entry),
        _check(entry, dates.get(MilestoneKind.SCREENING), stop, happened),
        _stop(_("In review"), None, 2, stop, happened, here=_("The jurors are reading")),
        _stop(_("Interview"), dates.get(MilestoneKind.INTERVIEW), 3, stop, happened),
        _stop(_("Result"), dates.get(MilestoneKind.DECISION), 4, stop, happened, ahead=_("By e-mail and on this page")),
    ]
    if entry.state != EntryState.DECLINED:
        steps.append(_stop(_("Programme"), dates.get(MilestoneKind.KICKOFF), 5, stop, happened))
    if steps[3].state == "past" and EntryState.INTERVIEW not in happened:
        del steps[3]
    return steps


def _submission(entry: Entry) -> Step:
    if entry.is_draft or entry.submitted_at is None:
        state = "now" if entry.is_draft else "past"
        return Step(_("Draft"), None, state, _("Until the deadline"))  # type: ignore[arg-type]
    return Step(_("Submitted"), entry.submitted_at, "past", str(EntryState.RECEIVED.label))


def _check(entry: Entry, milestone: Milestone | None, stop: int, moves: Moves) -> Step:
    """The format check; while something is sent back, いまここ is the day until which it is corrected."""
    waiting = open_return(entry)
    if waiting is not None:
        return Step(_("Places to correct"), waiting.due_at, "now", _("Please correct by this day"))
    return _stop(_("Format check"), milestone, 1, stop, moves, done=_("Nothing to mend"))


def _stop(
    title: str,
    milestone: Milestone | None,
    index: int,
    stop: int,
    moves: Moves,
    *,
    here: str = "",
    done: str = "",
    ahead: str = "",
) -> Step:
    """A stop before `stop` is past; `here`, `done` and `ahead` are the notes for now, past and future."""
    arrived = next((moves[state] for state in ARRIVALS[index] if state in moves), None)
    date = milestone.starts_at if milestone else None
    by_month = bool(milestone and milestone.precision == "month")
    if index < stop:
        return Step(title, arrived or date, "past", done, by_month=by_month and arrived is None)
    if index == stop:
        return Step(title, arrived, "now", here)
    return Step(title, date, "future", ahead, by_month=by_month)
