"""The figures of mentoring, drawn from its data; drawing and table come from the same numbers."""

from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.dates import MONTHS_EN, as_day, format_date, is_japanese
from common.ui.plots import Column, Figure, Line, heat_grid
from mentoring.queries import Load, monday_of


def load_figure(load: Load, now: datetime) -> Figure | None:
    """Mentor × week with the number of sessions in each cell; None while there are no mentors."""
    if not load.rows:
        return None
    counted = format_date(now, with_weekday=False, with_year=True)
    this_week = monday_of(as_day(now))
    return heat_grid(
        title=_("Load of the mentors"),
        sentence=_sentence(load),
        source=_("Source: booked and held sessions of your terms, counted on %(date)s.") % {"date": counted},
        columns=[_column(monday, this_week) for monday in load.mondays],
        lines=[Line(row.mentor.label, row.sessions) for row in load.rows],
        head=_("Mentor"),
        total=_("Sum"),
        made_up=load.is_synthetic,
    )


def _column(monday: date, this_week: date) -> Column:
    group = f"{monday.month}月" if is_japanese() else MONTHS_EN[monday.month - 1]
    name = _("Week of %(date)s") % {"date": format_date(monday, with_weekday=False)}
    return Column(group, str(monday.day), name, is_now=monday == this_week)


def _sentence(load: Load) -> str:
    if not load.total:
        return _("No sessions are booked in these weeks.")
    words = {"count": load.total, "weeks": len(load.mondays)}
    every = (
        ngettext("%(count)d session in %(weeks)d weeks.", "%(count)d sessions in %(weeks)d weeks.", load.total) % words
    )
    most = max(sum(row.sessions) for row in load.rows)
    names = [row.mentor.label for row in load.rows if sum(row.sessions) == most]
    if len(names) > 1:
        return every
    busiest = ngettext("Most with: %(name)s (%(count)d).", "Most with: %(name)s (%(count)d).", most)
    return _("%(first)s %(second)s") % {"first": every, "second": busiest % {"name": names[0], "count": most}}
