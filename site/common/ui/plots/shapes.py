"""Goals and where we are: pyramid, ring, radar."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, log10, pi, sin

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from common.ui.plots.figure import Figure
from common.ui.plots.svg import CALL, CALL_MARK, EMPTY, INK, NARROW, SUN, TEXT, WIDE, Drawing, number, text_width

SCALE = 5


@dataclass(frozen=True)
class Level:
    """One level of the pyramid: how many there shall be, how many there are."""

    label: str
    target: int
    actual: int


@dataclass(frozen=True)
class Axis:
    """One axis of the radar, 0 to 5: now and the goal."""

    label: str
    now: float
    goal: float


def pyramid(
    *, title: str, sentence: str, source: str, levels: Sequence[Level], unit: str, head: str, made_up: bool = False
) -> Figure:
    """Bands from the few on top to the many below; widths are logarithmic, so ten stays visible beside two thousand."""
    drawings = [_pyramid(width, sentence, levels, unit) for width in (WIDE, NARROW)]
    rows = [(level.label, level.target, level.actual) for level in levels]
    columns = (head, _("Goal"), _("Now"))
    return Figure(title, sentence, source, drawings[0], drawings[1], columns, rows, made_up)


def _pyramid(width: int, sentence: str, levels: Sequence[Level], unit: str) -> SafeString:
    size = 14 if width == WIDE else 13
    drawing = Drawing(width, 64 * len(levels) + 44, sentence)
    most = log10(max(level.target for level in levels) + 1)
    for place, level in enumerate(levels):
        y = place * 64
        wide = (width - 24) * (0.25 + 0.75 * log10(level.target + 1) / most)
        x = (width - wide) / 2
        done = wide * min(log10(level.actual + 1) / log10(level.target + 1), 1)
        drawing.text(width / 2, y + 20, level.label, size=size, bold=True, anchor="middle", fill=INK)
        drawing.rect(x, y + 28, wide, 28, "#ffffff", stroke=EMPTY)
        drawing.rect(x, y + 28, done, 28, "leaf")
        label = f"{number(level.actual)} / {number(level.target)}{unit}"
        needed = text_width(label, size) + 12
        drawing.rect((width - needed) / 2, y + 32, needed, 20, "#ffffff", stroke="none", radius=4)
        drawing.text(width / 2, y + 47, label, size=size, bold=True, anchor="middle")
    _keys(drawing, 64 * len(levels) + 30, size, (("leaf", INK, _("Now")), ("#ffffff", EMPTY, _("Goal"))))
    return drawing.render()


def _keys(drawing: Drawing, y: float, size: int, keys: Sequence[tuple[str, str, str]]) -> None:
    x = drawing.width / 2 - sum(36 + text_width(label, size) for _fill, _stroke, label in keys) / 2
    for fill, stroke, label in keys:
        drawing.rect(x, y - 11, 20, 13, fill, stroke=stroke)
        drawing.text(x + 26, y, label, size=size, bold=True)
        x += 52 + text_width(label, size)


def threshold_ring(
    *, title: str, sentence: str, source: str, count: int, goal: int, unit: str, left: str, made_up: bool = False
) -> Figure:
    """One point a seat round the number; `left` says how many more it takes."""
    drawings = [_ring(width, sentence, count, goal, left) for width in (WIDE, NARROW)]
    rows = [(_("Taking part"), count), (_("Goal"), goal)]
    return Figure(title, sentence, source, drawings[0], drawings[1], ("", unit), rows, made_up)


def _ring(width: int, sentence: str, count: int, goal: int, left: str) -> SafeString:
    drawing = Drawing(width, 220, sentence)
    x, y, radius = width / 2, 110, 92
    drawing.circle(x, y, radius, "none", stroke="#b3b3b3")
    dot = min(14.0, radius * pi / max(goal, 6) * 0.66)
    for seat in range(goal):
        angle = 2 * pi * seat / goal
        filled = seat < count
        drawing.circle(
            x + radius * sin(angle), y - radius * cos(angle), dot, SUN if filled else "#ffffff",
            stroke=INK if filled else EMPTY, width=2.2,
        )  # fmt: skip
    drawing.text(x, y + 6, f"{count}/{goal}", size=36, bold=True, anchor="middle", fill=INK)
    drawing.text(x, y + 32, left, size=16, bold=True, anchor="middle", fill=CALL)
    return drawing.render()


def radar(
    *, title: str, sentence: str, source: str, axes: Sequence[Axis], head: str, now_label: str = "",
    goal_label: str = "", made_up: bool = False,
) -> Figure:  # fmt: skip
    """Two shapes at most: now (filled, round points) and the goal (dashed, square points); from 0 to 5."""
    if any(not (0 <= value <= SCALE) for axis in axes for value in (axis.now, axis.goal)):
        raise ValueError("every axis runs from 0 to 5")
    words = (now_label or _("Now"), goal_label or _("Goal in three years"))
    drawings = [_radar(width, sentence, axes, words) for width in (WIDE, NARROW)]
    rows = [(axis.label, axis.now, axis.goal) for axis in axes]
    return Figure(title, sentence, source, drawings[0], drawings[1], (head, *words), rows, made_up)


def _radar(width: int, sentence: str, axes: Sequence[Axis], words: tuple[str, str]) -> SafeString:
    size = 14 if width == WIDE else 13
    radius = 120 if width == WIDE else 78
    height = 2 * radius + 110
    drawing = Drawing(width, height, sentence)
    middle = (width / 2, radius + 38)
    for ring in range(1, SCALE + 1):
        drawing.polygon(_corners(middle, radius, [ring] * len(axes)), "none", stroke="#cccccc", width=1)
    for x, y in _corners(middle, radius, [SCALE] * len(axes)):
        drawing.line(f"M{middle[0]:.1f} {middle[1]:.1f}L{x:.1f} {y:.1f}", width=1)
    goal = _corners(middle, radius, [axis.goal for axis in axes])
    now = _corners(middle, radius, [axis.now for axis in axes])
    drawing.polygon(goal, "dots", stroke=CALL_MARK, width=2.5)
    drawing.polygon(now, "#9db7f9", width=3)
    for x, y in goal:
        drawing.rect(x - 4, y - 4, 8, 8, "#ffffff", stroke=CALL_MARK)
    for x, y in now:
        drawing.circle(x, y, 4, INK)
    _axis_labels(drawing, middle, radius, axes, size)
    _keys(drawing, height - 10, size, (("#9db7f9", INK, words[0]), ("dots", CALL_MARK, words[1])))
    return drawing.render()


def _corners(middle: tuple[float, float], radius: float, values: Sequence[float]) -> list[tuple[float, float]]:
    """Places of the values on their axes, clockwise from the top."""
    turn = 2 * pi / len(values)
    return [
        (middle[0] + radius * value / SCALE * sin(turn * n), middle[1] - radius * value / SCALE * cos(turn * n))
        for n, value in enumerate(values)
    ]


def _axis_labels(drawing: Drawing, middle: tuple[float, float], radius: float, axes: Sequence[Axis], size: int) -> None:
    """Write the names round the shape and pull them in where the paper ends."""
    places = _corners(middle, radius + 12, [SCALE] * len(axes))
    for axis, (x, y) in zip(axes, places, strict=True):
        side = 0 if abs(x - middle[0]) < 8 else (1 if x > middle[0] else -1)
        needed = text_width(axis.label, size)
        left = x - needed / 2 if side == 0 else (x if side > 0 else x - needed)
        left = min(max(left, 0), drawing.width - needed)
        drop = size if y > middle[1] + 8 else (-4 if y < middle[1] - 8 else size / 3)
        drawing.text(left, y + drop, axis.label, size=size, bold=True, fill=TEXT)
