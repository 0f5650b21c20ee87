"""A case on paper, and pages in a system that draws everything in two colours."""

import pytest
from playwright.sync_api import Page, Route

from tests.e2e.conftest import DESK, WalkerMaker
from tests.faults.harness import Server

pytestmark = pytest.mark.e2e

NOISE = ".ribbon, .header, .crumb, .seg, .compare-range, .next, .help, .footer, .btn"
# What tells a point of the timeline or an entry of the menu from the others when colours are gone.
DRAWN = """(nodes) => nodes.map((node) => {
  const of = (part) => getComputedStyle(node, part), own = of(null), mark = of('::before'), line = of('::after')
  return [own.borderBottomWidth, own.borderBottomColor === own.backgroundColor, mark.backgroundColor,
    mark.outlineStyle, mark.outlineWidth].join()
})"""


def case_of(server: Server) -> str:
    """The address of a case with a picture of before and after."""
    return server.python(
        "from home.models import ShowcasePage\n"
        "cases = ShowcasePage.objects.live().filter(locale__language_code='ja')\n"
        "print(next(case.url for case in cases if case.before and case.after and case.source))"
    ).strip()


def noise_on_paper(page: Page) -> int:
    page.emulate_media(media="print")
    return sum(part.is_visible() for part in page.locator(NOISE).all())


def test_a_case_on_paper_shows_both_drawings_source_and_address(walker: WalkerMaker, server: Server):
    reader = walker(DESK)
    address = case_of(server)
    reader.go(address)
    assert noise_on_paper(reader.page) == 0
    main = reader.page.locator("main")
    assert [picture.is_visible() for picture in main.locator(".ba img").all()] == [True, True]
    assert main.locator(".source").first.is_visible()
    assert reader.base + address in main.inner_text()
    reader.page.emulate_media(media="screen")
    assert reader.base + address not in main.inner_text()

    reader.page.route("**/main*.css", lambda route: leave_out(route, "@media print"))
    reader.go(address)
    assert noise_on_paper(reader.page) > 0


def test_current_entry_and_points_of_the_timeline_differ_without_colours(walker: WalkerMaker):
    reader = walker(DESK, forced_colors="active")
    reader.go("/programmes/kdx/")
    assert stands_out(reader.page)
    looks = {state: looks_of(reader.page, state) for state in ("past", "now", "next")}
    assert all(len(of) == 1 for of in looks.values()), looks
    assert len(set.union(*looks.values())) == 3, looks

    reader.page.route("**/main*.css", lambda route: leave_out(route, "@media(forced-colors:active)"))
    reader.go("/programmes/kdx/")
    assert not stands_out(reader.page)


def stands_out(page: Page) -> bool:
    """Whether the entry of the menu that is open is drawn in another way than the others."""
    current = page.locator(".header .nav a[aria-current]").evaluate_all(DRAWN)
    others = page.locator(".header .nav a:not([aria-current])").evaluate_all(DRAWN)
    assert len(current) == 1
    assert others
    return current[0] not in others


def leave_out(route: Route, condition: str) -> None:
    """Answer with the stylesheet, but the rules under this condition never hold."""
    sheet = route.fetch()
    assert condition in sheet.text()
    route.fulfill(response=sheet, body=sheet.text().replace(condition, "@media tty"))


def looks_of(page: Page, state: str) -> set[str]:
    """How points of the timeline are drawn that are past, now, or still to come."""
    which = f"[data-state={state}]" if state != "next" else ":not([data-state=past], [data-state=now])"
    return set(page.locator(f".river li{which}").evaluate_all(DRAWN))
