"""Figures of the public pages: drawn from data at this moment, with their table and CSV."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cohorts.enums import CohortState
from cohorts.queries import cohort_by_key, funnel, track_split
from cohorts.queries.programs import Funnel, TrackShare
from common.ui.plots import Figure, Point, Split, Stage, funnel_dots, slope, two_circles
from common.ui.plots import track_split as draw_split
from common.ui.plots.bars import Bar, bars
from home.live import Question, source
from home.sources.levels import levels_figure

# Completion is part of a term's course only when its programme has begun.
STARTED = frozenset({CohortState.RUNNING, CohortState.FINISHED})


def csv_url(page: Any, section_id: Any) -> str:
    """Address of a figure's numbers; figures are known by their page and section (a page never saved has no ids)."""
    if page is None or not section_id:
        return ""
    return reverse("home:figure_csv", args=[page.translation_key, section_id])


@source("numbers")
def numbers(question: Question) -> dict[str, Any]:
    """All figures of the section; one that has nothing to show yet is left out."""
    charts = []
    for child in question.value["figures"]:
        figure = figure_of(child)
        if figure is not None:
            charts.append({"figure": figure, "csv_url": csv_url(question.page, child.id)})
    return {"charts": charts}


def figure_of(child: Any) -> Figure | None:
    """The figure that a block stands for, whether it is a section or lies in one; None for other blocks."""
    if child.block_type == "funnel":
        return funnel_figure(child.value)
    if child.block_type == "series":
        return series_figure(child.value)
    if child.block_type == "bars":
        return bars_figure(child.value)
    if child.block_type == "levels":
        return levels_figure(child.value)
    if child.block_type == "rubric":
        split = next(iter(child.value["split"]), None)
        return split_figure(split) if split is not None else None
    return None


def figure_blocks(body: Any) -> Iterator[Any]:
    """Every block of a page that may be a figure."""
    for child in body:
        if child.block_type == "numbers":
            yield from child.value["figures"]
        yield child


def funnel_figure(value: Any) -> Figure | None:
    """One dot a company, from entry to completion; None until somebody entered."""
    cohort = cohort_by_key(value["cohort_key"])
    counts = funnel(cohort) if cohort is not None else None
    if cohort is None or counts is None or not counts.entered:
        return None
    shares = counts.tracks  # in the order of the term: a division has the same mark wherever it is drawn
    return _draw_funnel(
        title=value["title"],
        sentence=_funnel_sentence(counts),
        source=value["source"],
        tracks=tuple(share.name for share in shares),
        stages=tuple(_stages(counts, shares, started=cohort.state in STARTED)),
        unit=_("firms"),
        stage_label=_("Stage"),
    )


# Drawings are pure functions of what they are given: the same numbers need no second drawing.
_draw_funnel = lru_cache(maxsize=64)(funnel_dots)
_draw_slope = lru_cache(maxsize=64)(slope)
_draw_circles = lru_cache(maxsize=64)(two_circles)
_draw_split = lru_cache(maxsize=64)(draw_split)
_draw_bars = lru_cache(maxsize=64)(bars)


def _stages(counts: Funnel, shares: Sequence[TrackShare], *, started: bool) -> list[Stage]:
    stages = [Stage(_("Entered"), tuple(share.entered for share in shares))]
    if counts.is_announced:
        stages.append(Stage(_("Adopted"), tuple(share.adopted for share in shares), _declined_note(counts)))
        if started and counts.finished:
            stages.append(Stage(_("Finished"), tuple(share.finished for share in shares)))
    return stages


def _declined_note(counts: Funnel) -> str:
    declined = counts.entered - counts.adopted
    if not declined:
        return ""
    text = ngettext("%(count)d not this time → next step", "%(count)d not this time → next step", declined)
    return text % {"count": declined}


def _funnel_sentence(counts: Funnel) -> str:
    numbers = {"entered": counts.entered, "adopted": counts.adopted, "declined": counts.entered - counts.adopted}
    if not counts.is_announced:
        return _("%(entered)d companies raised their hand.") % numbers
    if counts.adopted == counts.entered:
        return _("%(entered)d companies raised their hand, and all of them were adopted.") % numbers
    return (
        ngettext(
            "%(entered)d companies raised their hand and %(adopted)d were adopted. "
            "The other one was shown a next step.",
            "%(entered)d companies raised their hand and %(adopted)d were adopted. "
            "The other %(declined)d were shown a next step.",
            numbers["declined"],
        )
        % numbers
    )


def series_figure(value: Any) -> Figure:
    """Two measured numbers."""
    first, second = (Point(p["label"], p["value"], p["shown"], p["when"]) for p in value["points"])
    common: dict[str, Any] = {
        "title": value["title"],
        "sentence": value["sentence"],
        "source": value["source"],
        "unit": value["unit"],
        "made_up": value["is_made_up"],
    }
    if value["form"] == "slope":
        return _draw_slope(before=first, after=second, head=_("Year"), **common)
    return _draw_circles(first=first, second=second, head=_("What was counted"), **common)


@source("bars")
def typed_bars(question: Question) -> dict[str, Any]:
    """The figure and where its numbers are."""
    return {"figure": bars_figure(question.value), "csv_url": csv_url(question.page, question.section_id)}


@source("levels")
def typed_levels(question: Question) -> dict[str, Any]:
    """The figure and where its numbers are."""
    return {"figure": levels_figure(question.value), "csv_url": csv_url(question.page, question.section_id)}


def bars_figure(value: Any) -> Figure:
    """Rows that an editor typed."""
    return _draw_bars(
        title=value["title"] or value["sentence"],
        sentence=value["sentence"],
        source=value["source"],
        rows=tuple(Bar(row["label"], row["value"], row.get("shown") or "") for row in value["rows"]),
        unit=value["unit"],
        head=_("What was counted"),
        made_up=value["is_made_up"],
    )


def split_figure(value: Any) -> Figure | None:
    """Expected and actual shares of the divisions; None while there is nothing to compare."""
    cohort = cohort_by_key(value["cohort_key"])
    split = track_split(cohort) if cohort is not None else None
    if split is None or not split.total:
        return None
    bars = [Split(_("Actual"), tuple(split.percent(share) for share in split.shares))]
    if split.expected_total:
        bars.insert(0, Split(_("Expected"), tuple(split.expected_percent(share) or 0 for share in split.shares)))
    return _draw_split(
        title=value["title"],
        sentence=value["sentence"],
        source=value["source"],
        parts=tuple(share.name for share in split.shares),
        bars=tuple(bars),
        unit="%",
        head=_("Division"),
        made_up=value["is_made_up"],
    )
