"""The registry of figures, and the one place that prints their lines.

A measuring function registers the figures it yields and is called once for each database:

    @measures("start.first", "start.again", databases=("sqlite",))
    def start(database: str) -> Iterator[Measured]:
        yield Measured("start.first", [41.2])

`make bench` and `make faults` print one JSON object a line on standard output and nothing else;
`progress()` goes to standard error.
"""

import json
import os
import statistics
import sys
import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.bench.targets import TARGETS

DATABASES = ("sqlite", "postgres")


@dataclass(frozen=True)
class Measured:
    """What one figure came out at: every round's value, best left unrounded.

    `extra` adds keys to the line: `seed`, `ops`, `twin`, the parts of a violation count.
    `value` replaces the median where a figure is a count or a percentile over all rounds.
    """

    figure: str
    rounds: Sequence[float]
    floor: str | None = None
    n: int | None = None
    value: float | None = None
    extra: dict[str, Any] = field(default_factory=dict)


Measure = Callable[[str], Iterator[Measured]]


@dataclass(frozen=True)
class Group:
    """One measuring function, the figures it yields, and where it makes sense."""

    measure: Measure
    figures: tuple[str, ...]
    databases: tuple[str, ...]


GROUPS: list[Group] = []


def measures(*figures: str, databases: tuple[str, ...] = DATABASES) -> Callable[[Measure], Measure]:
    """Register the function below as the source of `figures`; each needs its target."""
    unknown = [name for name in figures if name not in TARGETS]
    if unknown:
        raise KeyError(f"no target in tests/bench/targets.py: {unknown}")

    def register(measure: Measure) -> Measure:
        GROUPS.append(Group(measure, figures, databases))
        return measure

    return register


def alternate(
    first: Callable[[], float], second: Callable[[], float], *, rounds: int = 5, warm: int = 1
) -> tuple[list[float], list[float]]:
    """Measure two things in turn, so that a slow minute of the machine hits both; drop `warm` rounds."""
    pairs = []
    for number in range(rounds + warm):
        ordered = (first, second) if number % 2 == 0 else (second, first)
        values = {measure: measure() for measure in ordered}
        if number >= warm:
            pairs.append((values[first], values[second]))
    return [a for a, _ in pairs], [b for _, b in pairs]


def ratios(first: Callable[[], float], second: Callable[[], float], *, rounds: int = 5, warm: int = 1) -> list[float]:
    """`first ÷ second`, round by round."""
    return [a / b for a, b in zip(*alternate(first, second, rounds=rounds, warm=warm), strict=True)]


def progress(text: str) -> None:
    """Tell the person who waits; never on standard output."""
    print(text, file=sys.stderr, flush=True)


def line_of(measured: Measured, database: str) -> dict[str, Any]:
    """The figure as its printed object; `ok` against the target, and void unless its twin fails."""
    target = TARGETS[measured.figure]
    value = statistics.median(measured.rounds) if measured.value is None else measured.value
    ok = target.is_met(value) and measured.extra.get("twin", "fails") == "fails"
    line = {
        "figure": measured.figure,
        "db": database,
        "value": rounded(value),
        "unit": target.unit,
        "floor": measured.floor,
        "n": measured.n,
        "runs": len(measured.rounds),
        "min": rounded(min(measured.rounds)),
        "max": rounded(max(measured.rounds)),
        **measured.extra,
        "target": str(target),
        "ok": ok,
    }
    return {key: value for key, value in line.items() if value is not None}


def rounded(value: float) -> float | int:
    """Three digits are more than a figure is worth; counts stay counts."""
    return value if isinstance(value, int) else round(value, 3)


def run(groups: Sequence[Group], *, only: str, database: str) -> int:
    """Run what `only` and `database` choose; answer 0 when every figure is in its target."""
    chosen = [g for g in groups if any(name.startswith(only) for name in g.figures)]
    if not chosen or (database and database not in DATABASES):
        progress(f"nothing to run for ONLY={only!r} DB={database!r}; DB is sqlite or postgres")
        return 2
    results = [ok for g in chosen for db in g.databases if database in ("", db) for ok in run_group(g, db, only)]
    return 0 if results and all(results) else 1


def run_group(group: Group, database: str, only: str) -> Iterator[bool]:
    """Run one function on one database and print its lines as they come."""
    progress(f"… {', '.join(group.figures)} on {database}")
    try:
        for measured in group.measure(database):
            if measured.figure.startswith(only):
                line = line_of(measured, database)
                print(json.dumps(line, ensure_ascii=False), flush=True)
                yield bool(line["ok"])
    except Exception:
        progress(traceback.format_exc())
        yield False


def main() -> int:
    """Read ONLY and DB from the environment, as `make` passes them."""
    return run(GROUPS, only=os.environ.get("ONLY", ""), database=os.environ.get("DB", ""))
