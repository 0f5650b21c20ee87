"""States, kinds and the tables of allowed moves. Data only; the doors that walk them are in actions."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CohortState(TextChoices):
    """Where a term (期) stands."""

    PREPARING = "preparing", _("In preparation")
    OPEN = "open", _("Open for entries")
    REVIEWING = "reviewing", _("Under review")
    ANNOUNCED = "announced", _("Results announced")
    RUNNING = "running", _("Running")
    FINISHED = "finished", _("Completed")


class EntryState(TextChoices):
    """Where one entry stands, in the words the entrant sees."""

    DRAFT = "draft", _("Draft")
    RECEIVED = "received", _("Received")
    CHECKING = "checking", _("Format check")
    RETURNED = "returned", _("Sent back")
    REVIEWING = "reviewing", _("In review")
    INTERVIEW = "interview", _("Interview")
    ADOPTED = "adopted", _("Adopted")
    DECLINED = "declined", _("Not adopted this time")
    PARTICIPATING = "participating", _("Taking part")
    FINISHED = "finished", _("Finished")
    ALUMNI = "alumni", _("Alumni")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class MilestoneKind(TextChoices):
    CALL = "call", _("Call for entries")
    BRIEFING = "briefing", _("Briefing")
    DEADLINE = "deadline", _("Deadline")
    SCREENING = "screening", _("Screening")
    INTERVIEW = "interview", _("Interviews")
    DECISION = "decision", _("Decision")
    SKETCH = "sketch", _("Idea sketches")
    KICKOFF = "kickoff", _("Kick-off")
    MEETUP = "meetup", _("Meet-up")
    FORUM = "forum", _("Mentoring forum")
    TALK = "talk", _("Public talk")
    DEMO_DAY = "demo_day", _("Presentation day")


class Precision(TextChoices):
    """How exact a date is known; a month is never shown as a day."""

    DAY = "day", _("To the day")
    MONTH = "month", _("Month only")


class ReviewState(TextChoices):
    OPEN = "open", _("Not settled")
    SUBMITTED = "submitted", _("Settled")


class Outcome(TextChoices):
    ADOPTED = "adopted", _("Adopt")
    DECLINED = "declined", _("Not this time")


class Reason(TextChoices):
    """Why an entry is adopted or not; the entrant reads the category, never the scores."""

    MERIT = "merit", _("Meets the criteria well")
    CAPACITY = "capacity", _("There were more entries than places")
    PLAN = "plan", _("The plan and the people need more work")
    FIT = "fit", _("Another scheme fits better")
    ELIGIBILITY = "eligibility", _("Outside the conditions of this call")


COHORT_MOVES: dict[str, frozenset[str]] = {
    CohortState.PREPARING: frozenset({CohortState.OPEN}),
    CohortState.OPEN: frozenset({CohortState.PREPARING, CohortState.REVIEWING}),
    CohortState.REVIEWING: frozenset({CohortState.OPEN, CohortState.ANNOUNCED}),
    CohortState.ANNOUNCED: frozenset({CohortState.RUNNING}),
    CohortState.RUNNING: frozenset({CohortState.FINISHED}),
    CohortState.FINISHED: frozenset(),
}

ENTRY_MOVES: dict[str, frozenset[str]] = {
    EntryState.DRAFT: frozenset({EntryState.RECEIVED, EntryState.WITHDRAWN}),
    EntryState.RECEIVED: frozenset({EntryState.CHECKING, EntryState.WITHDRAWN}),
    # Back to received: the entrant hands in again before the deadline.
    EntryState.CHECKING: frozenset(
        {EntryState.RECEIVED, EntryState.RETURNED, EntryState.REVIEWING, EntryState.WITHDRAWN}
    ),
    # To returned: other fields or another date. To reviewing: taken as it is, when no correction came.
    EntryState.RETURNED: frozenset(
        {EntryState.RECEIVED, EntryState.RETURNED, EntryState.REVIEWING, EntryState.WITHDRAWN}
    ),
    EntryState.REVIEWING: frozenset(
        {
            EntryState.RECEIVED,
            EntryState.INTERVIEW,
            EntryState.ADOPTED,
            EntryState.DECLINED,
            EntryState.WITHDRAWN,
        }
    ),
    EntryState.INTERVIEW: frozenset({EntryState.ADOPTED, EntryState.DECLINED, EntryState.WITHDRAWN}),
    EntryState.ADOPTED: frozenset({EntryState.PARTICIPATING, EntryState.WITHDRAWN}),
    # A place became free after the announcement.
    EntryState.DECLINED: frozenset({EntryState.ADOPTED}),
    EntryState.PARTICIPATING: frozenset({EntryState.FINISHED, EntryState.WITHDRAWN}),
    EntryState.FINISHED: frozenset({EntryState.ALUMNI}),
    EntryState.ALUMNI: frozenset(),
    # Taken back before the deadline: to received with a number, to draft without one.
    EntryState.WITHDRAWN: frozenset({EntryState.RECEIVED, EntryState.DRAFT}),
}

REVIEW_MOVES: dict[str, frozenset[str]] = {
    ReviewState.OPEN: frozenset({ReviewState.SUBMITTED}),
    ReviewState.SUBMITTED: frozenset(),
}

# Handing in again is possible in these, until the deadline and until a juror has settled a score.
EDITABLE_STATES = frozenset(
    {EntryState.DRAFT, EntryState.RECEIVED, EntryState.CHECKING, EntryState.RETURNED, EntryState.REVIEWING}
)
# What the format check is about; one that was sent back can be sent back again with another date.
CHECKABLE_STATES = frozenset({EntryState.RECEIVED, EntryState.CHECKING, EntryState.RETURNED})
# What a selection decides about.
DECIDABLE_STATES = frozenset({EntryState.REVIEWING, EntryState.INTERVIEW})
# Handed in and neither decided nor withdrawn.
PENDING_STATES = frozenset(
    {
        EntryState.RECEIVED,
        EntryState.CHECKING,
        EntryState.RETURNED,
        EntryState.REVIEWING,
        EntryState.INTERVIEW,
    }
)
# Counted as adopted in every figure: nobody stops being adopted by finishing.
ADOPTED_STATES = frozenset({EntryState.ADOPTED, EntryState.PARTICIPATING, EntryState.FINISHED, EntryState.ALUMNI})
FINISHED_STATES = frozenset({EntryState.FINISHED, EntryState.ALUMNI})
