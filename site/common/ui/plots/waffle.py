"""A hundred squares: a share that one can count."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from common.ui.plots.figure import Figure
from common.ui.plots.pairs import Point
from common.ui.plots.svg import INK, NARROW, SUB, SUN, TEXT, WIDE, Drawing, fitting, wrapped

SIDE, SQUARES = 10, 100
OPEN = "#767676"


def waffle(
    *, title: str, sentence: str, source: str, whole: Point, part: Point, key: str, columns: Sequence[str],
    made_up: bool = False,
) -> Figure:  # fmt: skip
    """`part.value` of a hundred squares are filled; `key` says what one square stands for.

    The table prints the texts (`shown`) with their dates, since a share is mostly known as "about 80 %".
    ValueError for a share that is not from 0 to 100.
    """
    if not 0 <= part.value <= SQUARES:
        raise ValueError("a share is from 0 to 100")
    wide, narrow = (_draw(width, sentence, whole, part, key) for width in (WIDE, NARROW))
    rows = [(point.label, point.shown, point.when) for point in (whole, part)]
    return Figure(title, sentence, source, wide, narrow, columns, rows, made_up)


def filled(share: float) -> int:
    """How many squares: the nearest whole number, but a little is never drawn as none, nor nearly all as all."""
    if 0 < share < 1:
        return 1
    return min(round(share), SQUARES - 1) if share < SQUARES else SQUARES


def _draw(width: int, sentence: str, whole: Point, part: Point, key: str) -> SafeString:
    """Squares on the left and words in the middle beside them; on a phone the words stand below."""
    drawing = Drawing(width, 256, sentence)
    beside = width == WIDE
    step = 25.0 if beside else 27.4
    words, tall = _words(width - 292 if beside else width - 4, whole, part, key)
    _squares(drawing, step, part.value)
    x, top = (290.0, max((256 - tall) / 2, 0)) if beside else (2.0, 10 * step + 18)
    drawing.height = max(256, top + tall + 4) if beside else top + tall + 4
    for word in words:
        drawing.text(x + word.indent, top + word.y, word.text, size=word.size, bold=word.bold, fill=word.fill)
    drawing.squares([(x + 1, top + words[-1].key_y - 12)], 14, SUN, stroke=INK, width=1.8)
    return drawing.render()


def _squares(drawing: Drawing, step: float, share: float) -> None:
    """Two paths instead of a hundred shapes: the page stays short."""
    size, taken = step - 5, filled(share)
    places = [(3 + step * (n % SIDE), 3 + step * (n // SIDE)) for n in range(SQUARES)]
    drawing.squares(places[taken:], size, "#ffffff", stroke=OPEN, width=1.2)
    drawing.squares(places[:taken], size, SUN, stroke=INK, width=1.8)


@dataclass(frozen=True)
class _Word:
    """One line of words; `key_y` is where the key begins, on its first line and those below."""

    text: str
    y: float
    size: float
    fill: str = TEXT
    bold: bool = False
    indent: float = 0
    key_y: float = 0


def _words(room: float, whole: Point, part: Point, key: str) -> tuple[list[_Word], float]:
    """The share in large letters, what it is of, what one square means; and how tall that is."""
    words: list[_Word] = []
    y = 0.0
    for point, sizes, fill in ((part, (44, 36, 30, 24, 20, 16), INK), (whole, (22, 20, 18, 16, 14), TEXT)):
        size = fitting(point.shown, sizes, room)
        y += size
        words.append(_Word(point.shown, y, size, fill, bold=True))
        for line in wrapped(point.label, 15, room):
            y += 23
            words.append(_Word(line, y, 15))
        if point.when and (point is whole or point.when != whole.when):
            y += 21
            words.append(_Word(point.when, y, 14, SUB))
        y += 20
    first = y = y + 12
    for line in wrapped(key, 14, room - 26):
        words.append(_Word(line, y, 14, SUB, indent=24, key_y=first))
        y += 19
    return words, y - 12
