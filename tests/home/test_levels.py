"""Numbers that an editor types and has drawn as pyramid, hundred squares or stairs."""

import re
from typing import Any

import pytest
from django.test import Client
from django.utils import translation
from wagtail.blocks import StructBlockValidationError

from home.actions.pages import ensure_page
from home.models import HomePage, StandardPage
from home.sections.levels import LevelsBlock
from home.sources.levels import levels_figure
from tests.factories.home import NOW

SHARE = [("町工場", 4200.0, "約4,200社"), ("10人以下", 80.0, "約80％")]
STEPS = [("国の支援のあと", None, "年に数百万円"), ("いま", None, "約3億円")]
STAFF = [("一般職員", 2000.0, "約2,000人"), ("アドバイザー", 40.0, "=40人"), ("リーダー", 100.0, "100人")]


def typed(form: str, rows: list[tuple[str, float | None, str]]) -> dict[str, Any]:
    """What the section holds."""
    names = ("label", "value", "shown")
    return {
        "title": "", "text": "", "form": form, "sentence": "見てわかること", "source": "出典：試験（2023年11月）",
        "rows": [{**dict(zip(names, row, strict=True)), "when": "2023年11月"} for row in rows], "is_made_up": False,
    }  # fmt: skip


def checked(form: str, rows: list[tuple[str, float | None, str]]) -> Any:
    block = LevelsBlock()
    return block.clean(block.to_python(typed(form, rows)))


@pytest.mark.parametrize(("form", "rows"), [("pyramid", STAFF), ("waffle", SHARE), ("stairs", STEPS)])
def test_a_page_shows_the_figure_with_its_source_and_numbers(
    client: Client, site: HomePage, form: str, rows: list[tuple[str, float | None, str]]
):
    ensure_page(
        StandardPage, parent=site, slug=form, title="数", locale=site.locale, now=NOW,
        sections=[("levels", typed(form, rows))],
    )  # fmt: skip
    text = client.get(f"/{form}/").content.decode()
    wanted = ("<svg", "見てわかること", "出典：試験（2023年11月）", *(row[2] for row in rows))
    assert [words for words in wanted if words not in text] == []
    assert "架空" not in text.partition("<main")[2].partition("</main")[0]
    found = re.search(r'href="(/figures/[^"]+\.csv)"', text)
    assert found is not None
    numbers = client.get(found[1]).content.decode()
    assert all(words in numbers for words in ("出典：試験（2023年11月）", "2023年11月", rows[0][2]))


def test_a_made_up_number_says_so_and_a_formula_stays_text(client: Client, site: HomePage):
    value = {**typed("pyramid", STAFF), "is_made_up": True}
    ensure_page(
        StandardPage, parent=site, slug="made-up", title="数", locale=site.locale, now=NOW, sections=[("levels", value)]
    )
    text = client.get("/made-up/").content.decode()
    assert "架空" in text.partition("<main")[2].partition("</main")[0]
    found = re.search(r'href="(/figures/[^"]+\.csv)"', text)
    assert found is not None
    assert "アドバイザー,40,'=40人,2023年11月" in client.get(found[1]).content.decode()


def test_the_few_stand_on_top_in_whatever_order_they_were_typed():
    figure = levels_figure(typed("pyramid", STAFF))
    assert [row[1] for row in figure.rows] == [40, 100, 2000]


def test_each_reader_gets_the_notes_in_their_language():
    for language, note in (("ja", "大きさではありません"), ("en", "not size"), ("ja", "大きさではありません")):
        with translation.override(language):
            assert note in levels_figure(typed("stairs", STEPS)).wide


@pytest.mark.parametrize(("form", "rows"), [("pyramid", STAFF), ("waffle", SHARE), ("stairs", STEPS)])
def test_good_rows_are_accepted(form: str, rows: list[tuple[str, float | None, str]]):
    assert [row["shown"] for row in checked(form, rows)["rows"]] == [row[2] for row in rows]


@pytest.mark.parametrize(
    ("form", "rows"),
    [
        ("pyramid", STEPS),
        ("waffle", STEPS),
        ("waffle", STAFF),
        ("waffle", [SHARE[0], ("10人以下", 101.0, "全部より多い")]),
        ("stairs", STEPS[:1]),
        ("stairs", STEPS * 4),
        ("elsewhere", STEPS),
    ],
)
def test_rows_that_cannot_be_drawn_are_refused(form: str, rows: list[tuple[str, float | None, str]]):
    with pytest.raises(StructBlockValidationError):
        checked(form, rows)


def test_without_the_check_a_share_beyond_all_could_not_be_drawn():
    with pytest.raises(ValueError, match="0 to 100"):
        levels_figure(typed("waffle", [SHARE[0], ("10人以下", 101.0, "全部より多い")]))


def test_search_reads_the_words_and_not_the_form():
    block = LevelsBlock()
    found = block.get_searchable_content(block.to_python(typed("waffle", SHARE)))
    assert "町工場" in found
    assert "waffle" not in found
