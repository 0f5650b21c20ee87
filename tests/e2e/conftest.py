"""A real server with the demonstration, a real worker, and real browsers."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from hiroba.launch.browser import SHELL, installed
from tests.e2e.seeds import make
from tests.faults.harness import ROOT, Server, fresh_server

CHROMIUM = installed()
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking",
         "--disable-component-update", "--disable-sync", "--no-first-run"]  # fmt: skip
PHONE = {"width": 360, "height": 780}
SERIOUS = ("serious", "critical")
DESK = {"width": 1280, "height": 900}


@dataclass
class Walker:
    """One person with a browser of their own; remembers what went wrong on the way."""

    context: BrowserContext
    page: Page
    base: str
    scripted: bool = True
    problems: list[str] = field(default_factory=list)

    def go(self, path: str) -> None:
        """Open an address of the product; anything but 200 fails."""
        response = self.page.goto(self.base + path)
        assert response is not None and response.status == 200, (path, response and response.status)

    def hold(self, session: str) -> None:
        """Be logged in: a walk that is not about logging in need not walk through it."""
        self.context.add_cookies([{"name": "sessionid", "value": session, "url": self.base}])

    def become(self, persona: str) -> None:
        """Sign in as a persona with one click on /demo/."""
        self.go("/demo/")
        self.page.locator(f"form[action$='/demo/{persona}/'] button").click()
        self.page.wait_for_load_state()

    def check(self, *, axe: bool = True) -> None:
        """axe finds nothing serious, nothing scrolls sideways, nothing came from elsewhere."""
        if self.scripted and axe:  # axe itself is a script
            found = Axe().run(self.page, options={"resultTypes": ["violations"]}).response["violations"]
            serious = [(v["id"], [n["target"] for n in v["nodes"]][:4]) for v in found if v["impact"] in SERIOUS]
            assert serious == [], (self.page.url, serious)
        wide = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, (self.page.url, f"{wide}px wider than the screen")
        assert self.problems == [], (self.page.url, self.problems)


@pytest.fixture(scope="session")
def database() -> str:
    """The database the browser tests run on: sqlite, or postgres (with Redis) when CI says so."""
    return os.environ.get("HIROBA_E2E_DB", "sqlite")


@pytest.fixture(scope="session")
def server(database: str) -> Iterator[Server]:
    """The demonstration on a free port, with a worker beside it."""
    with fresh_server(database, redis=database == "postgres", demo=True) as running:
        running.start()
        with (running.data / "worker.log").open("ab") as log:
            worker = subprocess.Popen(
                [sys.executable, "manage.py", "worker"],
                cwd=ROOT,
                env=running.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        yield running
        os.killpg(worker.pid, signal.SIGTERM)
        worker.wait(20)


@pytest.fixture(scope="session")
def seeds(server: Server) -> dict[str, Any]:
    """People with login sessions, entries in every state and the addresses of all kinds of pages."""
    return make(server)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's chromium, headless; closed with the file, since its event loop would disturb other tests."""
    assert CHROMIUM, f"Chromium is missing: apt-get install {SHELL}"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def walker(browser: Browser, server: Server) -> Iterator["WalkerMaker"]:
    """Make people with browsers: `walker(PHONE, "ja")`; all are closed at the end."""
    maker = WalkerMaker(browser, server.url)
    yield maker
    for made in maker.made:
        made.context.close()


@dataclass
class WalkerMaker:
    """Opens contexts and listens to what goes wrong in them."""

    browser: Browser
    base: str
    made: list[Walker] = field(default_factory=list)

    def __call__(self, viewport: dict[str, int], language: str = "ja", **options: object) -> Walker:
        context = self.browser.new_context(
            viewport=viewport, locale="ja-JP" if language == "ja" else "en-GB", timezone_id="Asia/Tokyo",
            has_touch=viewport == PHONE, **options,
        )  # fmt: skip
        context.set_default_timeout(15_000)
        walker = Walker(
            context, context.new_page(), self.base, scripted=options.get("java_script_enabled", True) is True
        )
        walker.page.on("pageerror", lambda error: walker.problems.append(f"script: {error}"))
        walker.page.on("request", lambda request: self._third_party(walker, request.url))
        walker.page.on("response", lambda r: r.status >= 500 and walker.problems.append(f"{r.status} {r.url}"))
        self.made.append(walker)
        return walker

    def _third_party(self, walker: Walker, url: str) -> None:
        if not url.startswith((self.base, "data:", "blob:", self.base.replace("http", "ws"))):
            walker.problems.append(f"from elsewhere: {url}")
