"""Two things beside each other: expected and actual, then and now, two numbers of people."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from django.utils.safestring import SafeString

from common.ui.plots.figure import Figure
from common.ui.plots.svg import INK, NARROW, SPLIT_FILLS, SUB, SUN, WIDE, Drawing, legend, number, text_width

ABOVE = 48  # room for two lines over a circle that is too small to hold them


@dataclass(frozen=True)
class Split:
    """One bar: its name and one value per part."""

    label: str
    values: Sequence[float]


@dataclass(frozen=True)
class Point:
    """A number with its words: `shown` is what is printed, `when` its date."""

    label: str
    value: float
    shown: str
    when: str = ""


def track_split(
    *, title: str, sentence: str, source: str, parts: Sequence[str], bars: Sequence[Split], unit: str, head: str,
    made_up: bool = False,
) -> Figure:  # fmt: skip
    """Bars of the same length, one part per track; ValueError if a bar does not name every part."""
    for bar in bars:
        if len(bar.values) != len(parts) or sum(bar.values) <= 0:
            raise ValueError(f"{bar.label}: {len(bar.values)} values for {len(parts)} parts")
    drawings = [_split(width, sentence, parts, bars, unit) for width in (WIDE, NARROW)]
    rows: list[tuple[str | float, ...]] = [
        (part, *(bar.values[place] for bar in bars)) for place, part in enumerate(parts)
    ]
    columns = (head, *(f"{bar.label} ({unit})" for bar in bars))
    return Figure(title, sentence, source, drawings[0], drawings[1], columns, rows, made_up)


def _split(width: int, sentence: str, parts: Sequence[str], bars: Sequence[Split], unit: str) -> SafeString:
    size = 14 if width == WIDE else 13
    left = max(text_width(bar.label, size + 1) for bar in bars) + 14
    tall, gap = 38, 22
    lines = 1 if width == WIDE or len(parts) < 3 else 2
    drawing = Drawing(width, len(bars) * (tall + gap) + 22 + lines * 24, sentence)
    for place, bar in enumerate(bars):
        y = place * (tall + gap) + 6
        drawing.text(0, y + 25, bar.label, size=size + 1, bold=True, fill=INK)
        x = left
        for part, value in enumerate(bar.values):
            w = (width - left - 2) * value / sum(bar.values)
            drawing.rect(x, y, w, tall, SPLIT_FILLS[part % len(SPLIT_FILLS)])
            _value(drawing, (x + w / 2, y), w, f"{number(value)}{unit}")
            x += w
    legend(drawing, parts, len(bars) * (tall + gap) + 24, size=size, marks=False)
    return drawing.render()


def _value(drawing: Drawing, top: tuple[float, float], room: float, label: str) -> None:
    """Print the value inside its part on a white ground, where it fits."""
    x, y = top
    needed = text_width(label, 14) + 10
    if room > needed + 6:
        drawing.rect(x - needed / 2, y + 9, needed, 20, "#ffffff", stroke="none", radius=4)
        drawing.text(x, y + 24, label, size=14, bold=True, anchor="middle")


def slope(
    *, title: str, sentence: str, source: str, before: Point, after: Point, unit: str, head: str, made_up: bool = False
) -> Figure:
    """Two dates and the line between them; the years between are not drawn because nobody counted them."""
    drawings = [_slope(width, sentence, before, after) for width in (WIDE, NARROW)]
    rows = [(before.when, before.value), (after.when, after.value)]
    return Figure(title, sentence, source, drawings[0], drawings[1], (head, unit), rows, made_up)


def _slope(width: int, sentence: str, before: Point, after: Point) -> SafeString:
    size = 15 if width == WIDE else 13
    drawing = Drawing(width, 236, sentence)
    left, right = width * 0.22, width * 0.78
    top = max(before.value, after.value)
    start, end = (180 - 124 * point.value / top for point in (before, after))
    drawing.line(f"M{left:.0f} 40V200M{right:.0f} 40V200")
    drawing.line(f"M{left:.0f} {start:.0f}L{right:.0f} {end:.0f}", stroke=INK, width=4)
    drawing.circle(left, start, 8, "#ffffff", width=3)
    drawing.circle(right, end, 10, SUN, width=3)
    drawing.text(left, 224, before.when, size=size, anchor="middle")
    drawing.text(right, 224, after.when, size=size, anchor="middle")
    below = start + 24 if end < start else start - 14
    drawing.text(left + 14, below, before.shown, size=17, bold=True, fill=INK)
    drawing.text(right, end - 20, after.shown, size=20, bold=True, anchor="middle", fill=INK)
    return drawing.render()


def two_circles(
    *, title: str, sentence: str, source: str, first: Point, second: Point, unit: str, head: str, made_up: bool = False
) -> Figure:
    """Two numbers as two areas: the area is the number, never the radius."""
    drawings = [_circles(width, sentence, first, second) for width in (WIDE, NARROW)]
    rows = [(f"{point.label} ({point.when})" if point.when else point.label, point.value) for point in (first, second)]
    return Figure(title, sentence, source, drawings[0], drawings[1], (head, unit), rows, made_up)


def _circles(width: int, sentence: str, first: Point, second: Point) -> SafeString:
    size = 15 if width == WIDE else 13
    most = max(first.value, second.value)
    room = 96 if width == WIDE else 72
    radii = [room * sqrt(point.value / most) for point in (first, second)]
    words = [max(text_width(p.shown, size + 3), text_width(p.label, size)) + 12 for p in (first, second)]
    lift = max((ABOVE - 2 * (room - r) for r, needed in zip(radii, words, strict=True) if needed > 2 * r), default=0)
    ground = 4 + 2 * room + max(lift, 0)
    drawing = Drawing(width, round(ground) + 32, sentence)
    places = [max(2 * r, needed) for r, needed in zip(radii, words, strict=True)]
    spare = max(width - sum(places), 0)
    centres = [spare / 3 + places[0] / 2, width - spare / 3 - places[1] / 2]
    for point, x, r, needed, fill in zip((first, second), centres, radii, words, ("#dcf0ff", "dots"), strict=True):
        y = ground - r
        drawing.circle(x, y, r, fill, width=2.5)
        middle = y if needed <= 2 * r else y - r - 28
        if middle == y:
            drawing.rect(x - needed / 2, y - 24, needed, 50, "#ffffff", stroke="none", radius=6)
        drawing.text(x, middle - 6, point.label, size=size, anchor="middle")
        drawing.text(x, middle + 17, point.shown, size=size + 3, bold=True, anchor="middle", fill=INK)
        drawing.text(x, ground + 22, point.when, size=size, anchor="middle", fill=SUB)
    return drawing.render()
