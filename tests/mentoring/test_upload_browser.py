"""A drawing on its way from a real browser: refused, cut off, stopped, arrived; with and without script."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.conftest import DESK, PHONE, Walker, browser, walker
from tests.factories.common import picture_bytes
from tests.faults.harness import Server, fresh_server

pytestmark = pytest.mark.e2e
__all__ = ["browser", "walker"]

MAKE = """
from tests.factories.mentoring import adopted_entry
from tests.faults.sessions import open_session
from accounts.actions import ensure_persona
from django.utils import timezone
owner = ensure_persona(persona="owner", email="owner@example.jp", display_name="owner", now=timezone.now())
print(adopted_entry(applicant=owner).public_id, open_session(owner.email))
"""


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with fresh_server("sqlite") as running:
        running.start()
        yield running


@pytest.fixture(scope="module")
def made(server: Server) -> tuple[str, str]:
    """Where a sketch is added, and a login session of the one who may."""
    entry, session = server.python(MAKE).split()
    return f"/sketches/add/{entry}/", session


def at_the_form(walker, made: tuple[str, str], viewport, language: str = "ja", **options) -> Walker:
    path, session = made
    person = walker(viewport, language, **options)
    person.hold(session)
    person.go(f"/en{path}" if language == "en" else path)
    return person


@pytest.fixture
def drawing(tmp_path: Path) -> Path:
    path = tmp_path / "plan.png"
    path.write_bytes(picture_bytes(size=(1200, 800)))
    return path


@pytest.fixture
def liar(tmp_path: Path) -> Path:
    path = tmp_path / "liar.png"
    path.write_bytes(b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>" + b" " * 3_000_000)
    return path


def test_refused_cut_off_and_arrived(walker, made, drawing, liar):
    person = at_the_form(walker, made, DESK, "en")
    page = person.page
    page.locator("[name=title]").fill("A lorry drives full")
    page.locator("[name=caption]").fill("Six workshops share one lorry.")
    go = page.get_by_role("button", name="Put it on the table")

    # Cut off on the way: a sentence, everything still there, the button works.
    page.route(f"**{made[0]}", lambda route: route.abort() if route.request.method == "POST" else route.continue_())
    page.locator("[name=file]").set_input_files(drawing)
    go.click()
    page.get_by_text("The connection was lost").first.wait_for()
    assert page.locator("[name=caption]").input_value() == "Six workshops share one lorry."
    person.check()
    person.problems.clear()
    page.unroute(f"**{made[0]}")

    # A file that lies: the sentence takes the focus, the words stay, the file has to be chosen anew.
    page.locator("[name=file]").set_input_files(liar)
    go.click()
    page.get_by_text("is not what its name says").first.wait_for()
    assert page.evaluate("document.activeElement.closest('[role=alert], .errors, [data-focus-on-load]') !== null")
    assert page.locator("[name=title]").input_value() == "A lorry drives full"
    assert page.evaluate("document.querySelector('[name=file]').files.length") == 0

    # Something else is missing: the right file is kept.
    page.locator("[name=file]").set_input_files(drawing)
    page.locator("[name=caption]").fill("")
    go.click()
    page.get_by_text("Please say in one line").first.wait_for()
    assert page.evaluate("document.querySelector('[name=file]').files[0].name") == "plan.png"
    person.problems.clear()

    page.locator("[name=caption]").fill("Six workshops share one lorry.")
    go.click()
    page.wait_for_url("**/sketches/*-*/")
    assert page.get_by_role("heading", name="A lorry drives full").count() == 1


def test_a_slow_upload_can_be_watched_and_stopped(walker, made, drawing):
    person = at_the_form(walker, made, PHONE)
    page = person.page
    page.locator("[name=title]").fill("荷台の見える化")
    page.locator("[name=caption]").fill("荷台が半分空いている。")
    page.locator("[name=file]").set_input_files(drawing)
    page.route(f"**{made[0]}", lambda route: None)  # never answered
    page.get_by_role("button", name="のせる").click()
    page.get_by_role("progressbar").wait_for()
    person.check()
    page.get_by_role("button", name="送るのを止める").click()
    page.get_by_text("送るのを止めました").first.wait_for()
    assert page.locator("[name=title]").input_value() == "荷台の見える化"
    person.problems.clear()


def test_without_a_script_the_same_form_works(walker, made, drawing):
    person = at_the_form(walker, made, PHONE, java_script_enabled=False)
    page = person.page
    assert page.get_by_role("progressbar").count() == 0
    page.locator("[name=title]").fill("荷台の見える化")
    page.locator("[name=caption]").fill("荷台が半分空いている。")
    page.locator("[name=file]").set_input_files(drawing)
    page.get_by_role("button", name="のせる").click()
    page.wait_for_url("**/sketches/*-*/")
