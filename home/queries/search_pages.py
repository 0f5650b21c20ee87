"""Search over the public pages."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.http import HttpRequest
from wagtail.models import Locale, Page
from wagtail.search.index import SearchField

from home.search.excerpts import Hit, excerpt, marked

# A page is made of many short texts; an excerpt shows a few of them.
BETWEEN = " · "


class PageHits:
    """Live public pages in the reader's language that hold every word of the query, the best first.

    Drafts and restricted pages are filtered by the database before anything is counted or shown.
    """

    def __init__(self, request: HttpRequest, query: str, words: Sequence[str]) -> None:
        self.request = request
        self.words = words
        self._found = Page.objects.live().public().filter(locale=Locale.get_active()).search(query)

    def count(self) -> int:
        """How many there are, as far as they are ranked."""
        return int(self._found.count())

    def page(self, first: int, size: int) -> list[Hit]:
        """Some of them, with what they say."""
        keys = [page.pk for page in self._found[first : first + size]]
        specific = {page.pk: page for page in Page.objects.filter(pk__in=keys).specific()}
        return [self._hit(specific[key]) for key in keys if key in specific]

    def _hit(self, page: Page) -> Hit:
        text = BETWEEN.join(text for text in texts_of(page) if text)
        return Hit(
            page.get_url(self.request) or "",
            marked(page.title, self.words),
            excerpt([text], self.words),
            str(page._meta.verbose_name),
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
