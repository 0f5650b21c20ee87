"""Text at 200 %: the pages with the most on them stay whole, nothing cut off and nothing on top of something else."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, Route

from tests.e2e.conftest import DESK, PHONE, Walker, WalkerMaker
from tests.faults.harness import Server, fresh_server

pytestmark = pytest.mark.e2e

# One person who is juror, mentor and member, so that one login sees all pages.
MAKE = """
from accounts.enums import RoleKind
from cohorts.actions import declare_conflict
from django.utils import timezone
from tests.factories.accounts import RoleFactory, UserFactory
from tests.factories.cohorts import make_entry
from tests.factories.communities import CommunityFactory, MembershipFactory, channel_in, said
from tests.factories.mentoring import adopted_entry, make_mentor, make_pin, make_sketch
from tests.faults.sessions import open_session

reader = UserFactory(email="reader@example.jp", display_name="スペシャルサポーター")
RoleFactory(user=reader, kind=RoleKind.JUROR)
make_mentor(reader)
adopted = adopted_entry()
sketch = make_sketch(adopted)
for place in (0.1, 0.4, 0.9):
    make_pin(sketch, reader, x=place)
entry = make_entry(adopted.cohort, UserFactory(), "reviewing")
declare_conflict(entry=entry, has_conflict=False, by=reader, now=timezone.now())
community = CommunityFactory()
MembershipFactory(community=community, user=reader)
channel = channel_in(community)
said(channel, reader, "帰りの荷台が空いています。部品の行き来なら、ついでに運べます。")
print(open_session(reader.email), f"/communities/channels/{channel.public_id}/",
      f"/review/{entry.public_id}/ /sketches/{sketch.public_id}/")
"""
# What is cut off by its box or by the window, and which words in one box lie on each other.
FAULTS = """() => {
  const width = document.documentElement.clientWidth, faults = [], places = []
  if (document.documentElement.scrollWidth > width) faults.push('the page scrolls sideways')
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    const node = walker.currentNode, holder = node.parentElement
    const unseen = holder.closest('.vh, .skip, .count, script, style, template')
    if (!node.data.trim() || unseen || !holder.checkVisibility()) continue
    const range = document.createRange()
    range.selectNodeContents(node)
    for (const box of range.getClientRects()) {
      if (box.width < 2 || scrolls(holder) || getComputedStyle(holder).clipPath !== 'none') continue
      const frame = clipper(holder)
      if (box.left < -1 || box.right > width + 1) faults.push('off: ' + node.data.trim())
      if (frame && (box.right > frame.right + 2 || box.left < frame.left - 2)) faults.push('cut: ' + node.data.trim())
      const home = holder.closest('header, .talk__head, form, fieldset')
      const beside = home ? places.filter((other) => other.home === home && other.holder !== holder) : []
      if (beside.some((other) => meet(other.box, box))) faults.push('on top: ' + node.data.trim())
      places.push({ home, holder, box })
    }
  }
  function scrolls(node) {
    for (; node !== document.body; node = node.parentElement)
      if (/auto|scroll/.test(getComputedStyle(node).overflowX)) return true
    return false
  }
  function clipper(node) {
    for (; node !== document.body; node = node.parentElement)
      if (getComputedStyle(node).overflowX !== 'visible') return node.getBoundingClientRect()
    return null
  }
  function meet(a, b) {
    const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left)
    return wide > 4 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 8
  }
  return [...new Set(faults)]
}"""


TWICE = (
    "() => { const sheet = new CSSStyleSheet(); sheet.replaceSync('html { font-size: 200% !important }');"
    " document.adoptedStyleSheets = [sheet] }"
)


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """A server of its own: the pages need an entry that is being judged."""
    with fresh_server("sqlite") as running:
        running.start()
        yield running


@pytest.fixture(scope="module")
def made(server: Server) -> list[str]:
    """The reader's login session, then the front page for the header, a channel, the scoring of an entry, a sketch."""
    session, *pages = server.python(MAKE).strip().splitlines()[-1].split()
    return [session, "/", *pages]


@pytest.fixture
def reader(walker: WalkerMaker, server: Server, made: list[str]) -> Walker:
    """Somebody who reads at a desk, signed in."""
    person = walker(DESK)
    person.context.add_cookies([{"name": "sessionid", "value": made[0], "url": server.url}])
    return person


def faults(page: Page, width: int) -> list[str]:
    """What is wrong with the open page at this width with text at 200 %."""
    page.set_viewport_size({"width": width, "height": 780})
    page.evaluate(TWICE)
    return page.evaluate(FAULTS)


def test_pages_stay_whole_with_text_at_200_per_cent(made: list[str], reader: Walker):
    for address in made[1:]:
        reader.go(address)
        found = {width: faults(reader.page, width) for width in (DESK["width"], PHONE["width"])}
        assert found == {1280: [], 360: []}, address


def test_without_layouts_that_follow_the_text_words_are_cut_off_and_cover_each_other(made: list[str], reader: Walker):
    def unaware(route: Route) -> None:
        sheet = route.fetch()
        route.fulfill(response=sheet, body=sheet.text().replace("@container page", "@media"))

    reader.page.route("**/main*.css", unaware)
    reader.go(made[3])
    found = faults(reader.page, PHONE["width"])
    assert any(fault.startswith("cut: ") for fault in found), found
