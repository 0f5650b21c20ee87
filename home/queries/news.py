"""News for lists and feeds."""

from wagtail.query import PageQuerySet

from home.models import NewsPage


def news_in(locale_id: int) -> PageQuerySet[NewsPage]:
    """Live public news in one language, the newest day first."""
    pages: PageQuerySet[NewsPage] = NewsPage.objects.live().public().filter(locale_id=locale_id)
    return pages.order_by("-day", "-pk")
