"""Courses as the river component draws them; used by our pages and by the site's programme pages."""

from collections.abc import Iterable

from django.utils import timezone

from cohorts.queries import Step
from common.dates import as_day, format_date
from common.ui.components.progress import RiverStep


def when(step: Step) -> str:
    """The date in words: a day with its weekday, a month alone when only the month is known, "from" for a span."""
    if step.date is None:
        return ""
    if step.by_month:
        day = as_day(step.date)
        return (
            format_date(day, with_weekday=False, with_year=True).replace(f"{day.day}日", "").removeprefix(f"{day.day} ")
        )
    is_other_year = as_day(step.date).year != timezone.localdate().year
    return format_date(step.date, with_year=is_other_year) + ("〜" if step.ends_at else "")


def river(steps: Iterable[Step]) -> list[RiverStep]:
    """Points for `{% ui "river" %}`."""
    return [
        RiverStep(
            title=step.title,
            when=when(step),
            state=step.state,
            note=step.note,
            datetime=step.date.date().isoformat() if step.date and not step.by_month else "",
        )
        for step in steps
    ]
