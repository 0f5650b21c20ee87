"""News in their list, on their own page, on the front page and in the feed."""

from typing import Any

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.translation import get_language
from wagtail.models import Page
from wagtail.query import PageQuerySet

from common.dates import format_date
from home.drawings import Picture, drawing
from home.live import Question, source
from home.models import NewsPage
from home.queries import news_in, remembered

PER_PAGE = 12


def row(page: NewsPage, question: Question) -> dict[str, Any]:
    """One piece of news in a list."""
    picture: Picture | None = drawing(page.drawing)
    return {
        "title": page.title,
        "lead": page.lead,
        "url": page.get_url(question.request) or "",
        "day": format_date(page.day, with_year=True),
        "iso": page.day.isoformat(),
        "picture": picture,
    }


@source("latest_news")
def latest_news(question: Question) -> dict[str, Any]:
    """The newest ones, and the way to all of them; remembered until something is published."""
    count = question.value["count"]
    name = f"news:{question.page.locale_id}:{get_language()}:{count}"
    return remembered(name, lambda: _latest(question, count))


def _latest(question: Question, count: int) -> dict[str, Any]:
    found = list(news_in(question.page.locale_id)[:count])
    index: Page | None = found[0].get_parent() if found else None
    return {
        "news": [row(page, question) for page in found],
        "all_url": (index.get_url(question.request) or "") if index else "",
    }


@source("news_list")
def news_list(question: Question) -> dict[str, Any]:
    """One page of the list; two queries."""
    number = question.request.GET.get("page", "1") if question.request is not None else "1"
    pages: PageQuerySet[NewsPage] = news_in(question.page.locale_id).child_of(question.page)
    shown = Paginator(pages, PER_PAGE).get_page(number)
    return {
        "news": [row(page, question) for page in shown],
        "shown": shown,
        "feed_url": reverse("home:news_feed"),
    }


@source("news")
def news(question: Question) -> dict[str, Any]:
    """Day and picture of one piece of news."""
    page = question.page
    return {"day": format_date(page.day, with_year=True), "picture": drawing(page.drawing)}
