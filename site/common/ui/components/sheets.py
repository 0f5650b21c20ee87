"""What one can pick up: cards, sketches on paper, quotes, numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from common.ui.components.labels import AvatarRole, Chip, DateTile, Fact
from common.ui.components.progress import Ring
from common.ui.icons import IconOrNone
from common.ui.registry import component
from common.ui.values import Text

Level = Literal[2, 3, 4]


@component("card")
@dataclass(frozen=True)
class Card:
    """The one skeleton: picture → chips → title (the link) → facts → metric → button; `ring` replaces the picture."""

    title: Text
    href: str = ""
    picture: str = ""
    picture_alt: Text = ""
    chips: Sequence[Chip] = ()
    text: Text = ""
    facts: Sequence[Fact] = ()
    metric: Text = ""
    metric_label: Text = ""
    ring: Ring | None = None
    action_label: Text = ""
    action_href: str = ""
    action_icon: IconOrNone = ""
    level: Level = 3
    slot: str = ""


@component("sheet")
@dataclass(frozen=True)
class Sheet:
    """A padded white sheet for any content; `call` marks what did not work, `ink` what comes next."""

    slot: str
    title: Text = ""
    icon: IconOrNone = ""
    tone: Literal["", "ink", "call"] = ""
    level: Level = 2
    id: str = ""


@component("drawn")
@dataclass(frozen=True)
class Drawn:
    """A sketch as a sheet of paper held by tape; it comes before any text."""

    picture: str
    alt: Text
    title: Text = ""
    caption: Text = ""
    href: str = ""
    width: int = 1200
    height: int = 750
    eager: bool = False


@component("quote")
@dataclass(frozen=True)
class Quote:
    """What somebody said, by role, with place and date as the source."""

    text: Text
    who: Text
    role: AvatarRole = "member"
    source: Text = ""


@component("stat")
@dataclass(frozen=True)
class Stat:
    """A big number; its source is never left out, and a made-up number says so."""

    value: str
    label: Text
    source: Text
    unit: Text = ""
    made_up: bool = False


@dataclass(frozen=True)
class LoopStep:
    """One station of a course told in pictures."""

    title: Text
    text: Text = ""
    picture: str = ""


@component("steps_list")
@dataclass(frozen=True)
class StepsList:
    """A course told in drawings, with an arrow back when it is a loop."""

    items: Sequence[LoopStep]
    return_label: Text = ""


@component("event_row")
@dataclass(frozen=True)
class EventRow:
    """One line of a calendar: date, chips, title, note, one button."""

    title: Text
    date: DateTile
    href: str = ""
    chips: Sequence[Chip] = ()
    note: Text = ""
    action_label: Text = ""
    action_href: str = ""
    here: bool = False
    level: Level = 3


@component("call_card")
@dataclass(frozen=True)
class CallCard:
    """What is open now, with the days left; the deadline always carries its weekday."""

    title: Text
    href: str
    deadline: Text
    days_left: int
    action_label: Text
    programme: Text = ""
    text: Text = ""
    note: Text = ""
    chip: Chip | None = None
    level: Level = 2


@component("before_after")
@dataclass(frozen=True)
class BeforeAfter:
    """Two sketches beside each other: how it was, how it shall be."""

    before: Drawn
    after: Drawn
