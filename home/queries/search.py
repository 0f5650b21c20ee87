"""One search over public pages and over everything that other apps registered (`common.searching`).

What the reader may not find is narrowed away by the database before anything is counted, so that no number tells of it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from common.searching import Found, SearchSource, search_sources
from home.queries.search_pages import PageHits
from home.search.excerpts import Hit, excerpt, marked, words_of
from home.search.pairs import phrases
from home.search.rows import MOST, Asked, count_rows, find_rows

PAGE_SIZE = 20
# Of each kind, while all kinds are shown.
FIRST_FEW = 5
LONGEST_QUERY = 100
PAGES = "pages"


@dataclass(frozen=True)
class Group:
    """One kind: how much of it was found, and what is shown of it here."""

    name: str
    label: str | Promise
    total: int
    hits: Sequence[Hit] = ()

    @property
    def is_capped(self) -> bool:
        """Whether counting stopped: there may be more."""
        return self.total >= MOST

    @property
    def has_more(self) -> bool:
        """Whether not everything is shown."""
        return self.total > len(self.hits)


@dataclass(frozen=True)
class Results:
    """The answer to one query; `kind` is empty while all kinds are shown below each other."""

    query: str
    kind: str = ""
    groups: Sequence[Group] = ()
    number: int = 1
    has_next: bool = False

    @property
    def total(self) -> int:
        """Of all kinds."""
        return sum(group.total for group in self.groups)

    @property
    def is_capped(self) -> bool:
        """Whether the total is a lower bound."""
        return any(group.is_capped for group in self.groups)

    @property
    def shown(self) -> list[Group]:
        """The kinds of which something is shown."""
        return [group for group in self.groups if group.hits]

    @property
    def previous_number(self) -> int:
        """The page before."""
        return self.number - 1

    @property
    def next_number(self) -> int:
        """The page after."""
        return self.number + 1


class Hits(Protocol):
    """What one kind answers."""

    def count(self) -> int: ...

    def page(self, first: int, size: int) -> list[Hit]: ...


class RowHits:
    """Hits of one registered source."""

    def __init__(self, request: HttpRequest, source: SearchSource, query: str, words: Sequence[str]) -> None:
        self.user = request.user
        self.words = words
        self._asked = Asked(source, phrases(query), source.places(request.user))

    def count(self) -> int:
        """At most `MOST`."""
        return count_rows(self._asked)

    def page(self, first: int, size: int) -> list[Hit]:
        """Some of them, with what they say."""
        keys = find_rows(self._asked, first, size)
        shown = self._asked.source.show(keys, self.user) if keys else {}
        return [self._hit(shown[key]) for key in keys if key in shown]

    def _hit(self, found: Found) -> Hit:
        texts = [text for text in found.texts if text]
        return Hit(found.url, marked(found.title, self.words), excerpt(texts, self.words), found.note, found.at)


def search_everything(request: HttpRequest, query: str, kind: str = "", number: int = 1) -> Results:
    """What holds every word of the query and may be found by the reader; a constant number of queries.

    All kinds: the first few of each. One kind, or when only one has hits: a page of it.
    """
    query = query.replace("\x00", "").strip()[:LONGEST_QUERY]
    words = words_of(query)
    if not words:
        return Results(query)
    found = _everywhere(request, query, words)
    totals = {name: hits.count() for name, (_label, hits) in found.items()}
    filled = [name for name, total in totals.items() if total]
    asked = kind if kind in found else ""
    only = asked or (filled[0] if len(filled) == 1 else "")
    groups = []
    for name, (label, hits) in found.items():
        first, size = ((number - 1) * PAGE_SIZE, PAGE_SIZE) if name == only else (0, 0 if only else FIRST_FEW)
        groups.append(Group(name, label, totals[name], hits.page(first, size) if totals[name] and size else ()))
    return Results(query, asked, groups, number, has_next=bool(only) and totals[only] > number * PAGE_SIZE)


def _everywhere(request: HttpRequest, query: str, words: Sequence[str]) -> dict[str, tuple[str | Promise, Hits]]:
    """All kinds by name, pages first."""
    found: dict[str, tuple[str | Promise, Hits]] = {PAGES: (_("Pages"), PageHits(request, query, words))}
    for source in search_sources():
        found[source.name] = (source.label, RowHits(request, source, query, words))
    return found
