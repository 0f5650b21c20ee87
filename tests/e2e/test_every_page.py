"""Every kind of page once in Japanese on a phone and once in English at a desk: axe, and nothing scrolls sideways.

All findings come together at the end, so that one run shows everything.
"""

from typing import Any

import pytest

from tests.e2e.conftest import DESK, PHONE, Walker, WalkerMaker

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("browser")]
WAYS = (("ja", PHONE, ""), ("en", DESK, "/en"))


def test_every_kind_of_page_is_accessible_and_fits(walker: WalkerMaker, seeds: dict[str, Any]):
    found, seen = [], 0
    for who, paths in seeds["pages"].items():
        for language, viewport, prefix in WAYS:
            person = walker(viewport, language)
            if who:
                person.hold(seeds["sessions"][who])
            for path in paths:
                found += problems(person, prefix + path)
                seen += 1
            person.context.close()
    assert found == []
    assert seen >= 2 * 50


def problems(person: Walker, path: str) -> list[str]:
    """What is wrong with this page."""
    response = person.page.goto(person.base + path)
    if response is None or response.status != 200:
        return [f"{path}: {response and response.status}"]
    try:
        person.check()
    except AssertionError as error:
        person.problems.clear()
        return [f"{path}: {str(error).splitlines()[0]}"]
    return []
