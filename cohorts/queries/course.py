"""The way of one entry, from the draft to the result and beyond, with いまここ."""

from datetime import datetime

from django.utils.translation import gettext as _

from cohorts.enums import EntryState, MilestoneKind
from cohorts.models import Entry, Milestone
from cohorts.queries.programs import Step

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


def entry_course(entry: Entry, now: datetime) -> list[Step]:
    """Stops of an entry in order; one query for the term's dates. A withdrawn or finished entry has no "now"."""
    dates = {item.kind: item for item in entry.cohort.milestones.all()}
    stop = STOPS[entry.state]
    steps = [
        _submission(entry),
        _stop(_("Format check"), dates.get(MilestoneKind.SCREENING), 1, stop, done=_("Nothing to mend")),
        _stop(_("In review"), None, 2, stop, here=_("The jurors are reading")),
        _stop(_("Interview"), dates.get(MilestoneKind.INTERVIEW), 3, stop),
        _stop(_("Result"), dates.get(MilestoneKind.DECISION), 4, stop, ahead=_("By e-mail and on this page")),
    ]
    if entry.state != EntryState.DECLINED:
        steps.append(_stop(_("Programme"), dates.get(MilestoneKind.KICKOFF), 5, stop))
    return steps


def _submission(entry: Entry) -> Step:
    if entry.is_draft or entry.submitted_at is None:
        state = "now" if entry.is_draft else "past"
        return Step(_("Draft"), None, state, _("Until the deadline"))  # type: ignore[arg-type]
    return Step(_("Submitted"), entry.submitted_at, "past", str(EntryState.RECEIVED.label))


def _stop(
    title: str, milestone: Milestone | None, index: int, stop: int, *, here: str = "", done: str = "", ahead: str = ""
) -> Step:
    """A stop before `stop` is past; `here`, `done` and `ahead` are the notes for now, past and future."""
    date = milestone.starts_at if milestone else None
    by_month = bool(milestone and milestone.precision == "month")
    if index < stop:
        return Step(title, date, "past", done, by_month=by_month)
    if index == stop:
        return Step(title, None, "now", here)
    return Step(title, date, "future", ahead, by_month=by_month)
