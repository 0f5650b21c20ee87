"""The search finds Japanese words of two characters on both databases; the stock backend does not."""

from importlib import import_module
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils.translation import override
from wagtail.models import Locale, Page, PageViewRestriction
from wagtail.search.backends import get_search_backend
from wagtail.search.index import SearchField

from home.actions.pages import child, ensure_page, stream
from home.models import HomePage, StandardPage
from home.queries.search_pages import texts_of
from tests.factories.home import NOW, adopted, make_case, make_editorial_case

pytestmark = pytest.mark.django_db

WORDS = ["酒田", "飛騨", "補助", "共創コミュニティ", "メンタリング", "町工場", "ﾃﾚﾜｰｸ", "ｄｘ", "サンロク", "三十六"]
TEXTS = {
    "a": ("酒田市の共創コミュニティ", "サンロクの名は酒田三十六人衆に由来します。"),
    "b": ("飛騨のファン", "補助金より先に、メンタリングを。"),
    "c": ("大田区の町工場", "テレワークとDXで、仕事を渡していく。"),
}


@pytest.fixture
def texts(front: HomePage) -> None:
    for slug, (title, text) in TEXTS.items():
        add_text(front, slug, title, text)


def add_text(home: HomePage, slug: str, title: str, text: str) -> Page:
    sections = [("text", {"title": "", "text": "", "paragraphs": [text]})]
    return ensure_page(
        StandardPage, parent=home, slug=slug, title=title, locale=home.locale, now=NOW, sections=sections
    )


def found(query: str, backend: Any = None) -> list[str]:
    pages = StandardPage.objects.live()
    hits = backend.search(query, pages) if backend else pages.search(query)
    return [page.slug for page in hits if page.slug in TEXTS]


@pytest.mark.parametrize("word", WORDS)
def test_search_finds_word(word: str, texts: None):
    assert found(word) != []


def test_search_takes_each_word_to_its_page(texts: None):
    assert found("酒田") == found("三十六") == ["a"]
    assert found("補助") == found("飛騨") == ["b"]
    assert found("町工場") == found("ｄｘ") == ["c"]
    assert found("酒田 サンロク") == ["a"]
    assert found("酒田 飛騨") == []


def test_search_without_letters_finds_nothing(texts: None):
    assert found("！？") == []
    assert found('"') == []


def test_title_weighs_more_than_body(front: HomePage):
    texts = {"x": ("東京都の話", "京都から来た人"), "y": ("京都の話", "旅の話")}
    for slug, (title, text) in texts.items():
        add_text(front, slug, title, text)
    add_text(front, "z", "旅の話", "どこかの京都について" + "あれこれ" * 20)
    assert [page.slug for page in StandardPage.objects.live().search("京都")][-1] == "z"


def test_stock_backend_finds_few(texts: None, monkeypatch: pytest.MonkeyPatch):
    """The twin: the same pages, indexed and searched as the library does it, hide most of the words."""
    kind = "sqlite" if connection.vendor == "sqlite" else "postgres"
    stock = import_module(f"modelsearch.backends.database.{kind}.{kind}")
    monkeypatch.setattr(stock, "ObjectIndexer", stock.ObjectIndexer.__mro__[1])
    backend = get_search_backend(f"modelsearch.backends.database.{kind}.{kind}")
    for page in StandardPage.objects.filter(slug__in=TEXTS):
        backend.get_index_for_model(StandardPage).add_items(StandardPage, [page])
    assert len([word for word in WORDS if found(word, backend)]) <= 3
    assert len(WORDS) == 10


def test_ranking_reads_the_index_once(front: HomePage, django_assert_max_num_queries: Any):
    """Three queries for any number of hits: ranked ids, what may be seen, the objects."""
    for number in range(12):
        add_text(front, f"t{number}", f"町工場の話{number}", "町工場")
    pages = StandardPage.objects.live()
    with django_assert_max_num_queries(4):
        assert len(list(pages.search("町工場")[:5])) == 5
    assert pages.search("町工場").count() == 12


def test_suggestions_find_japanese_titles(texts: None):
    assert [page.slug for page in Page.objects.live().autocomplete("町工")] == ["c"]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="a GIN index exists on PostgreSQL only")
def test_postgres_searches_by_index(texts: None):
    """The index covers exactly the expression that the search compares; on a few rows the planner needs a push."""
    sql, params = StandardPage.objects.search("酒田").get_queryset().query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {sql}", params)
        assert "(title || body) @@" in "\n".join(row[0] for row in cursor.fetchall())
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("EXPLAIN SELECT 1 FROM wagtailsearch_indexentry WHERE (title || body) @@ '酒田'::tsquery")
        assert "hiroba_search_gin" in "\n".join(row[0] for row in cursor.fetchall())


