"""Bars below each other: any numbers with names, the longest over the whole width."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from common.ui.plots.figure import Figure
from common.ui.plots.svg import BLUE, INK, NARROW, WIDE, Drawing, number, text_width

TALL, STEP, NAME = 26, 62, 22


@dataclass(frozen=True)
class Bar:
    """One number and its name; `shown` is how it is printed ("about 200") when the plain number would say too much."""

    label: str
    value: float
    shown: str = ""


def bars(
    *, title: str, sentence: str, source: str, rows: Sequence[Bar], unit: str, head: str, made_up: bool = False
) -> Figure:
    """The name above each bar and the number behind it, so that long names fit on a phone; ValueError without rows."""
    if not rows:
        raise ValueError("nothing to draw")
    wide, narrow = (_draw(width, sentence, rows, unit) for width in (WIDE, NARROW))
    table = [(bar.label, bar.value) for bar in rows]
    return Figure(title, sentence, source, wide, narrow, (head, unit), table, made_up)


def _draw(width: int, sentence: str, rows: Sequence[Bar], unit: str) -> SafeString:
    size = 14 if width == WIDE else 13
    shown = [bar.shown or f"{number(bar.value)} {unit}" for bar in rows]
    room = width - max(text_width(words, size) for words in shown) - 13
    top = max(bar.value for bar in rows) or 1
    drawing = Drawing(width, len(rows) * STEP, sentence)
    for place, (bar, words) in enumerate(zip(rows, shown, strict=True)):
        y = place * STEP
        drawing.text(0, y + size + 2, bar.label, size=size, bold=True, fill=INK)
        long = max(room * bar.value / top, 2)
        drawing.rect(1, y + NAME, long, TALL, BLUE)  # half of the line lies outside
        drawing.text(long + 8, y + NAME + 18, words, size=size)
    return drawing.render()
