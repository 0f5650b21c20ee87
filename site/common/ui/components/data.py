"""Numbers: the frame of a figure, tables, scores."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from common.ui.plots.figure import Figure
from common.ui.registry import component
from common.ui.values import Text

Level = Literal[2, 3, 4]


@dataclass(frozen=True)
class Column:
    """One column of a table; numbers stand to the right."""

    label: Text
    numeric: bool = False


@component("chart")
@dataclass(frozen=True)
class Chart:
    """A figure made by `common.ui.plots`: heading, drawing, sentence, source, table, CSV.

    One that stands `alone` in its section has its words beside the drawing where there is room.
    """

    figure: Figure
    csv_url: str = ""
    level: Level = 3
    id: str = ""
    alone: bool = False


@component("plot")
@dataclass(frozen=True)
class Plot:
    """The frame of a figure that is drawn elsewhere; the drawing is the content."""

    title: Text
    sentence: Text
    source: Text
    columns: Sequence[Column]
    rows: Sequence[Sequence[Any]]
    slot: str
    made_up: bool = False
    csv_url: str = ""
    level: Level = 3
    id: str = ""


@component("table")
@dataclass(frozen=True)
class Table:
    """A table in its own scrolling region; with `stack` each row becomes a card on a phone."""

    caption: Text
    columns: Sequence[Column]
    rows: Sequence[Sequence[Any]]
    stack: bool = False
    small: bool = False
    hide_caption: bool = False

    @property
    def labelled_rows(self) -> Sequence[Sequence[tuple[Column, Any]]]:
        """Each cell beside its column."""
        return [list(zip(self.columns, row, strict=True)) for row in self.rows]


@component("scroll")
@dataclass(frozen=True)
class Scroll:
    """A focusable region for anything wider than the page."""

    label: Text
    slot: str


@dataclass(frozen=True)
class Term:
    """One line of a description list."""

    term: Text
    text: Any


@component("description")
@dataclass(frozen=True)
class Description:
    """Names and what belongs to them."""

    items: Sequence[Term]


@dataclass(frozen=True)
class Score:
    """One juror's score; the same juror keeps the same shape in every row."""

    juror: Text
    value: float
    shape: Literal[0, 1, 2, 3, 4, 5, 6, 7] = 0


@component("score_strip")
@dataclass(frozen=True)
class ScoreStrip:
    """One row of the ranking: a mark per juror, a tick for the mean, a wash behind a wide spread."""

    scores: Sequence[Score]
    mean: float
    low: float = 0
    high: float = 100
    wide_spread: float = 20
    label: Text = ""

    @property
    def spread(self) -> float:
        """Highest minus lowest."""
        values = [score.value for score in self.scores]
        return max(values) - min(values) if values else 0.0

    @property
    def is_split(self) -> bool:
        """Whether the jurors are so far apart that the page says it in words."""
        return self.spread > self.wide_spread

    @property
    def marks(self) -> Sequence[dict[str, Any]]:
        """Positions in a 320 × 32 box."""
        return [{"x": self._x(score.value), "shape": score.shape, "score": score} for score in self.scores]

    @property
    def mean_x(self) -> str:
        """Where the mean stands."""
        return self._x(self.mean)

    @property
    def ticks(self) -> Sequence[str]:
        """Five marks of the scale, as the head of the table names them."""
        return [self._x(self.low + (self.high - self.low) * part / 4) for part in range(5)]

    @property
    def band(self) -> tuple[str, str]:
        """Left edge and width of the wash."""
        values = [score.value for score in self.scores]
        left, right = float(self._x(min(values))), float(self._x(max(values)))
        return f"{left:.1f}", f"{right - left:.1f}"

    def _x(self, value: float) -> str:
        inside = min(max(value, self.low), self.high)
        return f"{10 + 300 * (inside - self.low) / (self.high - self.low):.1f}"


@component("score_key")
@dataclass(frozen=True)
class ScoreKey:
    """Which shape is which juror."""

    jurors: Sequence[Text]


@component("cutline")
@dataclass(frozen=True)
class Cutline:
    """The capacity as a dashed line across a table; a row of its own."""

    label: Text
    span: int


@component("scale")
@dataclass(frozen=True)
class Scale:
    """One criterion from 1 to 5 (or from `start` on): a radio group that the number keys can answer.

    `tells`: where the words do not fit under the numbers, the chosen one stands below the row.
    """

    name: str
    legend: Text
    value: int | Literal["na"] | None = None
    note: Text = ""
    support: Text = ""
    error: Text = ""
    labels: Sequence[Text] = ()
    not_applicable: bool = False
    required: bool = True
    start: int = 1
    tells: bool = False
    tone: Literal["", "goal"] = ""

    @property
    def options(self) -> Sequence[tuple[int, Text]]:
        """Number and word for each answer."""
        words: Sequence[Text] = tuple(self.labels) or ("",) * 5
        return list(enumerate(words, start=self.start))
