"""Live data for pages and their sections.

A section only knows the name of what it shows; `home.sources` registers who knows it. So page definitions stand
below everything (the models need them), and data may come from any app.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest


@dataclass(frozen=True)
class Question:
    """What a source is asked: the section's own values, the page it stands on, the moment, who asks."""

    value: Any
    page: Any
    now: datetime
    request: HttpRequest | None = None
    section_id: str | None = None

    @property
    def program_key(self) -> str:
        """The programme in question: named by the section, otherwise by the page."""
        return str(self.value.get("program_key", "") or getattr(self.page, "program_key", ""))


Source = Callable[[Question], dict[str, Any]]
_sources: dict[str, Source] = {}


def source(name: str) -> Callable[[Source], Source]:
    """Register a function as the one that knows `name`; its answer joins the template's context."""

    def register(function: Source) -> Source:
        _sources[name] = function
        return function

    return register


def is_known(name: str) -> bool:
    """Whether somebody answers to `name`."""
    return name in _sources


def answer(name: str, question: Question) -> dict[str, Any]:
    """Data for the template; LookupError when nobody knows `name` (a typing error)."""
    if name not in _sources:
        raise LookupError(f"no source is named {name}")
    return _sources[name](question)
