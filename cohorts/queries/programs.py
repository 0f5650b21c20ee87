"""Figures and dates of a term: funnel, split by division, timeline, next step. All from data."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cohorts.enums import ADOPTED_STATES, FINISHED_STATES, CohortState, EntryState, MilestoneKind
from cohorts.models import Cohort, Milestone, Track
from common.dates import days_left
from common.errors import NotFound

Place = Literal["past", "now", "future"]
IN_PLAY = Q(entries__number__isnull=False) & ~Q(entries__state=EntryState.WITHDRAWN)
ADOPTED = Q(entries__state__in=ADOPTED_STATES)
FINISHED = Q(entries__state__in=FINISHED_STATES)
CLOSED_STATES = (CohortState.ANNOUNCED, CohortState.RUNNING, CohortState.FINISHED)


@dataclass(frozen=True)
class TrackShare:
    """Numbers of one division."""

    key: str
    name: str
    entered: int
    adopted: int
    finished: int
    expected: int | None


@dataclass(frozen=True)
class Funnel:
    """Entered → adopted → finished, each a number of firms. `is_announced`: may be shown to everybody."""

    entered: int
    adopted: int
    finished: int
    tracks: tuple[TrackShare, ...]
    is_announced: bool
    is_synthetic: bool


@dataclass(frozen=True)
class TrackSplit:
    """What the operator expected of the divisions, and how it came out; shares of 100."""

    shares: tuple[TrackShare, ...]
    total: int
    expected_total: int

    def percent(self, share: TrackShare) -> int:
        """Share of the entries in percent."""
        return round(100 * share.entered / self.total) if self.total else 0

    def expected_percent(self, share: TrackShare) -> int | None:
        """Expected share in percent; None when nothing was expected in writing."""
        if not self.expected_total:
            return None
        return round(100 * (share.expected or 0) / self.expected_total)


@dataclass(frozen=True)
class Step:
    """A point on the course of a term. `date` is None for "now"; `by_month` dates name a month only."""

    title: str
    date: datetime | None
    state: Place
    note: str = ""
    ends_at: datetime | None = None
    by_month: bool = False
    is_synthetic: bool = False


def open_cohorts(now: datetime) -> "QuerySet[Cohort]":
    """Terms that take entries at this instant, the nearest deadline first."""
    return Cohort.objects.open_at(now).select_related("program").order_by("closes_at")


def get_cohort(public_id: UUID | str) -> Cohort:
    """The term with its programme; NotFound when there is none."""
    found = Cohort.objects.select_related("program", "community").filter(public_id=public_id).first()
    if found is None:
        raise NotFound
    return found


def cohort_by_key(key: str) -> Cohort | None:
    """The term with this key (pages of the site name it so)."""
    return Cohort.objects.select_related("program", "community").filter(key=key).first()


def _shares(cohort: Cohort) -> tuple[TrackShare, ...]:
    tracks = Track.objects.filter(cohort=cohort).annotate(
        entered=Count("entries", filter=IN_PLAY),
        adopted=Count("entries", filter=ADOPTED),
        finished=Count("entries", filter=FINISHED),
    )
    return tuple(
        TrackShare(track.key, track.label, track.entered, track.adopted, track.finished, track.expected)
        for track in tracks
    )


def funnel(cohort: Cohort) -> Funnel:
    """Count the entries of a term, withdrawn ones left out; one query.

    Adopted and finished count announced results only: what is decided but not announced shows nowhere.
    """
    shares = _shares(cohort)
    return Funnel(
        entered=sum(share.entered for share in shares),
        adopted=sum(share.adopted for share in shares),
        finished=sum(share.finished for share in shares),
        tracks=shares,
        is_announced=cohort.state in CLOSED_STATES,
        is_synthetic=cohort.is_synthetic,
    )


def track_split(cohort: Cohort) -> TrackSplit:
    """Expected and actual entries by division."""
    shares = _shares(cohort)
    expected = sum(share.expected or 0 for share in shares)
    return TrackSplit(shares, sum(share.entered for share in shares), expected)


def timeline(cohort: Cohort, now: datetime) -> list[Step]:
    """The course of a term in order with one "now" between what is over and what is to come.

    Opening and deadline come from the term itself unless a milestone of that kind says more. A milestone that is
    going on is "now"; a finished term or one without anything ahead has none.
    """
    steps = sorted(_dated_steps(cohort, now), key=lambda step: step.date or now)
    over = [step for step in steps if step.state == "past"]
    ahead = [step for step in steps if step.state == "future"]
    current = [step for step in steps if step.state == "now"]
    if not current and over and ahead:
        current = [_present(cohort, now)]
    return [*over, *current, *ahead]


def _dated_steps(cohort: Cohort, now: datetime) -> list[Step]:
    milestones = list(cohort.milestones.all())
    steps = [_milestone_step(item, now) for item in milestones]
    kinds = {item.kind for item in milestones}
    if MilestoneKind.CALL not in kinds:
        steps.append(Step(_("Call for entries"), cohort.opens_at, _place(cohort.opens_at, now)))
    if MilestoneKind.DEADLINE not in kinds and cohort.state in {CohortState.PREPARING, CohortState.OPEN}:
        steps.append(Step(_("Deadline"), cohort.closes_at, _place(cohort.closes_at, now)))
    return steps


def _milestone_step(item: Milestone, now: datetime) -> Step:
    runs = item.ends_at is not None and item.starts_at <= now <= item.ends_at
    return Step(
        title=item.label,
        date=item.starts_at,
        state="now" if runs else "past" if item.is_over(now) else "future",
        note=str(item.text("note")),
        ends_at=item.ends_at,
        by_month=item.precision == "month",
        is_synthetic=item.is_synthetic,
    )


def _place(moment: datetime, now: datetime) -> Place:
    return "past" if moment <= now else "future"


def _present(cohort: Cohort, now: datetime) -> Step:
    """Where the term stands; days are counted by the calendar, as at the head of the page and in mails."""
    if cohort.takes_entries(now):
        days = days_left(cohort.closes_at, now)
        left = ngettext("%(days)d day left", "%(days)d days left", days) % {"days": days}
        return Step(_("Open for entries"), None, "now", left if days else _("Closes today"))
    if cohort.state in {CohortState.OPEN, CohortState.REVIEWING}:
        return Step(_("Under review"), None, "now")
    return Step(str(CohortState(cohort.state).label), None, "now")


def next_step(cohort: Cohort, now: datetime) -> Step | None:
    """The first dated point that lies ahead, for "what comes next"."""
    return next((step for step in timeline(cohort, now) if step.state == "future"), None)


def role_scopes() -> list[tuple[UUID, str]]:
    """The terms for which the office gives roles, newest first."""
    terms = Cohort.objects.select_related("program").order_by("-pk")
    return [(term.public_id, f"{term.program.label} {term.label}") for term in terms]
