"""Rows × columns as a grid of washes with the number in every cell."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from django.utils.safestring import SafeString

from common.ui.plots.figure import Figure
from common.ui.plots.svg import GRID, INK, NARROW, SUB, SUN, WIDE, Drawing, number, text_width

WASHES = ("#ffffff", "#dbe6fe", "#9db7f9", "#7096f8")  # none, and three thirds of the most; ink reads on all of them
TALL = 34


@dataclass(frozen=True)
class Column:
    """A column: `group` is written where it changes, `label` over each cell, `name` whole in the table."""

    group: str
    label: str
    name: str
    is_now: bool = False


@dataclass(frozen=True)
class Line:
    """A row with one number for each column."""

    label: str
    values: Sequence[int]


def heat_grid(
    *, title: str, sentence: str, source: str, columns: Sequence[Column], lines: Sequence[Line], head: str, total: str,
    made_up: bool = False,
) -> Figure:  # fmt: skip
    """A grid whose washes say how much, and whose numbers say it again; ValueError if a line misses a column.

    On a phone each label stands above its cells. `total` heads the sum of each line in the table.
    """
    for line in lines:
        if len(line.values) != len(columns):
            raise ValueError(f"{line.label}: {len(line.values)} values for {len(columns)} columns")
    drawings = [_grid(width, sentence, columns, lines) for width in (WIDE, NARROW)]
    rows: list[tuple[str | int, ...]] = [(line.label, *line.values, sum(line.values)) for line in lines]
    names = (head, *(column.name for column in columns), total)
    return Figure(title, sentence, source, drawings[0], drawings[1], names, rows, made_up)


def _grid(width: int, sentence: str, columns: Sequence[Column], lines: Sequence[Line]) -> SafeString:
    is_wide, size = width == WIDE, 14 if width == WIDE else 13
    left = min(max((text_width(line.label, size) for line in lines), default=0) + 12, width * 0.34) if is_wide else 1
    cell = (width - left - 1) / max(len(columns), 1)
    step = TALL if is_wide else TALL + 26
    drawing = Drawing(width, 46 + len(lines) * step + 2, sentence)
    _heads(drawing, columns, left, cell, size)
    most = max((value for line in lines for value in line.values), default=0)
    for place, line in enumerate(lines):
        top = 46 + place * step + (0 if is_wide else 24)
        room = left - 12 if is_wide else width - 4
        drawing.text(
            0 if is_wide else 1, top + 22 if is_wide else top - 7, shortened(line.label, room, size), size=size
        )
        for at, value in enumerate(line.values):
            _cell(drawing, (left + at * cell, top), cell, value, most)
    return drawing.render()


def _heads(drawing: Drawing, columns: Sequence[Column], left: float, cell: float, size: int) -> None:
    for at, column in enumerate(columns):
        x = left + at * cell
        if column.is_now:
            drawing.rect(x + 1, 21, cell - 2, 22, SUN, stroke="none", radius=4)
        if at == 0 or columns[at - 1].group != column.group:
            drawing.text(x + 2, 14, column.group, size=size, fill=SUB)
        drawing.text(x + cell / 2, 37, column.label, size=size, bold=column.is_now, anchor="middle")


def _cell(drawing: Drawing, corner: tuple[float, float], cell: float, value: int, most: int) -> None:
    x, y = corner
    wash = WASHES[ceil((len(WASHES) - 1) * value / most)] if value else WASHES[0]
    drawing.rect(x, y, cell, TALL, wash, stroke=GRID, width=1)
    drawing.text(
        x + cell / 2, y + 22, number(value), size=14, bold=value > 0, anchor="middle", fill=INK if value else SUB
    )


def shortened(label: str, room: float, size: float) -> str:
    """The label, or as much of it as fits with a sign that it goes on.

    >>> shortened("海外事業と広報の専門家", 60, 14)
    '海外…'
    """
    if text_width(label, size) <= room:
        return label
    kept = label
    while kept and text_width(kept + "…", size) > room - size * 0.42:
        kept = kept[:-1]
    return f"{kept}…"
