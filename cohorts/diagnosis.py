"""The three-minute self-diagnosis (3分診断) as data and pure functions: seven axes, six levels, now and in three years.

A simplified version in the sense of the national index for digital transformation as rebuilt in February 2026: its
pillars are the axes, levels 0 to 4 stay inside one firm, level 5 reaches beyond it. Texts come from the demonstration's
content; nothing here compares anybody with a national average.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy as _p

Text = str | Promise
Levels = Mapping[str, tuple[int, int]]

HIGHEST = 5
# Where the goal stands before somebody chooses another one: under way in the whole company.
USUAL_GOAL = 3
KEPT = timedelta(days=90)
# Under this key a result stands among the answers of an entry; no field of the form has it.
ANSWER_KEY = "diagnosis"
# Where the official index, its form and the way to hand it in are explained.
OFFICIAL_URL = "https://www.meti.go.jp/policy/it_policy/investment/dx-shihyo.html"


@dataclass(frozen=True)
class DiagnosisAxis:
    """One question; `title` names the axis in the figure."""

    key: str
    title: Text
    question: Text


@dataclass(frozen=True)
class DiagnosisLevel:
    """One step of the ladder, with what it looks like in a small firm."""

    number: int
    label: Text
    example: Text


class NextStep(StrEnum):
    """The one thing that a result leads to."""

    ENTER = "enter"
    MENTORS = "mentors"
    CASES = "cases"


@dataclass(frozen=True)
class Reading:
    """What a result says: the axis with the largest gap, its two levels, and the gap (never below zero)."""

    axis: DiagnosisAxis
    now: int
    goal: int
    gap: int


AXES = (
    DiagnosisAxis(
        "vision", _p("diagnosis", "Aim"), _("Is it put into words how digital tools shall change your company?")
    ),
    DiagnosisAxis("strategy", _p("diagnosis", "Plan"), _("Is it settled what to begin with, and what comes after it?")),
    DiagnosisAxis("team", _p("diagnosis", "Team"), _("Is there somebody who carries it out (a right hand)?")),
    DiagnosisAxis("people", _p("diagnosis", "Learning"), _("Is there time or an occasion to learn?")),
    DiagnosisAxis("it", _p("diagnosis", "Tools and safety"), _("Do you review your tools, and how data is protected?")),
    DiagnosisAxis("kpi", _p("diagnosis", "Results"), _("Do you check results by numbers?")),
    DiagnosisAxis(
        "dialogue", _p("diagnosis", "Dialogue"), _("Do you tell customers and partners how far you have come?")
    ),
)
LEVELS = (
    DiagnosisLevel(0, _p("diagnosis", "Not begun yet"), _p("diagnosis", "Paper and telephone")),
    DiagnosisLevel(1, _p("diagnosis", "Tried in places"), _p("diagnosis", "A first tool is in use somewhere")),
    DiagnosisLevel(
        2, _p("diagnosis", "Under way in some sections"), _p("diagnosis", "Work becomes visible in numbers")
    ),
    DiagnosisLevel(
        3, _p("diagnosis", "Under way in the whole company"), _p("diagnosis", "Sections are linked with each other")
    ),
    DiagnosisLevel(4, _p("diagnosis", "Kept up and checked by numbers"), _p("diagnosis", "Data show what to improve")),
    DiagnosisLevel(
        5, _p("diagnosis", "Of value to the town and society"), _p("diagnosis", "Partners and the area gain as well")
    ),
)


def widest_gap(levels: Levels) -> Reading:
    """The axis with the largest gap between now and the goal; of equal ones the lowest today, then the first asked.

    >>> found = widest_gap({**{axis.key: (2, 3) for axis in AXES}, "team": (1, 4)})
    >>> found.axis.key, found.now, found.goal, found.gap
    ('team', 1, 4, 3)
    """
    axis = max(AXES, key=lambda item: (_gap(levels[item.key]), -levels[item.key][0]))
    now, goal = levels[axis.key]
    return Reading(axis, now, goal, _gap((now, goal)))


def _gap(pair: tuple[int, int]) -> int:
    """How far it is to the goal; a goal below today's level is no gap."""
    return max(pair[1] - pair[0], 0)


def next_step(levels: Levels, *, is_term_open: bool) -> NextStep:
    """Exactly one: a long way (two levels or more) → enter the open term, or talk to a mentor while none is open;
    one level → a talk is enough; no gap → see in the cases what others reached.

    >>> same = {axis.key: (2, 2) for axis in AXES}
    >>> [next_step({**same, "team": (1, goal)}, is_term_open=True).value for goal in (1, 2, 3)]
    ['cases', 'mentors', 'enter']
    """
    gap = widest_gap(levels).gap
    if gap >= 2 and is_term_open:
        return NextStep.ENTER
    return NextStep.MENTORS if gap else NextStep.CASES


def levels_from(answers: Any) -> dict[str, tuple[int, int]] | None:
    """Levels as they were kept (JSON), or None when they are not complete or not levels."""
    if not isinstance(answers, Mapping):
        return None
    found = {axis.key: _pair(answers.get(axis.key)) for axis in AXES}
    complete = {key: pair for key, pair in found.items() if pair is not None}
    return complete if len(complete) == len(AXES) else None


def _pair(kept: Any) -> tuple[int, int] | None:
    if not isinstance(kept, list | tuple) or len(kept) != 2:
        return None
    if any(isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= HIGHEST for value in kept):
        return None
    return kept[0], kept[1]
