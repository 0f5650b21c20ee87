"""One dot = one company, from entry to completion; of many companies a dot stands for several, and says so."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from common.ui.plots.figure import Figure
from common.ui.plots.svg import CALL, INK, NARROW, WIDE, Drawing, legend


@dataclass(frozen=True)
class Stage:
    """One stage of the funnel with the number of companies of each track; `note` says what became of the others."""

    label: str
    counts: Sequence[int]
    note: str = ""

    @property
    def total(self) -> int:
        """All tracks together."""
        return sum(self.counts)


def funnel_dots(
    *,
    title: str,
    sentence: str,
    source: str,
    tracks: Sequence[str],
    stages: Sequence[Stage],
    unit: str,
    stage_label: str,
    made_up: bool = False,
) -> Figure:
    """Draw the stages below each other; a dot that stopped stays in its place as a dotted outline.

    Counts never grow from one stage to the next, and every stage names every track (ValueError otherwise).
    """
    _check(tracks, stages)
    return Figure(
        title=title,
        sentence=sentence,
        source=source,
        wide=_draw(WIDE_PAPER, sentence, tracks, stages, unit),
        narrow=_draw(NARROW_PAPER, sentence, tracks, stages, unit),
        columns=(stage_label, *tracks, unit),
        rows=[(stage.label, *stage.counts, stage.total) for stage in stages],
        made_up=made_up,
    )


def _check(tracks: Sequence[str], stages: Sequence[Stage]) -> None:
    for stage in stages:
        if len(stage.counts) != len(tracks):
            raise ValueError(f"{stage.label}: {len(stage.counts)} counts for {len(tracks)} tracks")
    for before, after in itertools.pairwise(stages):
        if any(a > b for a, b in zip(after.counts, before.counts, strict=True)):
            raise ValueError(f"{after.label} has more than {before.label}")


@dataclass(frozen=True)
class Paper:
    """Measures of one of the two drawings; `left` is where the dots begin."""

    width: int
    columns: int
    size: int
    pitch: float
    left: float


MOST_DOTS = 80


def companies_a_dot(total: int) -> int:
    """How many companies one dot stands for: 1, 2, 5, 10, 20, 50 … so that nobody has to count hundreds of dots."""
    sizes = (step * 10**power for power in itertools.count() for step in (1, 2, 5))
    size: int = next(size for size in sizes if total <= size * MOST_DOTS)
    return size


WIDE_PAPER = Paper(WIDE, columns=13, size=14, pitch=32, left=130)
NARROW_PAPER = Paper(NARROW, columns=7, size=13, pitch=27, left=88)


def _draw(paper: Paper, sentence: str, tracks: Sequence[str], stages: Sequence[Stage], unit: str) -> SafeString:
    size, each = paper.size, companies_a_dot(stages[0].total)
    dots = [[-(-count // each) for count in stage.counts] for stage in stages]
    lines = max(-(-sum(dots[0]) // paper.columns), 1)
    paper = replace(paper, columns=max(-(-sum(dots[0]) // lines), 1))
    row_height = max(lines * paper.pitch, 62) + (size + 10 if any(stage.note for stage in stages) else 12)
    drawing = Drawing(paper.width, round(len(stages) * row_height), sentence)
    for place, stage in enumerate(stages):
        top = place * row_height
        if place:
            drawing.line(f"M0 {top - 4:.0f}H{paper.width}", stroke="#949494", width=1.5, dashed=True)
        _head(drawing, paper, stage, top, unit)
        _dots(drawing, paper, dots[0], dots[place], top)
        if stage.note:
            drawing.text(paper.left, top + row_height - 12, stage.note, size=size, bold=True, fill=CALL)
    last = legend(drawing, tracks, len(stages) * row_height + 20, size=size, marks=True)
    if each > 1:
        last += size + 12
        drawing.text(0, last, _("One mark stands for %(n)d %(unit)s.") % {"n": each, "unit": unit}, size=size)
    drawing.height = round(last + 10)
    return drawing.render()


def _head(drawing: Drawing, paper: Paper, stage: Stage, top: float, unit: str) -> None:
    """Name and number of the stage, left of its dots."""
    size = paper.size
    drawing.text(0, top + size + 8, stage.label, size=size + 1, bold=True, fill=INK)
    drawing.text(0, top + size + 36, stage.total, size=24, bold=True, fill=INK)
    drawing.text(len(str(stage.total)) * 15 + 4, top + size + 36, unit, size=size)


def _dots(drawing: Drawing, paper: Paper, all_of_them: Sequence[int], here: Sequence[int], top: float) -> None:
    """Fill the places of the first stage track by track, so that a company keeps its place in every row."""
    seats = [
        (track, nth < left)
        for track, (every, left) in enumerate(zip(all_of_them, here, strict=True))
        for nth in range(every)
    ]
    for seat, (track, filled) in enumerate(seats):
        x = paper.left + paper.pitch * (seat % paper.columns + 0.5)
        y = top + 4 + paper.pitch * (seat // paper.columns + 0.5)
        drawing.mark(x, y, paper.pitch * 0.34, track, empty=not filled)
