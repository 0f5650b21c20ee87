"""What the page says to the reader: notice, empty state, next step, questions."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from common.ui.components.actions import ButtonKind
from common.ui.icons import IconName, IconOrNone
from common.ui.registry import component
from common.ui.values import Text

NoticeTone = Literal["info", "success", "warning", "error", "call"]
NOTICE_ICONS: dict[str, IconName] = {
    "info": "info",
    "success": "checkc",
    "warning": "warn",
    "error": "error",
    "call": "call",
}


@component("notice")
@dataclass(frozen=True)
class Notice:
    """Something happened or is about to; the word and the icon say what, colour only underlines."""

    title: Text
    tone: NoticeTone = "info"
    text: Text = ""
    items: Sequence[Text] = ()
    role: Literal["", "status", "alert"] = ""
    compact: bool = False
    slot: str = ""

    @property
    def icon(self) -> IconName:
        """The icon that belongs to the tone."""
        return NOTICE_ICONS[self.tone]


@component("empty")
@dataclass(frozen=True)
class Empty:
    """Nothing here yet, and what the first one could do."""

    title: Text
    text: Text = ""
    action_label: Text = ""
    action_href: str = ""
    level: Literal[2, 3, 4] = 3
    slot: str = ""


@component("next")
@dataclass(frozen=True)
class Next:
    """次の一歩: exactly one at the foot of each public page."""

    title: Text
    action_label: Text
    action_href: str
    text: Text = ""
    icon: IconOrNone = ""
    kind: ButtonKind = "primary"
    eyebrow: Text = ""


@component("disclosure")
@dataclass(frozen=True)
class Disclosure:
    """More for those who want it; closed until asked."""

    summary: Text
    slot: str
    open: bool = False
    boxed: bool = False
    id: str = ""


@dataclass(frozen=True)
class Question:
    """One question and its answer; the answer may be marked-up text that is already safe."""

    question: Text
    answer: Text


@component("faq")
@dataclass(frozen=True)
class Faq:
    """What people ask first, as a row of disclosures."""

    items: Sequence[Question]
    open_first: bool = False
