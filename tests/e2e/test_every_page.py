"""Every kind of page once in Japanese on a phone and once in English at a desk: axe, and nothing scrolls sideways.

All findings come together at the end, so that one run shows everything. axe takes longer than the page: it sees each
page in one of the two ways, in turns.
"""

from typing import Any

import pytest

from tests.e2e.conftest import DESK, PHONE, Walker, WalkerMaker

pytestmark = pytest.mark.e2e
WAYS = (("ja", PHONE, ""), ("en", DESK, "/en"))


def test_every_kind_of_page_is_accessible_and_fits(walker: WalkerMaker, seeds: dict[str, Any]):
    pages = [(who, path) for who, paths in seeds["pages"].items() for path in paths]
    found = []
    for turn, (language, viewport, prefix) in enumerate(WAYS):
        person = walker(viewport, language)
        for number, (who, path) in enumerate(pages):
            person.context.clear_cookies()
            if who:
                person.hold(seeds["sessions"][who])
            found += problems(person, prefix + path, axe=number % len(WAYS) == turn)
    assert found == []
    assert len(pages) > 50


def problems(person: Walker, path: str, *, axe: bool) -> list[str]:
    """What is wrong with this page."""
    response = person.page.goto(person.base + path)
    if response is None or response.status != 200:
        return [f"{path}: {response and response.status}"]
    try:
        person.check(axe=axe)
    except AssertionError as error:
        person.problems.clear()
        return [f"{path}: {str(error).splitlines()[0]}"]
    return []
