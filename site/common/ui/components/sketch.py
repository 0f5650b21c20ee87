"""A sketch: canvas, pins, stickers, cards of what is said about a point."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from common.ui.components.labels import AvatarRole
from common.ui.icons import IconName
from common.ui.registry import component
from common.ui.values import Text

StickerKind = Literal["hands", "precedent", "wecan"]
STICKER_LABELS: dict[str, Promise] = {
    "hands": _("Enough hands?"),
    "precedent": _("Any precedent?"),
    "wecan": _("We can help"),
}


def _inside(x: float, y: float) -> None:
    if not (0 <= x <= 100 and 0 <= y <= 100):
        raise ValueError(f"{x}, {y} is outside the picture")


@component("canvas")
@dataclass(frozen=True)
class Canvas:
    """The picture with what lies on it as content; positions are per cent of the picture."""

    picture: str
    alt: Text
    width: int = 1200
    height: int = 750
    id: str = ""
    slot: str = ""
    attrs: Mapping[str, Any] = field(default_factory=dict)


@component("pin")
@dataclass(frozen=True)
class Pin:
    """A numbered drop, 44 px; a link to its card, selected = sun, resolved = white."""

    number: int
    x: float
    y: float
    href: str = ""
    state: Literal["", "done"] = ""
    selected: bool = False
    attrs: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        _inside(self.x, self.y)


@component("sticker")
@dataclass(frozen=True)
class Sticker:
    """One of three questions or offers; `action` makes it a button, `x` and `y` lay it on the canvas."""

    kind: StickerKind
    label: Text = ""
    x: float | None = None
    y: float | None = None
    lean: Literal["left", "right", "none"] = "left"
    action: bool = False
    name: str = "sticker"
    pressed: bool | None = None
    attrs: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        _inside(self.x or 0, self.y or 0)

    @property
    def icon(self) -> IconName:
        """The icon has the name of the sticker."""
        return self.kind

    @property
    def text(self) -> str | Promise:
        """The sticker's own words unless others are given."""
        return self.label or STICKER_LABELS[self.kind]


@component("gaze")
@dataclass(frozen=True)
class Gaze:
    """Where another person is looking right now."""

    name: Text
    x: float
    y: float

    def __post_init__(self) -> None:
        _inside(self.x, self.y)


@component("pin_card")
@dataclass(frozen=True)
class PinCard:
    """What is said about a point; open it holds comments and a form as content."""

    number: int
    id: str = ""
    href: str = ""
    kind: Literal[StickerKind, ""] = ""
    state: Literal["", "done"] = ""
    open: bool = False
    author: Text = ""
    text: Text = ""
    replies: int | None = None
    slot: str = ""
    attrs: Mapping[str, Any] = field(default_factory=dict)


@component("comment")
@dataclass(frozen=True)
class Comment:
    """One line of talk about a point; the content is the text."""

    author: Text
    when: Text
    slot: str
    role: AvatarRole = "member"
    datetime: str = ""
    id: str = ""


@dataclass(frozen=True)
class Version:
    """One version of a sketch."""

    label: Text
    text: Text
    picture: str
    alt: Text
    href: str = ""


@component("versions")
@dataclass(frozen=True)
class Versions:
    """The way of a sketch, oldest first."""

    items: Sequence[Version]