def test_page_shows_hits_marked(client: Client, texts: None):
    response = client.get("/search/", {"q": "ﾃﾚﾜｰｸ"})
    assert response.status_code == 200
    text = response.content.decode()
    assert "<mark>テレワーク</mark>" in text
    assert "/c/" in text


def test_page_without_query_and_without_hits_is_friendly(client: Client, front: HomePage):
    assert "リビングラボ" in client.get("/search/").content.decode()
    text = client.get("/search/", {"q": "<b>存在しない</b>"}).content.decode()
    assert "&lt;b&gt;存在しない" in text
    assert "<b>存在しない" not in text


@pytest.mark.parametrize("query", ["\x01", "'", '"', "*", "(", "AND", "%", "飛" * 500, "a AND", "^x", "NEAR(a b)"])
def test_strange_queries_are_answered(client: Client, texts: None, query: str):
    assert client.get("/search/", {"q": query, "page": "x"}).status_code == 200


@pytest.mark.parametrize("page", ["0", "-1", "²", "9" * 10, "9" * 5000])
def test_strange_page_numbers_are_answered(client: Client, texts: None, page: str):
    assert client.get("/search/", {"q": "酒田", "page": page}).status_code == 200


def test_drafts_and_private_pages_are_never_found(client: Client, front: HomePage):
    page = add_text(front, "s", "ひみつの計画", "だれにも見せない")
    assert "/s/" in client.get("/search/", {"q": "ひみつ"}).content.decode()
    restriction = PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    assert "/s/" not in client.get("/search/", {"q": "ひみつ"}).content.decode()
    restriction.delete()
    page.unpublish()
    assert "/s/" not in client.get("/search/", {"q": "ひみつ"}).content.decode()


def test_draft_case_is_not_found_until_published(client: Client, front: HomePage):
    entry = adopted(title="銀河の荷台")
    make_case(entry, publish=False)
    assert "銀河の荷台" not in client.get("/search/", {"q": "銀河"}).content.decode().replace('value="銀河"', "")
    make_case(entry)
    assert "</mark>の荷台" in client.get("/search/", {"q": "銀河"}).content.decode()


def test_search_stays_in_the_readers_language(client: Client, front: HomePage):
    make_editorial_case("only-ja", "銀河の話")
    assert "/cases/only-ja/" in client.get("/search/", {"q": "銀河"}).content.decode()
    assert "only-ja" not in client.get("/en/search/", {"q": "銀河"}).content.decode()
    assert Locale.objects.count() == 2


def test_results_are_paged(client: Client, front: HomePage):
    for number in range(23):
        add_text(front, f"t{number}", f"銀河の話{number}", stream([]))
    first = client.get("/search/", {"q": "銀河"}).content.decode()
    assert first.count("<mark>銀河</mark>の話") == 20
    assert "page=2" in first
    second = client.get("/search/", {"q": "銀河", "page": "2"}).content.decode()
    assert second.count("<mark>銀河</mark>の話") == 3
    assert "page=1" in second


def test_an_excerpt_holds_only_what_is_read_on_the_page(front: HomePage):
    page = add_text(front, "read-me", "題", "読める文です。")
    assert [text for text in texts_of(page) if text] == ["読める文です。"]
    filtered = [field.field_name for field in page.get_search_fields() if not isinstance(field, SearchField)]
    assert "path" in filtered
    assert page.path not in " ".join(texts_of(page))


@pytest.mark.parametrize("language", ["ja", "en"])
def test_how_a_figure_is_drawn_is_found_by_nobody(front: HomePage, language: str):
    points = [{"label": "", "value": 1.0, "shown": "1", "when": "2021"}] * 2
    names = {"title": "ふたつの数", "unit": "人", "sentence": "一文", "source": "出典"}
    series = {**names, "form": "circles", "points": points, "is_made_up": True}
    front.body = stream([("numbers", {"title": "", "text": "", "figures": [child("series", series)]})])
    with override(language):
        texts = [text for text in texts_of(front) if text]
    assert ("ふたつの数" in texts, "circles" in texts, "two circles" in texts, "2つの円" in texts) == (
        True,
        False,
        False,
        False,
    )


def test_a_line_that_was_left_open_is_no_text(front: HomePage):
    front.body = stream([("loop", {"title": "ひとめぐり", "steps": [], "again": "また"})])
    assert [text for text in texts_of(front) if text in {"ひとめぐり", "None"}] == ["ひとめぐり"]
