"""The pyramid of counted levels: one number each, the few on top of the many."""

from collections.abc import Sequence
from math import log10

from django.utils.safestring import SafeString

from common.ui.plots.figure import Figure
from common.ui.plots.pairs import Point
from common.ui.plots.svg import INK, NARROW, SUB, WIDE, Drawing, fitting, wrapped

WASHES = ("#fff0b3", "#dcf0ff")
LEAST_SHARE = 0.44
GROUND = 28


def tiers(
    *, title: str, sentence: str, source: str, levels: Sequence[Point], note: str, columns: Sequence[str],
    made_up: bool = False,
) -> Figure:  # fmt: skip
    """Bands that touch, in the given order; `pyramid` compares a goal with today, this one only counts.

    Widths are logarithmic, so ten stays visible below two thousand; `note` says so in the drawing. The table has the
    number, the text as it is printed, and the date. ValueError without levels.
    """
    if not levels:
        raise ValueError("nothing to draw")
    wide, narrow = (_draw(width, sentence, levels, note) for width in (WIDE, NARROW))
    rows = [(level.label, _plain(level.value), level.shown, level.when) for level in levels]
    return Figure(title, sentence, source, wide, narrow, columns, rows, made_up)


def _plain(value: float) -> float | int:
    return int(value) if float(value).is_integer() else value


def _draw(width: int, sentence: str, levels: Sequence[Point], note: str) -> SafeString:
    size = 15 if width == WIDE else 13
    full = width - 4
    most = log10(max(level.value for level in levels) + 1) or 1
    wides = [full * (LEAST_SHARE + (1 - LEAST_SHARE) * log10(level.value + 1) / most) for level in levels]
    words = [wrapped(level.label, size, wide - 16) for level, wide in zip(levels, wides, strict=True)]
    talls = [len(lines) * (size + 5) + 40 for lines in words]
    notes = wrapped(note, 14 if width == WIDE else 13, full)
    drawing = Drawing(width, sum(talls) + 4 + GROUND + 18 * (len(notes) - 1), sentence, note)
    y = 2.0
    for place, (level, wide, lines, tall) in enumerate(zip(levels, wides, words, talls, strict=True)):
        drawing.rect((width - wide) / 2, y, wide, tall, WASHES[place > 0], width=2.5)
        for row, line in enumerate(lines):
            drawing.text(width / 2, y + size + 6 + row * (size + 5), line, size=size, anchor="middle")
        shown = fitting(level.shown, (20, 18, 16, 14, 13), wide - 12)
        drawing.text(width / 2, y + tall - 13, level.shown, size=shown, bold=True, anchor="middle", fill=INK)
        y += tall
    for row, line in enumerate(notes):
        drawing.text(width / 2, y + 22 + row * 18, line, size=14 if width == WIDE else 13, anchor="middle", fill=SUB)
    return drawing.render()
