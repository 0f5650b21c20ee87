"""Where am I, how far are we: river, stepper, ring, meter, saved."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import cos, pi, sin
from typing import Any, Literal

from common.ui.registry import component
from common.ui.values import Text


@dataclass(frozen=True)
class RiverStep:
    """One point of a course."""

    title: Text
    when: Text = ""
    state: Literal["past", "now", "future"] = "future"
    note: Text = ""
    datetime: str = ""


@component("river")
@dataclass(frozen=True)
class River:
    """いまここ on a course; horizontal where there is room, `down` keeps it vertical."""

    steps: Sequence[RiverStep]
    label: Text = ""
    direction: Literal["auto", "down"] = "auto"


@dataclass(frozen=True)
class Step:
    """One page of a form."""

    label: Text
    state: Literal["", "reached", "completed", "error", "skipped"] = ""
    href: str = ""


@component("stepper")
@dataclass(frozen=True)
class Stepper:
    """Five circles; `current` counts from 1. On a phone only the current name is drawn."""

    steps: Sequence[Step]
    current: int
    label: Text = ""

    def __post_init__(self) -> None:
        if not 1 <= self.current <= len(self.steps):
            raise ValueError(f"step {self.current} of {len(self.steps)} does not exist")


@dataclass(frozen=True)
class RingPoint:
    """One seat on the ring."""

    x: Text
    y: Text
    filled: bool


@component("ring")
@dataclass(frozen=True)
class Ring:
    """One point a seat, the number in the middle; `live` lets a script update it in place."""

    count: int
    goal: int
    size: Literal["s", "m", "l"] = "m"
    live: bool = False
    attrs: Mapping[str, Any] = field(default_factory=dict)

    @property
    def missing(self) -> int:
        """How many are still wanted."""
        return max(self.goal - self.count, 0)

    @property
    def radius(self) -> float:
        """Points shrink with their number, and never touch."""
        return round(min(14.0, 84 * pi / max(self.goal, 6) * 0.66), 1)

    @property
    def points(self) -> Sequence[RingPoint]:
        """Seats clockwise from the top in a 200 × 200 box; beyond sixty one point would be too small to count."""
        seats = min(self.goal, 60)
        filled = round(min(self.count, self.goal) * seats / self.goal) if self.goal else 0
        angles = [2 * pi * seat / seats for seat in range(seats)]
        return tuple(
            RingPoint(f"{100 + 84 * sin(angle):.1f}", f"{100 - 84 * cos(angle):.1f}", seat < filled)
            for seat, angle in enumerate(angles)
        )


@component("meter")
@dataclass(frozen=True)
class Meter:
    """How much of something is done, always with the numbers in words."""

    value: int
    goal: int
    label: Text
    text: Text = ""


@component("autosave")
@dataclass(frozen=True)
class Autosave:
    """State of the draft in words, top right; scripts change it in place, politely."""

    text: Text
    state: Literal["saved", "saving", "failed", "offline"] = "saved"
    href: str = ""
    link_label: Text = ""
    id: str = "autosave"


@component("upload")
@dataclass(frozen=True)
class Upload:
    """How far a form's files are; inside the form, hidden until a script sends them."""

    state: Literal["none", "sending", "ended"] = "none"
    percent: int = 0
    text: Text = ""
