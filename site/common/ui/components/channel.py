"""A channel: side list, messages, marks, composer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal

from common.ui.components.labels import AvatarRole, Person
from common.ui.icons import IconName, IconOrNone
from common.ui.registry import component
from common.ui.values import Text


@dataclass(frozen=True)
class SideLink:
    """One channel, project or community in the side list."""

    label: Text
    url: str
    icon: IconName = "hash"
    unread: int = 0
    current: bool = False


@dataclass(frozen=True)
class SideGroup:
    """A heading with its links."""

    title: Text
    links: Sequence[SideLink]


@component("side")
@dataclass(frozen=True)
class Side:
    """Left column: the community, its channels, what became work, other communities."""

    title: Text
    groups: Sequence[SideGroup]
    theme: Text = ""
    role: AvatarRole = "leader"
    href: str = ""


@component("talk_head")
@dataclass(frozen=True)
class TalkHead:
    """Name and purpose of the channel; icon buttons are the content."""

    title: Text
    text: Text = ""
    back_href: str = ""
    back_label: Text = ""
    slot: str = ""


@dataclass(frozen=True)
class Reaction:
    """A word that several people said with one tap."""

    label: Text
    icon: IconName
    value: str
    count: int = 0
    pressed: bool = False


@component("reaction_words")
@dataclass(frozen=True)
class ReactionWords:
    """Words as buttons of a form, those that somebody said or those that nobody did; most messages have the same."""

    repeats: ClassVar[bool] = True

    reactions: Sequence[Reaction]
    said: bool = True

    @property
    def shown(self) -> list[Reaction]:
        """The half that is asked for."""
        return [one for one in self.reactions if bool(one.count) == self.said]


@component("message")
@dataclass(frozen=True)
class Message:
    """One message; the content is the text as safe HTML. Works inside `<ol class="msgs">`."""

    author: Text
    when: Text
    slot: str
    id: str = ""
    datetime: str = ""
    note: Text = ""
    role: AvatarRole = "member"
    mine: bool = False
    state: Literal["", "sending", "failed"] = ""
    problem: Text = ""
    edited: Text = ""
    proxy: Text = ""
    pinned: bool = False
    reactions: Sequence[Reaction] = ()
    react_url: str = ""
    thread_url: str = ""
    thread_label: Text = ""
    thread_last: Text = ""
    thread_news: bool = False
    report_url: str = ""
    action_url: str = ""
    action_label: Text = ""
    action_icon: IconOrNone = ""
    attrs: Mapping[str, Any] = field(default_factory=dict)


@component("tombstone")
@dataclass(frozen=True)
class Tombstone:
    """What stays of a removed message: who removed it and why; the way to its answers, and for its writer to object."""

    text: Text
    when: Text
    by: Text
    role: AvatarRole = "organiser"
    href: str = ""
    link_label: Text = ""
    deed_url: str = ""
    deed_label: Text = ""
    id: str = ""
    attrs: Mapping[str, Any] = field(default_factory=dict)


@component("daymark")
@dataclass(frozen=True)
class Daymark:
    """The day between two messages."""

    label: Text
    datetime: str = ""


@component("unread_line")
@dataclass(frozen=True)
class UnreadLine:
    """Where reading stopped last time."""

    label: Text


@component("presence_list")
@dataclass(frozen=True)
class PresenceList:
    """Who is here now."""

    people: Sequence[Person]
    summary: Text = ""


@component("composer")
@dataclass(frozen=True)
class Composer:
    """Where one writes; state of sending is text, drafts are kept by the script.

    `people` (name, key) can be called: chosen from a list `to` without script, put into the text with it.
    """

    action: str
    label: Text
    name: str = "text"
    id: str = "composer"
    value: str = ""
    hint: Text = ""
    typing: Text = ""
    error: Text = ""
    send_label: Text = ""
    attach_label: Text = ""
    attach_name: str = ""
    attach_accept: str = ""
    attach_hint: Text = ""
    people: Sequence[tuple[Text, str]] = ()
    people_label: Text = ""
    people_hint: Text = ""
    sketch_label: Text = ""
    disabled_reason: Text = ""
    slot: str = ""
    attrs: Mapping[str, Any] = field(default_factory=dict)


@component("thread")
@dataclass(frozen=True)
class Thread:
    """Right column: the message answered to, then the answers as content; on a phone a page of its own.

    `back_label` is said by the way back, which a phone has in place of the cross.
    """

    title: Text
    slot: str
    id: str = "thread"
    quote_by: Text = ""
    quote_text: Text = ""
    close_href: str = ""
    back_label: Text = ""
    attrs: Mapping[str, Any] = field(default_factory=dict)
