"""What one presses: buttons, links that look like buttons, icons alone, a choice of views."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from common.ui.icons import IconName, IconOrNone
from common.ui.registry import component
from common.ui.values import Text

ButtonKind = Literal["primary", "secondary", "text", "danger"]
ButtonSize = Literal["s", "m", "l"]
ButtonType = Literal["submit", "button", "reset"]


@component("button")
@dataclass(frozen=True)
class Button:
    """A verb. With `href` it is a link, otherwise a submit button; one `primary` per screen."""

    label: Text
    href: str = ""
    kind: ButtonKind = "secondary"
    size: ButtonSize = "m"
    icon: IconOrNone = ""
    icon_after: IconOrNone = ""
    type: ButtonType = "submit"
    name: str = ""
    value: str = ""
    form: str = ""
    formaction: str = ""
    id: str = ""
    hint: Text = ""
    disabled: bool = False
    full: bool = False
    download: bool = False
    state: Literal["", "hover", "active", "focus", "busy"] = ""
    attrs: Mapping[str, Any] = field(default_factory=dict)


@component("icon_button")
@dataclass(frozen=True)
class IconButton:
    """An icon alone; `label` is what a screen reader says."""

    label: Text
    icon: IconName
    href: str = ""
    kind: Literal["", "primary", "outline"] = ""
    type: ButtonType = "button"
    name: str = ""
    value: str = ""
    form: str = ""
    id: str = ""
    pressed: bool | None = None
    disabled: bool = False
    only: Literal["", "wide", "phone"] = ""
    attrs: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Segment:
    """One view to choose; a link with `url`, otherwise a submit button with `name` and `value`."""

    label: Text
    url: str = ""
    name: str = ""
    value: str = ""
    icon: IconOrNone = ""
    count: int | None = None
    current: bool = False


@component("segments")
@dataclass(frozen=True)
class Segments:
    """A choice between a few views of the same thing; `label` names the choice."""

    label: Text
    items: Sequence[Segment]
    attrs: Mapping[str, Any] = field(default_factory=dict)

    @property
    def is_navigation(self) -> bool:
        """Links are navigation; buttons are a group that acts on this page."""
        return all(item.url for item in self.items)


@component("pager")
@dataclass(frozen=True)
class Pager:
    """Older and newer by cursor; no page numbers, since lists move while they are read."""

    previous_url: str = ""
    next_url: str = ""
    summary: Text = ""
    previous_label: Text = ""
    next_label: Text = ""


@component("dialog")
@dataclass(frozen=True)
class Dialog:
    """Ask once more. Opened by a button with `data_dialog_open="<id>"`; the form in `slot` works without it."""

    id: str
    title: Text
    text: Text = ""
    action: str = ""
    confirm_label: Text = ""
    confirm_kind: ButtonKind = "primary"
    cancel_label: Text = ""
    open: bool = False
    slot: str = ""
