"""Search over the public pages."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from wagtail.models import Locale, Page
from wagtail.search.index import SearchField

from home.search.excerpts import Piece, excerpt, marked, words_of

PAGE_SIZE = 20
LONGEST_QUERY = 100
# A page is made of many short texts; an excerpt shows a few of them.
BETWEEN = " · "


@dataclass(frozen=True)
class Hit:
    """One page that was found."""

    kind: str
    url: str
    title: Sequence[Piece]
    excerpt: Sequence[Piece]


@dataclass(frozen=True)
class Hits:
    """One page of results; `total` counts what the reader may see."""

    query: str
    total: int
    items: Sequence[Hit]
    number: int
    has_next: bool

    @property
    def previous_number(self) -> int:
        """The page before."""
        return self.number - 1

    @property
    def next_number(self) -> int:
        """The page after."""
        return self.number + 1


def search_pages(request: HttpRequest, query: str, number: int = 1) -> Hits:
    """Live public pages in the reader's language that hold every word of the query, the best first.

    Drafts and restricted pages are filtered by the database before anything is counted or shown.
    """
    query = query.replace("\x00", "").strip()[:LONGEST_QUERY]
    words = words_of(query)
    if not words:
        return Hits(query, 0, (), 1, has_next=False)
    pages = Page.objects.live().public().filter(locale=Locale.get_active()).search(query)
    first = (number - 1) * PAGE_SIZE
    found = list(pages[first : first + PAGE_SIZE])
    specific = {page.pk: page for page in Page.objects.filter(pk__in=[page.pk for page in found]).specific()}
    items = [_hit(specific[page.pk], words, request) for page in found if page.pk in specific]
    total = pages.count()
    return Hits(query, total, items, number, has_next=total > first + PAGE_SIZE)


def _hit(page: Page, words: Sequence[str], request: HttpRequest) -> Hit:
    text = BETWEEN.join(text for text in texts_of(page) if text)
    return Hit(
        str(page._meta.verbose_name), page.get_url(request) or "", marked(page.title, words), excerpt([text], words)
    )


def texts_of(page: Page) -> Iterator[str]:
    """What a visitor reads on a page besides its title, in the order of its fields.

    Only fields that the search looks into: what it filters and sorts by (the place in the tree) is no text.
    """
    for field in page.get_search_fields():
        if isinstance(field, SearchField) and field.field_name != "title":
            value: Any = field.get_value(page)
            texts = value if isinstance(value, list) else [str(value or "")]
            # A line of a section that was left open arrives as the word for nothing.
            yield from (text for text in texts if text != str(None))
