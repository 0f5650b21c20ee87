"""The frame of a page. These read what the page knows (operator, navigation, languages), the others never do."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from common.ui.registry import component
from common.ui.values import Text


@dataclass(frozen=True)
class Crumb:
    """One station on the way here; the last one is this page."""

    label: Text
    url: str = ""


@component("breadcrumb")
@dataclass(frozen=True)
class Breadcrumb:
    """The way here."""

    items: Sequence[Crumb]


@component("skip_link")
@dataclass(frozen=True)
class SkipLink:
    """First stop of the keyboard: straight to the content."""

    target: str = "main"


@component("ribbon")
@dataclass(frozen=True)
class Ribbon:
    """This is a demonstration; one line on a phone, the rest on request."""

    outer: ClassVar[tuple[str, ...]] = ("operator",)


@component("header")
@dataclass(frozen=True)
class Header:
    """Name of the place, up to six ways in, tools; the menu of a phone is a `<details>`."""

    outer: ClassVar[tuple[str, ...]] = ("operator", "navigation", "languages", "user", "inbox")


@component("language_switch")
@dataclass(frozen=True)
class LanguageSwitch:
    """The same page in another language."""

    outer: ClassVar[tuple[str, ...]] = ("languages",)


@component("contact")
@dataclass(frozen=True)
class Contact:
    """Where to ask, at the same place of every page (WCAG 3.2.6)."""

    outer: ClassVar[tuple[str, ...]] = ("operator",)


@component("footer")
@dataclass(frozen=True)
class Footer:
    """Links of the house, then the ground line with the people to come."""

    outer: ClassVar[tuple[str, ...]] = ("operator", "footer_links")
