"""What the one search box finds besides pages: an app says what of it can be found, in which words and where.

An app registers a `SearchSource` when it is ready and calls `search_changed(thing)` in the transaction that made,
changed or removed the thing. Who keeps the index (home, which stands above all of them) registers as the keeper.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Model
from django.utils.functional import Promise

Text = str | Promise


@dataclass(frozen=True)
class Words:
    """What is kept of one thing. `place` is the key of what decides who may find it: a channel, a community."""

    title: str
    body: str
    place: int


@dataclass(frozen=True)
class Found:
    """One hit as the results show it: where it leads, its words as they stand there, and a line of small print."""

    url: str
    title: str
    texts: Sequence[str]
    note: str = ""
    at: datetime | None = None


@dataclass(frozen=True)
class SearchSource:
    """One kind of thing.

    `words` answers None for what nobody may find any more. `places` are those whose things the reader may find, at this
    moment (None: all of them); it costs a constant number of queries and is asked before anything is counted. `show`
    answers for keys that the index found; what it leaves out is not shown. `newest_first`: by time, not by weight.
    """

    name: str
    label: Text
    model: type[Model]
    words: Callable[[Any], Words | None]
    places: Callable[[Any], Collection[int] | None]
    show: Callable[[Sequence[int], Any], Mapping[int, Found]]
    everything: Callable[[], Iterable[Any]]
    newest_first: bool = False


Keeper = Callable[[SearchSource, int, Words | None], None]
_sources: dict[type[Model], SearchSource] = {}
keepers: list[Keeper] = []


def register_search_source(source: SearchSource) -> None:
    """Called once when an app is ready; the order of registering is the order on the page."""
    _sources[source.model] = source


def search_sources() -> list[SearchSource]:
    """All kinds, in order."""
    return list(_sources.values())


def search_changed(thing: Model) -> None:
    """Bring the index up to date about one thing, in the caller's transaction: both are there or neither is.

    Nothing happens while nobody keeps an index, or for a kind that no source knows (a typing error in a test).
    """
    source = _sources[type(thing)]
    for keep in keepers:
        keep(source, thing.pk, source.words(thing))
