"""The public pages and the entry form, in a browser that runs no scripts."""

from typing import Any

import pytest

from tests.e2e.conftest import PHONE, Walker, WalkerMaker
from tests.e2e.flow import Flow
from tests.e2e.steps import fill_in, press

pytestmark = pytest.mark.e2e


@pytest.fixture
def reader(walker: WalkerMaker) -> Walker:
    """Somebody on a phone whose browser runs no scripts."""
    return walker(PHONE, "ja", java_script_enabled=False)


def test_every_public_page_reached_from_the_front_page_reads_without_script(reader: Walker):
    """Follow the links of the front page and of the pages behind them, as a visitor without an account."""
    found, waiting = set(), ["/", "/en/"]
    while waiting:
        path = waiting.pop()
        reader.go(path)
        assert reader.page.locator("main h1").count() == 1, path
        assert reader.page.locator("main").inner_text().strip(), path
        assert reader.problems == [], path
        found.add(path)
        if len(found) < 40:
            links = reader.page.locator("main a[href^='/']").evaluate_all("all => all.map(a => a.pathname)")
            waiting += [link for link in dict.fromkeys(links) if is_page(link) and link not in {*found, *waiting}]
    assert {"/", "/en/"} < found
    assert len(found) >= 12


def is_page(path: str) -> bool:
    """Whether a link leads to a page that anybody may read, rather than to a file or behind the login."""
    return not path.endswith((".csv", ".xml")) and not path.startswith(
        ("/files/", "/media/", "/static/", "/login/", "/en/login/")
    )


def test_the_menu_opens_and_leads_without_script(reader: Walker):
    reader.go("/")
    reader.page.locator("header summary").first.click()
    press(reader.page, "header details[open] a[href*='/search/'], header details[open] a[href*='/communities/']")
    assert reader.page.locator("main h1").count() == 1


def test_an_entry_is_handed_in_without_script(reader: Walker, seeds: dict[str, Any]):
    reader.go(f"/programmes/{seeds['calling']}/enter/")
    _entry, _number, flow = fill_in(Flow(reader), "without-script@example.jp")
    assert (flow.clicks, flow.choices, flow.fields, flow.required, flow.passwords) == (6, 13, 15, 19, 0)
    assert flow.minutes <= 15
