"""Ranking entries by their jurors' scores. Pure: frozen values in, frozen values out.

A mark is `value` 1–5 (or None: does not apply) with the weight of its criterion; a juror's points are the share
of what was reachable, so that a criterion that does not apply neither helps nor hurts:

>>> juror_points([(4, 25), (3, 20), (5, 15), (None, 25), (2, 15)])
70.7
>>> table = rank([
...     Marks("a", "0001", (80.0, 90.0)),
...     Marks("b", "0002", (85.0, 86.0, 84.0)),
...     Marks("c", "0003", (60.0,)),
...     Marks("d", "0004", ()),
... ])
>>> [(row.key, row.position, row.mean) for row in table]
[('a', 1, 85.0), ('b', 1, 85.0), ('c', 3, 60.0), ('d', None, None)]
>>> table[0].spread, table[0].is_split, table[0].sharing
(10.0, False, 1)

Equal means share a position and stand in the order of their receipt numbers; entries that nobody has scored come
last and have no position.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

TOP_VALUE = 5
WIDE_SPREAD = 20.0


@dataclass(frozen=True)
class Marks:
    """An entry with the points (0–100) that each juror gave it."""

    key: str
    number: str
    points: tuple[float, ...]


@dataclass(frozen=True)
class Ranked:
    """A row of the ranking. `position` and `mean` are None while nobody has scored the entry.

    `sharing`: how many others stand on the same position, since their mean is the same.
    """

    key: str
    number: str
    points: tuple[float, ...]
    mean: float | None
    position: int | None
    sharing: int = 0

    @property
    def spread(self) -> float:
        """Highest minus lowest."""
        return round(max(self.points) - min(self.points), 1) if self.points else 0.0

    @property
    def is_split(self) -> bool:
        """The jurors disagree so much that they should talk."""
        return self.spread > WIDE_SPREAD


def juror_points(marks: Sequence[tuple[int | None, int]]) -> float | None:
    """Points of one juror, 0–100 with one decimal; None when no criterion applies."""
    applying = [(value, weight) for value, weight in marks if value is not None]
    reachable = sum(weight for _value, weight in applying)
    if not reachable:
        return None
    return round(100 * sum(value * weight for value, weight in applying) / (TOP_VALUE * reachable), 1)


def rank(entries: Iterable[Marks]) -> list[Ranked]:
    """Sort by mean, highest first; equal means share a position."""
    means = [(entry, _mean(entry.points)) for entry in entries]
    means.sort(key=lambda pair: (pair[1] is None, -(pair[1] or 0.0), pair[0].number))
    alike = Counter(mean for _entry, mean in means if mean is not None)
    rows: list[Ranked] = []
    for index, (entry, mean) in enumerate(means, start=1):
        tied = bool(rows) and mean is not None and rows[-1].mean == mean
        position = None if mean is None else rows[-1].position if tied else index
        sharing = alike[mean] - 1 if mean is not None else 0
        rows.append(Ranked(entry.key, entry.number, entry.points, mean, position, sharing))
    return rows


def _mean(points: Sequence[float]) -> float | None:
    return round(sum(points) / len(points), 1) if points else None
