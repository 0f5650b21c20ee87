"""Cards of the start page /my/: each app registers what a person has to do next there."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from accounts.models import User
from common.ui.components.labels import Tone
from common.ui.components.progress import RiverStep


@dataclass(frozen=True)
class Card:
    """One thing: where it stands (いまここ) and what comes next.

    `state` is a chip in words, `here` the course as river steps, `picture` an illustration's name or an address.
    The card with the highest `priority` that has a `url` becomes the one primary action of the page, with its picture
    and いまここ; what is over has a priority below zero.
    """

    title: str
    sentence: str = ""
    state: str = ""
    tone: Tone = ""
    here: Sequence[RiverStep] = ()
    url: str = ""
    action: str = ""
    priority: int = 0
    picture: str = ""
    picture_alt: str = ""

    @property
    def has_now(self) -> bool:
        """Whether its course marks いまここ by itself."""
        return any(step.state == "now" for step in self.here)


CardSource = Callable[[User, datetime], Card | list[Card] | None]
_sources: list[CardSource] = []


def register_card(source: CardSource) -> None:
    """Ask `source(user, now)` for a card (or several, or None) whenever /my/ is shown."""
    if source not in _sources:
        _sources.append(source)


def cards_for(user: User, now: datetime) -> list[Card]:
    """All cards, the most urgent first; equal ones keep the order in which the apps registered."""
    cards: list[Card] = []
    for source in _sources:
        found = source(user, now)
        cards.extend(found if isinstance(found, list) else [found] if found else [])
    return sorted(cards, key=lambda card: -card.priority)
