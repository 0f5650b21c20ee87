"""Pages of the demonstration that tell about other cities: their numbers, as an editor could have typed them."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from wagtail.models import Page

from hiroba.demo.content import read
from home.actions import bodies
from home.models import BodyPage, HomePage
from home.sources.figures import figure_blocks, figure_of
from tests.factories.home import make_site, site_content

pytestmark = pytest.mark.django_db

FIGURES = {"bars", "levels", "numbers", "before_after"}
SAID: dict[str, tuple[str, list[Any]]] = {
    "kanazawa-hr": ("pyramid", [2000, 100, 40, 10]),
    "ota-pio": ("waffle", [4200, 80]),
    "kado": ("stairs", [None, None]),
}


@pytest.fixture(scope="module")
def told(django_db_setup: None, django_db_blocker: Any) -> Iterator[HomePage]:
    """The site with the programmes of other cities."""
    with django_db_blocker.unblock(), transaction.atomic():
        cache.clear()
        yield make_site({**site_content(), "elsewhere": read("elsewhere")["programmes"]})
        transaction.set_rollback(True)


def pages() -> list[BodyPage]:
    return [page for page in Page.objects.live().specific() if isinstance(page, BodyPage)]


def the_page(slug: str, language: str) -> BodyPage:
    page = Page.objects.get(slug=slug, locale__language_code=language).specific
    assert isinstance(page, BodyPage)
    return page


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("slug", SAID)
def test_the_numbers_of_a_city_are_drawn_in_their_form(told: HomePage, slug: str, language: str):
    value = next(child.value for child in the_page(slug, language).body if child.block_type == "levels")
    assert (value["form"], [row["value"] for row in value["rows"]]) == SAID[slug]
    assert all(row["shown"] and row["when"] for row in value["rows"])


@pytest.mark.parametrize(("path", "words"), [("/visits/", "約1,300件"), ("/en/visits/", "about 1,300")])
def test_visitors_see_how_voices_came_in_elsewhere(client: Client, told: HomePage, path: str, words: str):
    text = client.get(path).content.decode()
    assert words in text
    assert "<svg" in text


@pytest.mark.parametrize(
    ("path", "words"),
    [("/programmes/ota-pio/", "まえ：紙と電話"), ("/en/programmes/ota-pio/", "Before: paper and telephone")],
)
def test_the_first_step_of_ota_is_shown_before_and_after(client: Client, told: HomePage, path: str, words: str):
    text = client.get(path).content.decode()
    assert words in text
    assert text.count("data-compare") == 1


def test_an_editor_could_save_every_figure_as_it_is_seeded(told: HomePage):
    found = [child for page in pages() for child in page.body if child.block_type in FIGURES]
    assert {child.block_type for child in found} == FIGURES
    for child in found:
        child.block.clean(child.value)


def test_every_figure_carries_its_source_and_both_languages_have_the_same_numbers(told: HomePage):
    for page in pages():
        figures = [figure for block in figure_blocks(page.body) if (figure := figure_of(block)) is not None]
        assert all("出典" in figure.source or "Source" in figure.source for figure in figures), page.slug
        assert all(figure.sentence.endswith(("。", ".")) for figure in figures), page.slug
        twin = page.get_translations().live().first()
        assert twin is not None
        others = [figure_of(block) for block in figure_blocks(twin.specific.body)]
        assert len(figures) == len([figure for figure in others if figure is not None])


def test_numbers_need_as_many_words_as_values():
    one = {"plot": "waffle", "points": [1, 2, 3], "ja": {"points": [{"label": "a", "shown": "b", "when": "c"}]}}
    with pytest.raises(ValueError, match="zip"):
        bodies.numbers_section(one, "ja")
