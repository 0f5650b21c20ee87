"""The figures of a term, drawn from its data; the same figure feeds drawing, table and CSV."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.utils.translation import pgettext as _p

from cohorts.diagnosis import AXES, Levels, widest_gap
from cohorts.models import Cohort
from cohorts.queries import Funnel, funnel, track_split
from common.dates import format_date
from common.ui.plots import Axis, Figure, Split, Stage, funnel_dots, radar
from common.ui.plots import track_split as draw_split


def _source(today: date) -> str:
    counted = format_date(today, with_weekday=False, with_year=True)
    return _("Source: the entries of this term, counted on %(date)s.") % {"date": counted}


def _stages(found: Funnel) -> list[Stage]:
    """Entered, and what is announced; a result that nobody knows yet has no row."""
    stages = [Stage(_("Entered"), [share.entered for share in found.tracks])]
    if not found.is_announced:
        return stages
    missed = found.entered - found.adopted
    note = ngettext("%(count)d declined → next steps", "%(count)d declined → next steps", missed)
    stages.append(
        Stage(_("Adopted"), [share.adopted for share in found.tracks], note % {"count": missed} if missed else "")
    )
    if found.finished:
        stages.append(Stage(_("Completed"), [share.finished for share in found.tracks]))
    return stages


def funnel_figure(cohort: Cohort) -> Figure:
    """One dot is one firm: entered → adopted → completed."""
    found = funnel(cohort)
    numbers = {"entered": found.entered, "adopted": found.adopted, "finished": found.finished}
    if not found.is_announced:
        sentence = _("%(entered)d firms have entered so far.")
    elif found.finished:
        sentence = _("%(entered)d firms entered, %(adopted)d were adopted and %(finished)d completed the term.")
    else:
        sentence = _("%(entered)d firms entered and %(adopted)d were adopted.")
    return funnel_dots(
        title=_("From entry to completion"),
        sentence=sentence % numbers,
        source=_source(timezone.localdate()),
        tracks=[share.name for share in found.tracks],
        stages=_stages(found),
        unit=_("firms"),
        stage_label=_("Stage"),
        made_up=found.is_synthetic,
    )


def split_figure(cohort: Cohort) -> Figure | None:
    """What the office expected of the divisions, and how it came out; None when there is neither."""
    split = track_split(cohort)
    bars = []
    if split.expected_total:
        bars.append(Split(_("Expected"), [split.expected_percent(share) or 0 for share in split.shares]))
    if split.total:
        bars.append(Split(_("Entered"), [split.percent(share) for share in split.shares]))
    if not bars:
        return None
    parts = _(", ").join(f"{share.name} {share.entered}" for share in split.shares)
    return draw_split(
        title=_("Divisions"),
        sentence=_("Entries by division: %(parts)s.") % {"parts": parts},
        source=_source(timezone.localdate()),
        parts=[share.name for share in split.shares],
        bars=bars,
        unit="%",
        head=_("Division"),
        made_up=cohort.is_synthetic,
    )


def diagnosis_figure(levels: Levels, taken_on: date | None = None) -> Figure:
    """Now and in three years on seven axes; without `taken_on` (for jurors) the source names no day."""
    source = _("Source: the company's own answers.")
    if taken_on:
        day = format_date(taken_on, with_weekday=False, with_year=True)
        source = _("Source: the company's own answers, %(day)s.") % {"day": day}
    return radar(
        title=_("Now and in three years"),
        sentence=_averages(levels),
        source=source,
        axes=[Axis(str(axis.title), *levels[axis.key]) for axis in AXES],
        head=_p("diagnosis", "Item"),
        now_label=_("Now"),
        goal_label=_("In three years"),
    )


def _averages(levels: Levels) -> str:
    """Both averages with one decimal, and where the gap is largest."""
    now, goal = (sum(pair[place] for pair in levels.values()) / len(levels) for place in (0, 1))
    found = widest_gap(levels)
    words = {"now": f"{now:.1f}", "goal": f"{goal:.1f}", "axis": found.axis.title}
    if not found.gap:
        return _("On average %(now)s now and %(goal)s in three years, on a scale from 0 to 5.") % words
    return _("On average %(now)s now and %(goal)s in three years (0 to 5). The largest gap: %(axis)s.") % words


def gap_sentence(levels: Levels) -> str:
    """The largest gap in one sentence, or that there is none."""
    found = widest_gap(levels)
    if not found.gap:
        return _("In three years it shall be as it is today; no question has a gap.")
    words = {"axis": found.axis.title, "now": found.now, "goal": found.goal}
    return _("The longest way is in “%(axis)s”: from %(now)d now to %(goal)d in three years.") % words
