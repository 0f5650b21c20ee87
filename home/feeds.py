"""News for feed readers."""

from datetime import UTC, datetime, time
from typing import Any

from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from wagtail.models import Locale

from home.models import NewsPage
from home.queries import frame_for, news_in

MOST = 20


class NewsFeed(Feed):
    """The newest news in the reader's language, as Atom."""

    feed_type = Atom1Feed

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpRequest:
        """The request, by which addresses are made whole."""
        return request

    def title(self, request: HttpRequest) -> str:
        """Whose news."""
        return _("News: %(operator)s") % {"operator": frame_for(request).operator.name}

    def link(self, request: HttpRequest) -> str:
        """Where it belongs."""
        return frame_for(request).home

    def items(self, request: HttpRequest) -> list[NewsPage]:
        """One query; each remembers the request for its address."""
        found: list[NewsPage] = list(news_in(Locale.get_active().pk)[:MOST])
        for page in found:
            page.feed_url = page.get_url(request) or ""
        return found

    def item_title(self, item: Any) -> str:
        """Its title."""
        return str(item.title)

    def item_description(self, item: Any) -> str:
        """Its one sentence."""
        return str(item.lead)

    def item_link(self, item: Any) -> str:
        """Its page."""
        return str(item.feed_url)

    def item_updateddate(self, item: Any) -> datetime:
        """When it was published last, or its day."""
        return item.last_published_at or datetime.combine(item.day, time(), UTC)
