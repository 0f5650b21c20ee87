"""自分向けか知る: from the front page to a result, on a phone with one thumb, with and without scripts."""

import re

import pytest

from cohorts.diagnosis import AXES
from tests.e2e.conftest import DESK, PHONE, Walker, WalkerMaker
from tests.e2e.flow import Flow
from tests.e2e.steps import press
from tests.faults.harness import Server

pytestmark = pytest.mark.e2e
SEND = "form.diag-form button[data-kind=primary]"
LINK = "main a[href$='/diagnosis/']"
NOW = [f"{axis.key}_now" for axis in AXES]
NAMES = [f"{axis.key}_{when}" for axis in AXES for when in ("now", "goal")]


def tap(person: Walker, name: str, value: int) -> None:
    """Press one number as a finger does: its box is large enough and nothing lies over it."""
    box = person.page.locator(f"label:has([name={name}][value='{value}'])")
    box.scroll_into_view_if_needed()
    size = box.bounding_box()
    assert size["width"] >= 44
    assert size["height"] >= 44
    person.page.mouse.click(size["x"] + size["width"] / 2, size["y"] + size["height"] / 2)


def answer(person: Walker, left_out: str) -> None:
    """Answer where the company stands, but for one."""
    for name in NOW:
        if name != left_out:
            tap(person, name, 1)


@pytest.mark.parametrize("front", ["/", "/en/"])
def test_one_press_seven_answers_one_submit(walker: WalkerMaker, front: str):
    person = walker(PHONE, "en" if front == "/en/" else "ja")
    person.go(front)
    flow = Flow(person)
    flow.press(LINK)
    assert person.page.url.endswith(f"{front}diagnosis/")
    person.check()
    groups = person.page.locator("form.diag-form input[type=radio]").evaluate_all(
        "all => [...new Set(all.map(one => one.name))]"
    )
    assert groups == NAMES
    others = "form.diag-form :is(input:not([type=hidden], [type=radio]), textarea, select)"
    assert person.page.locator(others).count() == 0
    # The goal stands at 3 already; whoever wants another one chooses it.
    assert (
        person.page.locator("form.diag-form input:checked").evaluate_all("all => all.map(one => one.value)")
        == ["3"] * 7
    )
    flow.read("main")
    for name in NOW:
        tap(person, name, 1)
        flow.chose()
    assert person.page.locator("form.diag-form button[type=submit]").count() == 1
    flow.press(SEND)
    assert (flow.clicks, flow.choices, flow.fields, flow.passwords) == (2, 7, 0, 0)
    if front == "/":  # words count as read when they are long; English words on buttons are
        assert flow.minutes <= 3
    assert re.search(r"/diagnosis/[0-9a-f]{32}\.[\w-]{43}/$", person.page.url)
    assert person.page.locator(".next").count() == 1
    assert person.page.locator(".plot__narrow svg[role=img]").is_visible()
    person.check()


def test_what_is_missing_is_named_and_the_rest_stays_also_without_scripts(walker: WalkerMaker):
    person = walker(PHONE, java_script_enabled=False)
    person.go("/diagnosis/")
    answer(person, left_out="team_now")
    press(person.page, SEND)
    assert person.page.locator("#errors a").all_inner_texts() == ["体制（いま）：0から5のうち、1つ選んでください。"]
    assert person.page.locator("form.diag-form input:checked").count() == 13
    person.page.locator("#errors a").click()
    assert person.page.evaluate("location.hash") == "#id_team_now_0"
    tap(person, "team_now", 1)
    tap(person, "team_goal", 4)
    press(person.page, SEND)
    assert person.page.locator("main h1").inner_text() == "いちばん差が大きいのは「体制」。いま1、3年後は4です。"
    person.check()


def test_the_keyboard_alone_answers_and_deletes(walker: WalkerMaker):
    person = walker(DESK)
    person.go("/diagnosis/")
    for _ in NAMES:
        person.page.keyboard.press("2")
    assert person.page.locator("form.diag-form input[value='2']:checked").count() == 14
    person.page.locator(SEND).focus()
    with person.page.expect_navigation():
        person.page.keyboard.press("Enter")
    result = person.page.url
    person.check()
    press(person.page, "main a[data-kind=danger]")
    person.check()
    press(person.page, "main button[data-kind=danger]")
    assert person.page.url.endswith("/diagnosis/")
    assert person.page.goto(result).status == 404


def test_the_programme_page_asks_whether_it_is_for_me(walker: WalkerMaker, server: Server):
    person = walker(PHONE)
    person.go("/programmes/")
    pages = person.page.locator("main a[href^='/programmes/']").evaluate_all("all => all.map(one => one.pathname)")
    person.go(next(page for page in pages if re.fullmatch(r"/programmes/[^/]+/", page)))
    press(person.page, LINK)
    assert person.page.url.endswith("/diagnosis/")
