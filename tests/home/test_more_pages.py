"""News, accessibility, pages of communities, numbers typed by editors."""

import re
from datetime import date
from typing import Any
from xml.etree import ElementTree

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from wagtail.models import Page

from common.ui.plots.bars import Bar, bars
from communities.enums import JoinPolicy
from home.actions.pages import child, ensure_page, stream
from home.models import (
    AccessibilityPolicyPage,
    AccessibilityResultsPage,
    CommunityPage,
    HomePage,
    NewsIndexPage,
    NewsPage,
    StandardPage,
)
from tests.factories.communities import CommunityFactory, event_in, member_of
from tests.factories.home import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


def read(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200, path
    return response.content.decode()


def add_news(slug: str, day: date, language: str = "ja") -> NewsPage:
    index = NewsIndexPage.objects.get(locale__language_code=language)
    page = ensure_page(
        NewsPage, parent=index, slug=slug, title=f"題 {slug}", locale=index.locale, now=NOW, day=day, lead="ひとこと"
    )
    assert isinstance(page, NewsPage)
    return page


def test_news_stand_newest_day_first_in_list_front_page_and_feed(client: Client):
    add_news("old", date(2020, 1, 1))
    add_news("new", date(2030, 1, 1))
    text = read(client, "/news/")
    assert text.index("題 new") < text.index("第2期の募集を始めました") < text.index("題 old")
    front = read(client, "/").split("<main")[1]
    assert ("題 new" in front, "題 old" in front) == (True, False)
    feed = ElementTree.fromstring(client.get("/news/feed.xml").content)
    titles = [one.text for one in feed.iter("{http://www.w3.org/2005/Atom}title")]
    assert (titles[1], titles[-1]) == ("題 new", "題 old")
    assert "The call for term 2 is open" in client.get("/en/news/feed.xml").content.decode()


def test_news_that_are_drafts_are_nowhere(client: Client):
    add_news("secret", date(2030, 1, 1)).unpublish()
    for path in ("/news/", "/", "/news/feed.xml"):
        assert "題 secret" not in client.get(path).content.decode()
    assert client.get("/news/secret/").status_code == 404


def test_a_front_page_without_news_shows_no_strip(client: Client):
    Page.objects.type(NewsPage).delete()
    assert "お知らせをすべて見る" not in read(client, "/")
    assert "お知らせは、まだありません" in read(client, "/news/")


@pytest.mark.parametrize("page", ["0", "x", "999999999999"])
def test_news_are_paged_with_constant_queries(client: Client, page: str, django_assert_max_num_queries: Any):
    counts = []
    for more in (1, 14):
        for number in range(more):
            add_news(f"n{more}-{number}", date(2029, 1, 1 + number))
        read(client, "/news/")
        with django_assert_max_num_queries(12) as captured:
            read(client, "/news/")
        counts.append(len(captured))
    assert counts[0] == counts[1]
    assert "page=2" in read(client, "/news/")
    assert client.get("/news/", {"page": page}).status_code == 200


def test_the_accessibility_policy_claims_no_more_than_it_may(client: Client):
    text = read(client, "/accessibility/")
    assert "JIS X 8341-3:2016 の適合レベルAAに配慮しています" in text
    assert "準拠しています" not in text
    assert 'href="/accessibility/results/"' in text
    assert "無作為に0ページ、代表として7ページ" in read(client, "/accessibility/results/")
    assert "takes JIS X 8341-3:2016, level AA, into account" in read(client, "/en/accessibility/")


def checks(*outcomes: str) -> str:
    values = [{"number": "1.4.3", "name": "コントラスト", "outcome": outcome, "note": ""} for outcome in outcomes]
    return stream([("check", value) for value in values])


@pytest.mark.parametrize(
    ("random", "chosen", "outcomes", "may"),
    [
        (25, 15, ["passes", "absent"], True),
        (24, 15, ["passes"], False),
        (25, 14, ["passes"], False),
        (25, 15, ["passes", "fails"], False),
        (25, 15, [], False),
    ],
)
def test_who_writes_conforms_has_tested(random: int, chosen: int, outcomes: list[str], may: bool):
    page = AccessibilityResultsPage.objects.filter(locale__language_code="ja").get()
    page.claim, page.random_pages, page.chosen_pages, page.checks = "conforms", random, chosen, checks(*outcomes)
    if may:
        page.clean()
        return
    with pytest.raises(ValidationError) as refused:
        page.clean()
    assert list(refused.value.message_dict) == ["claim"]


def test_results_are_a_table_with_words(client: Client):
    page = AccessibilityResultsPage.objects.filter(locale__language_code="ja").get()
    page.checks = checks("passes", "fails")
    page.save()
    text = read(client, "/accessibility/results/")
    assert ("適合" in text, "不適合" in text, "コントラスト" in text) == (True, True, True)
    assert AccessibilityPolicyPage.objects.count() == 2


def community_page(front: HomePage, key: str) -> CommunityPage:
    page = ensure_page(
        CommunityPage, parent=front, slug="place", title="仲間の輪", locale=front.locale, now=NOW, community_key=key,
        lead="ひとこと",
    )  # fmt: skip
    assert isinstance(page, CommunityPage)
    return page


def test_a_community_page_shows_what_a_stranger_may_know(client: Client, site: HomePage):
    community = CommunityFactory(slug="wa", theme="お互いさま")
    member_of(community)
    event_in(community)
    community_page(site, "wa")
    text = read(client, "/place/")
    assert all(words in text for words in ("お互いさま", "町工場めぐりの日", f"/communities/{community.public_id}/"))
    type(community).objects.filter(pk=community.pk).update(join_policy=JoinPolicy.INVITE)
    hidden = read(client, "/place/")
    assert ("お互いさま" in hidden, "町工場めぐりの日" in hidden, "いまは公開していません" in hidden) == (
        False,
        False,
        True,
    )


def test_numbers_that_an_editor_typed_are_drawn_with_table_and_csv(client: Client, site: HomePage):
    rows = [{"label": "=1+1", "value": 3.0}, {"label": "二つめ", "value": 200.0, "shown": "200人ほど"}]
    value = {
        "title": "数", "text": "", "rows": rows, "unit": "人", "sentence": "見てわかること", "source": "出典：試験",
        "is_made_up": True,
    }  # fmt: skip
    ensure_page(
        StandardPage, parent=site, slug="bars", title="棒", locale=site.locale, now=NOW, sections=[("bars", value)]
    )
    text = read(client, "/bars/")
    assert all(words in text for words in ("出典：試験", "架空", "見てわかること", "<svg", "3 人", "200人ほど"))
    assert "200 人" not in text
    found = re.search(r'href="(/figures/[^"]+\.csv)"', text)
    assert found is not None
    assert "'=1+1,3.0" in client.get(found[1]).content.decode()


def test_bars_without_rows_are_refused():
    names = {"title": "t", "sentence": "s", "source": "q", "unit": "u", "head": "h"}
    with pytest.raises(ValueError, match="nothing to draw"):
        bars(rows=(), **names)
    assert bars(rows=(Bar("a", 0),), **names).rows == [("a", 0)]
    assert child("bar", {})["type"] == "bar"
