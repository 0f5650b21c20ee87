"""How much each mentor has to do, week by week."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Count, Q
from django.db.models.functions import TruncWeek

from common.dates import TOKYO, as_day
from mentoring.enums import SessionState
from mentoring.models import Mentor, Session

WEEKS = 8
WEEKS_BEHIND = 2


@dataclass(frozen=True)
class MentorLoad:
    """One mentor with the number of sessions in each of the weeks."""

    mentor: Mentor
    sessions: tuple[int, ...]


@dataclass(frozen=True)
class Load:
    """All mentors over some weeks, each named by its Monday."""

    mondays: tuple[date, ...]
    rows: tuple[MentorLoad, ...]
    is_synthetic: bool = False

    @property
    def total(self) -> int:
        """Sessions of everybody in all these weeks."""
        return sum(sum(row.sessions) for row in self.rows)


def monday_of(day: date) -> date:
    """The Monday on or before a day."""
    return day - timedelta(days=day.weekday())


def mentor_load(now: datetime, terms: Collection[UUID | None]) -> Load:
    """Booked and held sessions by mentor and week in Japan: two weeks back, this one, five ahead; two queries.

    `terms` are the terms whose sessions count, None among them is all. Everybody who takes sessions has a row, with
    nothing in it too; whoever takes none any more has one while there are some.
    """
    first = monday_of(as_day(now)) - timedelta(weeks=WEEKS_BEHIND)
    mondays = tuple(first + timedelta(weeks=place) for place in range(WEEKS))
    begin = datetime.combine(first, time(0), TOKYO)
    taken = Session.objects.filter(
        state__in=[SessionState.BOOKED, SessionState.HELD],
        slot__starts_at__gte=begin,
        slot__starts_at__lt=begin + timedelta(weeks=WEEKS),
    )
    if None not in terms:
        taken = taken.filter(entry__cohort__public_id__in=[term for term in terms if term])
    weeks = taken.annotate(week=TruncWeek("slot__starts_at", tzinfo=TOKYO)).order_by()
    counted = weeks.values_list("mentor", "week", "entry__cohort__is_synthetic").annotate(Count("pk"))
    counts: dict[tuple[int, date], int] = {}
    synthetic = False
    for mentor, week, is_synthetic, number in counted:
        key = (mentor, as_day(week))
        counts[key] = counts.get(key, 0) + number
        synthetic = synthetic or is_synthetic
    busy = {mentor for mentor, _week in counts}
    mentors = Mentor.objects.filter(Q(is_active=True) | Q(pk__in=busy))
    rows = [MentorLoad(one, tuple(counts.get((one.pk, monday), 0) for monday in mondays)) for one in mentors]
    return Load(mondays, tuple(rows), synthetic)
