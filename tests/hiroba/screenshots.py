"""Render the README's pictures from a demonstration of its own (`make screenshots`).

Run as `python -m tests.hiroba.screenshots`; writes `docs/pictures/<name>-<width>.png`.
"""

import json
from dataclasses import dataclass

from playwright.sync_api import Browser, sync_playwright

from hiroba.launch.browser import installed
from tests.faults.harness import Server, fresh_server
from tests.hiroba.sizes import ROOT

PICTURES = ROOT / "docs" / "pictures"
VIEWPORTS = ({"width": 1280, "height": 900}, {"width": 360, "height": 780})
FLAGS = ["--no-sandbox", "--disable-gpu"]

# Runs in the demonstration's settings: the addresses hold random ids.
ADDRESSES = """
import json
from cohorts.models import Cohort, Entry
from communities.models import Channel
from django.db.models import Count
from django.urls import reverse
from home.models import ProgrammePage, ShowcasePage
from mentoring.models import Sketch

def of(name, thing):
    return reverse(name, args=[thing.public_id])

def busiest(rows, said):
    return rows.annotate(said=Count(said)).order_by("-said").first()

TERM_CHANNELS = Channel.objects.filter(community__kind="cohort")
draft = Entry.objects.get(state="draft")
board = Cohort.objects.order_by("pk").first()
print(json.dumps({
    "programme": ["visitor", ProgrammePage.objects.live().filter(locale__language_code="ja").first().url],
    "showcase": ["visitor", ShowcasePage.objects.live().filter(locale__language_code="ja").first().url],
    "entry": ["declined", reverse("cohorts:entry_step", args=[draft.public_id, "plan"])],
    "channel": ["owner", of("communities:channel", busiest(TERM_CHANNELS, "messages"))],
    "sketch": ["mentor", of("mentoring:sketch", busiest(Sketch.objects, "annotations"))],
    "board": ["staff", of("cohorts:staff_board", board)],
}))
"""


@dataclass(frozen=True)
class Picture:
    """One page, seen by one persona."""

    name: str
    persona: str
    address: str


def pictures(server: Server) -> list[Picture]:
    """What the README shows, in its order."""
    found = json.loads(server.python(ADDRESSES))
    return [Picture("home", "visitor", "/"), *(Picture(name, who, where) for name, (who, where) in found.items())]


def render(browser: Browser, base: str, picture: Picture, viewport: dict[str, int]) -> None:
    """Take one picture; a page that does not answer 200 must not become one."""
    context = browser.new_context(viewport=viewport, locale="ja-JP", reduced_motion="reduce")
    page = context.new_page()
    if picture.persona != "visitor":
        page.goto(f"{base}/demo/")
        page.locator(f"form[action$='/demo/{picture.persona}/'] button").click()
        page.wait_for_load_state()
    response = page.goto(base + picture.address)
    if response is None or response.status != 200:
        raise RuntimeError(f"{picture.name}: {picture.address} did not answer 200")
    page.wait_for_load_state("networkidle")
    page.screenshot(path=PICTURES / f"{picture.name}-{viewport['width']}.png")
    context.close()


def main() -> None:
    """Start a demonstration, take every picture at both widths, stop it."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with fresh_server("sqlite", demo=True) as server, sync_playwright() as playwright:
        server.start()
        browser = playwright.chromium.launch(executable_path=installed(), args=FLAGS)
        for picture in pictures(server):
            for viewport in VIEWPORTS:
                render(browser, server.url, picture, viewport)
                print(f"{picture.name} {viewport['width']}")


if __name__ == "__main__":
    main()
