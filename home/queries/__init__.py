"""What the public pages read."""

from home.queries.cases import case_of_entry, cases_waiting_for, published_cases
from home.queries.checking import drafts_waiting_for, pages_handed_in, pages_to_check, writes_pages
from home.queries.frame import (
    Frame,
    NavItem,
    Operator,
    footer_for,
    forget_frames,
    frame_for,
    know_site,
    navigation_for,
    operator_for,
    remembered,
)
from home.queries.languages import LanguageLink, language_links
from home.queries.news import news_in
from home.queries.origins import PagesOf, pages_that_go
from home.queries.polls import own_vote, poll_counts

__all__ = [
    "Frame",
    "LanguageLink",
    "NavItem",
    "Operator",
    "PagesOf",
    "case_of_entry",
    "cases_waiting_for",
    "drafts_waiting_for",
    "footer_for",
    "forget_frames",
    "frame_for",
    "know_site",
    "language_links",
    "navigation_for",
    "news_in",
    "operator_for",
    "own_vote",
    "pages_handed_in",
    "pages_that_go",
    "pages_to_check",
    "poll_counts",
    "published_cases",
    "remembered",
    "writes_pages",
]
