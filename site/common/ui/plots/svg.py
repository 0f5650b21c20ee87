"""A few strokes of SVG, written with presentation attributes because pages allow no inline style."""

import re
from collections.abc import Iterable, Sequence
from itertools import count
from unicodedata import east_asian_width
from zlib import crc32

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

INK = "#000060"
TEXT = "#333333"
SUB = "#4d4d4d"
CALL = "#8b3200"
CALL_MARK = "#c74700"
SUN = "#ffd43d"
GRID = "#cccccc"
BLUE = "#9db7f9"
EMPTY = "#666666"

DRAWN = count(1)

WIDE = 560
NARROW = 280

PATTERNS = {
    "hatch": (6, "#ffdfca", '<path d="M0 0V6" stroke="#c74700" stroke-width="3"/>', "rotate(45)"),
    "leaf": (6, "#e6f5ec", '<path d="M0 0V6" stroke="#51b883" stroke-width="3"/>', "rotate(45)"),
    "dots": (8, "#ffeee2", '<circle cx="4" cy="4" r="1.700" fill="#c74700"/>', ""),
    "grid": (7, "#fff0b3", '<path d="M0 0H7M0 0V7" stroke="#806300" stroke-width="1.500"/>', ""),
}
# Track by track: colour and pattern and shape differ, so that no one of them carries the meaning alone.
TRACK_FILLS = ("#7096f8", "hatch", "leaf", "grid")
SPLIT_FILLS = (BLUE, "hatch", "leaf", "grid")

# What stays together on a line: Latin words with the space behind them, otherwise one character and what closes it.
PIECES = re.compile(r"[!-~\u00a0-\u024f]+\s*|\s+|.[ーっゃゅょッャュョァィゥェォ々、。」』）】％・：]*", re.DOTALL)


def text_width(text: str, size: float) -> float:
    """Estimate how wide a label is drawn: Japanese takes a full em, Latin letters a little over half of one."""
    return sum(size if east_asian_width(char) in "WFA" else size * 0.58 for char in text)


def number(value: float) -> str:
    """Write a number as people do: thousands apart, no needless decimals."""
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.1f}"


def wrapped(text: str, size: float, room: float) -> list[str]:
    """Break a label into lines that fit: Latin words stay whole, Japanese may break anywhere, a word too long as well.

    Signs that close something never begin a line. Example: `wrapped("デジタル行政推進リーダー", 10, 70)` gives
    ["デジタル行政推", "進リーダー"].
    """
    lines = [""]
    for piece in PIECES.findall(text):
        if text_width((lines[-1] + piece).rstrip(), size) <= room:
            lines[-1] += piece
            continue
        lines.append("")
        for char in piece if text_width(piece, size) > room else [piece]:
            if lines[-1] and text_width(lines[-1] + char, size) > room:
                lines.append("")
            lines[-1] += char
    return [line.strip() for line in lines if line.strip()]


def fitting(text: str, sizes: Sequence[float], room: float) -> float:
    """The first of the sizes, from large to small, in which a label fits; the last one if none does."""
    return next((size for size in sizes if text_width(text, size) <= room), sizes[-1])


def place(value: float) -> str:
    """A coordinate to a tenth of a unit; finer is not seen and only makes pages longer."""
    return f"{value:.1f}".removesuffix(".0")


