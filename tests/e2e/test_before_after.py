"""Before and after on a page: by hand, by keyboard alone, and without scripts."""

import pytest
from playwright.sync_api import Page

from tests.e2e.conftest import DESK, PHONE, WalkerMaker

pytestmark = pytest.mark.e2e

ADDRESS = "/programmes/ota-pio/"


def pictures(page: Page) -> list[bool]:
    return [picture.is_visible() for picture in page.locator(".ba img").all()]


def uncovered(page: Page) -> str:
    """How much of the picture on top is cut away from the left."""
    return str(page.locator(".ba img").last.evaluate("one => getComputedStyle(one).clipPath"))


def test_the_pictures_are_compared_with_the_keyboard_alone(walker: WalkerMaker):
    reader = walker(DESK)
    reader.go(ADDRESS)
    beside, over = reader.page.locator(".comparing button").all()
    assert pictures(reader.page) == [True, True]
    beside.focus()
    reader.page.keyboard.press("Tab")
    reader.page.keyboard.press("Enter")
    assert (beside.get_attribute("aria-pressed"), over.get_attribute("aria-pressed")) == ("false", "true")
    assert "50%" in uncovered(reader.page)
    reader.page.keyboard.press("Tab")
    reader.page.keyboard.press("Home")
    assert "100%" in uncovered(reader.page)
    reader.page.keyboard.press("End")
    assert "50%" not in uncovered(reader.page)
    assert "100%" not in uncovered(reader.page)
    reader.check()


@pytest.mark.parametrize("viewport", [DESK, PHONE])
def test_the_pictures_stand_beside_each_other_without_scripts(walker: WalkerMaker, viewport: dict[str, int]):
    reader = walker(viewport, java_script_enabled=False)
    reader.go(ADDRESS)
    assert pictures(reader.page) == [True, True]
    assert reader.page.locator(".comparing, .compare-range").count() == 0
    assert all(reader.page.locator(".ba img").nth(n).get_attribute("alt") for n in (0, 1))
