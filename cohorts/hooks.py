"""Where apps to the left join in; filled in their `AppConfig.ready()`.

* `announcement_handlers`: called once for every adopted entry inside the announcing transaction. A handler that
  raises takes the whole announcement back, so nobody is told half of it.
* `entry_panels`: what else stands on the entrant's status page (the sketch, the next meeting).
* `office_panels`: what else the office finds beside an entry (the sketch, the case that grows from it).
* `review_panels`: what a juror sees above the text (the sketch). Must show nothing that tells who the entrant is.
* `ways_on`: where mentors and cases are, for the one next step of a self-diagnosis; "" while there is no such page.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.http import HttpRequest

from accounts.models import User
from cohorts.diagnosis import NextStep
from cohorts.models import Entry


@dataclass(frozen=True)
class Panel:
    """A template with its own context; `order` sorts the panels of a page, smallest first."""

    template: str
    context: dict[str, Any] = field(default_factory=dict)
    order: int = 50


AnnouncementHandler = Callable[[Entry, datetime], None]
EntryPanel = Callable[[Entry, User], Panel | None]

announcement_handlers: list[AnnouncementHandler] = []
entry_panels: list[EntryPanel] = []
office_panels: list[EntryPanel] = []
review_panels: list[EntryPanel] = []
ways_on: dict[NextStep, Callable[[HttpRequest], str]] = {}


def collect(panels: list[EntryPanel], entry: Entry, user: User) -> list[Panel]:
    """The panels that have something to show, in order."""
    found = [panel for panel in (make(entry, user) for make in panels) if panel is not None]
    return sorted(found, key=lambda panel: panel.order)


def way_on(step: NextStep, request: HttpRequest) -> str:
    """The address that an app registered for this step; "" when there is none."""
    find = ways_on.get(step)
    return find(request) if find is not None else ""