class Drawing:
    """Collects shapes and writes one `<svg role="img">` whose title is the sentence a screen reader says."""

    def __init__(self, width: float, height: float, title: str, description: str = "") -> None:
        self.width = width
        self.height = height
        self.title = title
        self.description = description
        self.shapes: list[SafeString] = []
        self.patterns: set[str] = set()
        # Two drawings of one page must not share ids, even when they show the same numbers.
        self.key = f"p{crc32(title.encode()):08x}-{next(DRAWN)}"

    def fill(self, name: str) -> str:
        """A colour as it is, or a reference to one of our patterns."""
        if name not in PATTERNS:
            return name
        self.patterns.add(name)
        return f"url(#{self.key}-{name})"

    def text(
        self, x: float, y: float, text: object, *, size: float = 14, bold: bool = False, anchor: str = "start",
        fill: str = TEXT,
    ) -> None:  # fmt: skip
        """Write a label; 14 in a wide drawing and 13 in a narrow one are the smallest that stay above 12 px."""
        weight = SafeString(' font-weight="700"') if bold else ""
        self.shapes.append(
            format_html(
                '<text x="{}" y="{}" font-size="{}" fill="{}" text-anchor="{}"{}>{}</text>',
                place(x),
                place(y),
                size,
                fill,
                anchor,
                weight,
                text,
            )
        )

    def circle(self, x: float, y: float, r: float, fill: str, *, stroke: str = INK, width: float = 2) -> None:
        """Draw a round; an `EMPTY` stroke is dotted, for what is still open."""
        shape = format_html('<circle cx="{}" cy="{}" r="{}"', place(x), place(y), place(r))
        self._paint(shape, fill, stroke, width)

    def rect(
        self,
        x: float,
        y: float,
        w: float,
        h: float,
        fill: str,
        *,
        stroke: str = INK,
        width: float = 2,
        radius: float = 0,
    ) -> None:
        """Draw a box."""
        shape = format_html(
            '<rect x="{}" y="{}" width="{}" height="{}" rx="{}"', place(x), place(y), place(w), place(h), radius
        )
        self._paint(shape, fill, stroke, width)

    def polygon(self, points: Iterable[tuple[float, float]], fill: str, *, stroke: str = INK, width: float = 2) -> None:
        """Draw a closed shape."""
        places = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        self._paint(format_html('<polygon points="{}"', places), fill, stroke, width)

    def squares(
        self, corners: Iterable[tuple[float, float]], size: float, fill: str, *, stroke: str = INK, width: float = 2
    ) -> None:
        """Draw many squares of one kind as one path."""
        side = place(size)
        d = "".join(f"M{place(x)} {place(y)}h{side}v{side}h-{side}z" for x, y in corners)
        if d:
            self._paint(format_html('<path d="{}"', d), fill, stroke, width)

    def line(self, d: str, *, stroke: str = GRID, width: float = 2, dashed: bool = False) -> None:
        """Draw a path without a fill."""
        dash = SafeString(' stroke-dasharray="2 5"') if dashed else ""
        template = '<path d="{}" fill="none" stroke="{}" stroke-width="{}" stroke-linecap="round"{}/>'
        self.shapes.append(format_html(template, d, stroke, width, dash))

    def mark(self, x: float, y: float, r: float, track: int, *, empty: bool = False) -> None:
        """Draw one company: each track has a shape, a colour and a pattern of its own."""
        fill = "#ffffff" if empty else TRACK_FILLS[track % len(TRACK_FILLS)]
        stroke = EMPTY if empty else INK
        shape = track % 3
        if shape == 0:
            self.circle(x, y, r, fill, stroke=stroke)
        elif shape == 1:
            self.rect(x - r * 0.9, y - r * 0.9, r * 1.8, r * 1.8, fill, stroke=stroke, radius=2)
        else:
            corners = [(x, y - r), (x + r, y + r * 0.8), (x - r, y + r * 0.8)]
            self.polygon(corners, fill, stroke=stroke)

    def _paint(self, shape: SafeString, fill: str, stroke: str, width: float) -> None:
        dash = SafeString(' stroke-dasharray="3 3"') if stroke == EMPTY else ""
        rest = format_html(' fill="{}" stroke="{}" stroke-width="{}"{}/>', self.fill(fill), stroke, width, dash)
        self.shapes.append(shape + rest)

    def _defs(self) -> SafeString:
        template = (
            '<pattern id="{}-{}" width="{}" height="{}" patternUnits="userSpaceOnUse" patternTransform="{}">'
            '<rect width="{}" height="{}" fill="{}"/>{}</pattern>'
        )
        rows = []
        for name in sorted(self.patterns):
            size, ground, stroke, turn = PATTERNS[name]
            rows.append((self.key, name, size, size, turn, size, size, ground, SafeString(stroke)))
        return format_html_join("", template, rows)

    def render(self) -> SafeString:
        """Write it all down."""
        shapes = mark_safe("".join(self.shapes))  # noqa: S308 - every shape came out of format_html
        return format_html(
            '<svg viewBox="0 0 {} {}" role="img" aria-labelledby="{}-t {}-d"><title id="{}-t">{}</title>'
            '<desc id="{}-d">{}</desc><defs>{}</defs>{}</svg>',
            self.width, self.height, self.key, self.key, self.key, self.title, self.key, self.description,
            self._defs(), shapes,
        )  # fmt: skip


def legend(drawing: Drawing, labels: Iterable[str], y: float, *, size: float, marks: bool) -> float:
    """Name the tracks below a drawing, in as many lines as they need; answers the y of the last line."""
    x = 9.0
    for track, label in enumerate(labels):
        needed = 18 + text_width(label, size) + 18
        if x > 9 and x + needed > drawing.width:
            x, y = 9.0, y + size + 10
        if marks:
            drawing.mark(x, y - size * 0.35, 7, track)
        else:
            drawing.rect(x - 8, y - size * 0.85, 16, 14, SPLIT_FILLS[track % len(SPLIT_FILLS)])
        drawing.text(x + 14, y, label, size=size)
        x += needed
    return y
