"""Each client's own book of what was acknowledged, and how it is compared with what readers see."""

import itertools
import threading
from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import asdict, dataclass


class Ledger:
    """What the server acknowledged to one or many writers; threads may share it."""

    def __init__(self) -> None:
        """Begin with an empty book."""
        self._lock = threading.Lock()
        self.acknowledged: list[Hashable] = []
        self.refused: list[Hashable] = []

    def acknowledge(self, key: Hashable) -> None:
        """The server answered that it has kept `key`."""
        with self._lock:
            self.acknowledged.append(key)

    def refuse(self, key: Hashable) -> None:
        """No answer, or a no: `key` may be there or not, but not twice."""
        with self._lock:
            self.refused.append(key)


@dataclass(frozen=True)
class Violations:
    """How often a promise was broken."""

    lost: int = 0
    doubled: int = 0
    gaps: int = 0
    wrong_order: int = 0
    wrong_answers: int = 0

    @property
    def total(self) -> int:
        """The figure's value."""
        return sum(self.parts.values())

    @property
    def parts(self) -> dict[str, int]:
        """The further keys of the figure's line."""
        return asdict(self)

    def __add__(self, other: "Violations") -> "Violations":
        """Sum over readers."""
        return Violations(**{name: count + other.parts[name] for name, count in self.parts.items()})


def compare(acknowledged: Iterable[Hashable], seen: Sequence[tuple[int, Hashable]]) -> Violations:
    """Hold one reader's view, as (seq, key) in the order of arrival, against the writers' ledger.

    `doubled` counts keys that came more than once, `gaps` numbers missing between the first and the
    last, `wrong_order` arrivals whose number is not above the one before.
    """
    keys = Counter(key for _, key in seen)
    numbers = [number for number, _ in seen]
    return Violations(
        lost=sum(1 for key in set(acknowledged) if key not in keys),
        doubled=sum(count - 1 for count in keys.values()),
        gaps=(max(numbers) - min(numbers) + 1 - len(set(numbers))) if numbers else 0,
        wrong_order=sum(1 for before, after in itertools.pairwise(numbers) if after <= before),
    )
