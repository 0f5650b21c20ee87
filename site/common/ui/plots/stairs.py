"""Steps going up: numbers that are only known roughly, in their order."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from common.ui.plots.figure import Figure
from common.ui.plots.svg import INK, NARROW, SUB, SUN, TEXT, WIDE, Drawing, fitting, wrapped

LEAST, MOST = 2, 6
WASH = "#dcf0ff"
RISE, TREAD = 44, 12


@dataclass(frozen=True)
class Step:
    """One step: its name, the number as it is printed ("about 300 million yen"), its date."""

    label: str
    shown: str
    when: str = ""


def stairs(
    *, title: str, sentence: str, source: str, steps: Sequence[Step], note: str, columns: Sequence[str],
    made_up: bool = False,
) -> Figure:  # fmt: skip
    """Two to six steps of the same height, the first one lowest; ValueError for fewer or more.

    Nothing is to scale, because "a few million" has no height: a step has no value, only words, and `note` says in
    the drawing that the height means nothing. The table prints the same words.
    """
    if not LEAST <= len(steps) <= MOST:
        raise ValueError(f"{len(steps)} steps: stairs have {LEAST} to {MOST}")
    wide, narrow = _wide(sentence, steps, note), _narrow(sentence, steps, note)
    rows = [(step.label, step.shown, step.when) for step in steps]
    return Figure(title, sentence, source, wide, narrow, columns, rows, made_up)


def _wide(sentence: str, steps: Sequence[Step], note: str) -> SafeString:
    """Blocks beside each other on one ground; the number stands on its step, name and date in it."""
    room = (WIDE - 4) / len(steps)
    words = [(wrapped(step.label, 14, room - 16), wrapped(step.when, 14, room - 16)) for step in steps]
    size = min(fitting(step.shown, (24, 20, 18, 16, 14), room - 8) for step in steps)
    tops = [wrapped(step.shown, size, room - 8) for step in steps]
    lowest = max(20 * (len(label) + len(when)) for label, when in words) + 18
    rise = max(RISE, 150 / len(steps), max(len(top) for top in tops) * (size + 3) + 14 - lowest)
    ground = _ground_height(WIDE, note)
    head = len(tops[-1]) * (size + 3) + 12
    drawing = Drawing(WIDE, head + lowest + rise * (len(steps) - 1) + ground, sentence, note)
    for place, (label, when) in enumerate(words):
        tall = lowest + rise * place
        x, y = 2 + place * room, drawing.height - ground - tall
        drawing.rect(x, y, room, tall, SUN if place == len(steps) - 1 else WASH, width=2.5)
        for line, text in enumerate(reversed(tops[place])):
            above = y - 11 - line * (size + 3)
            drawing.text(x + room / 2, above, text, size=size, bold=True, anchor="middle", fill=INK)
        _name(drawing, (x + room / 2, y + 24), label, when)
    _ground(drawing, note)
    return drawing.render()


def _name(drawing: Drawing, top: tuple[float, float], label: Sequence[str], when: Sequence[str]) -> None:
    for line, text in enumerate([*label, *when]):
        known = line < len(label)
        drawing.text(top[0], top[1] + 20 * line, text, bold=known, anchor="middle", fill=TEXT if known else SUB)


def _narrow(sentence: str, steps: Sequence[Step], note: str) -> SafeString:
    """Blocks above each other, each a tread further in, so that long words have the whole width; read from below."""
    words = [
        (wrapped(step.label, 13, _inside(place)), wrapped(step.when, 13, _inside(place)))
        for place, step in enumerate(steps)
    ]
    talls = [18 * (len(label) + len(when)) + 46 for label, when in words]
    drawing = Drawing(NARROW, sum(talls) + 4 + _ground_height(NARROW, note), sentence, note)
    y = 2.0 + sum(talls)
    for place, (step, (label, when)) in enumerate(zip(steps, words, strict=True)):
        y -= talls[place]
        x = 2 + TREAD * place
        drawing.rect(x, y, NARROW - 2 - x, talls[place], SUN if place == len(steps) - 1 else WASH, width=2.5)
        size = fitting(step.shown, (22, 19, 16, 14, 13), _inside(place))
        drawing.text(x + 12, y + 28, step.shown, size=size, bold=True, fill=INK)
        for line, text in enumerate([*label, *when]):
            known = line < len(label)
            drawing.text(x + 12, y + 49 + 18 * line, text, size=13, bold=known, fill=TEXT if known else SUB)
    _ground(drawing, note)
    return drawing.render()


def _inside(place: int) -> float:
    """Room for words in a block of the narrow drawing."""
    return NARROW - 4 - TREAD * place - 22


def _note(width: float, note: str) -> tuple[float, list[str]]:
    size = 14 if width == WIDE else 13
    return size, wrapped(note, size, width - 4)


def _ground_height(width: float, note: str) -> float:
    return 10 + 18 * len(_note(width, note)[1])


def _ground(drawing: Drawing, note: str) -> None:
    """Below the ground stands what the heights do not mean."""
    size, lines = _note(drawing.width, note)
    for place, line in enumerate(reversed(lines)):
        drawing.text(drawing.width / 2, drawing.height - 6 - 18 * place, line, size=size, anchor="middle", fill=SUB)
