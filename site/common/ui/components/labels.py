"""Small marks: state, topic, number, person, date."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal
from zlib import crc32

from django.utils.translation import get_language

from common.codes import SDGS
from common.ui.icons import IconName, IconOrNone
from common.ui.registry import component
from common.ui.values import Text

Tone = Literal["", "call", "go", "ink", "sun", "error"]
AvatarRole = Literal[
    "office", "right_hand", "advisor", "owner", "organiser", "leader", "artist", "member", "supporter", "maker", "city",
]  # fmt: skip
HEADS: dict[str, str] = {
    "office": "avatar-1",
    "right_hand": "avatar-2",
    "advisor": "avatar-3",
    "owner": "avatar-4",
    "organiser": "avatar-5",
    "leader": "avatar-6",
    "artist": "avatar-7",
    "member": "avatar-8",
    "supporter": "avatar-9",
    "maker": "avatar-10",
    "city": "avatar-city",
}

HEAD_OF: dict[str, AvatarRole] = {drawing: head for head, drawing in HEADS.items()}  # type: ignore[misc]


def role_for(key: object) -> AvatarRole:
    """Choose a head for somebody without a special role, always the same one for the same key."""
    choices: tuple[AvatarRole, ...] = ("office", "right_hand", "owner", "organiser", "member", "supporter", "maker")
    return choices[crc32(str(key).encode()) % len(choices)]


@component("chip")
@dataclass(frozen=True)
class Chip:
    """A state in words; colour only underlines it."""

    label: Text
    tone: Tone = ""
    icon: IconOrNone = ""


@component("tag")
@dataclass(frozen=True)
class Tag:
    """A topic; with `href` it leads to everything of that topic."""

    label: Text
    href: str = ""


@component("badge")
@dataclass(frozen=True)
class Badge:
    """A number that waits for somebody; `label` says of what, for screen readers."""

    count: int
    label: Text = ""

    @property
    def shown(self) -> str:
        """More than 99 is drawn as 99+, so that the round stays round."""
        return str(self.count) if self.count < 100 else "99+"


@component("here")
@dataclass(frozen=True)
class Here:
    """The orange flag いまここ."""

    label: Text = ""


@component("avatar")
@dataclass(frozen=True)
class Avatar:
    """A drawn head for a role, never a photograph; a body such as the city gets the building."""

    repeats: ClassVar[bool] = True

    role: AvatarRole = "member"
    label: Text = ""
    presence: Literal["", "on", "away"] = ""
    size: Literal["s", "m", "l"] = "m"

    @property
    def picture(self) -> str:
        """The drawing for the role."""
        return f"{HEADS[self.role]}.svg"


@component("person")
@dataclass(frozen=True)
class Person:
    """A head with the name or role beside it, and what they do below."""

    name: Text
    note: Text = ""
    role: AvatarRole = "member"
    href: str = ""
    presence: Literal["", "on", "away"] = ""


@component("date_tile")
@dataclass(frozen=True)
class DateTile:
    """Month, day and weekday as on a calendar sheet."""

    month: Text
    day: Text
    weekday: Text = ""
    datetime: str = ""


@component("sdg")
@dataclass(frozen=True)
class Sdg:
    """The number of one of the seventeen goals beside its name; `bare` where the name stands next to it already."""

    goal: int
    bare: bool = False

    def __post_init__(self) -> None:
        if not 1 <= self.goal <= 17:
            raise ValueError(f"there is no goal {self.goal}")

    @property
    def name(self) -> str:
        """The goal in the reader's language, as published."""
        return SDGS[self.goal - 1].name(get_language())


@dataclass(frozen=True)
class Fact:
    """One line under a title: an icon and a few words."""

    icon: IconName
    text: Text
    href: str = ""


@component("facts")
@dataclass(frozen=True)
class Facts:
    """Date, place, thanks: one line each."""

    items: Sequence[Fact]
    attrs: Mapping[str, Any] = field(default_factory=dict)
