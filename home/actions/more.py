"""News, accessibility and pages of communities from a content file; each key may be missing."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from wagtail.models import Page

from home.actions import bodies
from home.actions.pages import lines
from home.models import AccessibilityPolicyPage, AccessibilityResultsPage, CommunityPage, NewsIndexPage, NewsPage

MakePage = Callable[..., Page]
Content = Mapping[str, Any]


def fill_more(make: MakePage, content: Content, language: str) -> None:
    """`make` makes or finds one page: (model, slug, title, parent=None, **fields)."""
    if "news" in content:
        _news(make, content["news"], language)
    if "accessibility" in content:
        _accessibility(make, content["accessibility"], language)
    for one in content.get("community_pages", ()):
        own = one[language]
        fields = {"community_key": one["key"], "lead": own["lead"], "sections": bodies.text_sections(own["body"])}
        make(CommunityPage, one["slug"], own["title"], **fields)


def _news(make: MakePage, content: Content, language: str) -> None:
    words = content[language]
    index = make(NewsIndexPage, "news", words["title"], search_description=words["lead"], sections=[])
    for item in content["items"]:
        own = item[language]
        make(
            NewsPage, item["slug"], own["title"], index,
            day=date.fromisoformat(str(item["day"])), lead=own["lead"], drawing=item.get("drawing", ""),
            sections=bodies.text_sections(own["body"]),
        )  # fmt: skip


def _accessibility(make: MakePage, content: Content, language: str) -> None:
    own = content[language]
    same = {"claim": content["claim"], "level": content["level"]}
    policy = make(
        AccessibilityPolicyPage, "accessibility", own["title"], scope=own["scope"], exceptions=lines(own["exceptions"]),
        goal_on=date.fromisoformat(str(content["goal_on"])), sections=bodies.text_sections(own["body"]), **same,
    )  # fmt: skip
    results = content["results"]
    make(
        AccessibilityResultsPage, "results", own["results_title"], policy, method=own["method"],
        tested_on=date.fromisoformat(str(results["tested_on"])), random_pages=results["random_pages"],
        chosen_pages=results["chosen_pages"], sections=bodies.text_sections(own["results_body"]), **same,
    )  # fmt: skip
