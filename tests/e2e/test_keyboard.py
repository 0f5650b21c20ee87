"""Entering, scoring and pinning with the keyboard alone: Tab, Shift+Tab, Enter, Space, arrows, and no mouse at all."""

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import DESK, WalkerMaker
from tests.e2e.flow import Flow
from tests.e2e.hands import Hands
from tests.e2e.steps import ANSWERS, code_for

pytestmark = pytest.mark.e2e
NEXT = "#entry-form button[data-kind=primary]"
HERE = "() => { const at = document.activeElement; return [at.name, at.value, at.selectionStart, scrollY] }"


def test_an_entry_from_its_first_question_to_the_receipt(walker: WalkerMaker, seeds: dict[str, Any]):
    person = walker(DESK)
    hands, page, email = Hands(person), person.page, "keyboard-only@example.jp"
    person.go(f"/programmes/{seeds['calling']}/enter/")
    hands.answer({"email": email, **ANSWERS["start"]})
    hands.press("main form button[data-kind=primary]")
    code = code_for(person, email)
    hands.answer({"code": code})
    hands.press("main form button[data-kind=primary]", "Space")
    for step in ("company", "plan"):
        assert page.url.endswith(f"/{step}/"), page.url
        hands.answer(ANSWERS[step])
        hands.press(NEXT)
    # Once with something left out: the focus lies on the list of errors, its link leads to the place.
    hands.press(NEXT)
    assert page.evaluate("document.activeElement.id") == "errors"
    hands.reach("#errors a")
    hands.key("Enter")
    hands.answer({"consent_privacy": True, "consent_clean": True})
    hands.reach("[name='publish_title']", "Shift+Tab")
    hands.key("Space")
    hands.press(NEXT)
    hands.press("form[action$='/submit/'] button[type=submit]")
    assert page.url.endswith("/receipt/")
    hands.check()


def test_an_entry_is_scored_on_one_screen_with_the_keys_1_to_5(walker: WalkerMaker, seeds: dict[str, Any]):
    juror = walker(DESK)
    juror.hold(seeds["sessions"]["juror-by-keys"])
    hands, page = Hands(juror), juror.page
    juror.go("/review/")
    hands.press("main a[href*='/review/']")
    hands.press("button[name=conflict][value=no]")
    first = page.url
    flow = Flow(juror)
    scales = page.locator("form[data-score-form] .scale").count()
    assert scales == 5
    for number in (4, 3, 5, 2, 4):
        hands.key(str(number))
        flow.chose()
    chosen = page.locator("form[data-score-form] .scale input:checked").evaluate_all(
        "all => all.map((one) => one.value)"
    )
    assert chosen == ["4", "3", "5", "2", "4"]
    # Digits in a sentence are words.
    hands.answer({"comment": "5社で試すとよいです。"})
    hands.key("1")
    assert page.locator("form[data-score-form] .scale input:checked").count() == 5
    hands.press("form[data-score-form] button[data-kind=primary]")
    flow.clicks += 1
    assert (flow.clicks, flow.choices) == (1, 5)
    assert page.url != first
    assert "/review/" in page.url  # the next entry is there already
    hands.check()


def test_a_pin_is_set_on_a_sketch_and_news_leave_the_focus_alone(walker: WalkerMaker, seeds: dict[str, Any]):
    mentor, other = walker(DESK), walker(DESK, "en")
    mentor.hold(seeds["sessions"]["mentor"])
    other.hold(seeds["sessions"]["owner"])
    hands, page = Hands(mentor), mentor.page
    mentor.go(seeds["sketch"])
    other.go("/en" + seeds["sketch"])
    pins = page.locator("[data-viewer] .pin").count()
    hands.reach("[data-pin-button]")
    hands.key("Enter")
    for arrow in ("ArrowLeft", "ArrowLeft", "ArrowUp"):
        hands.key(arrow)
    hands.key("Enter")
    hands.reach("[data-pin-form] textarea[name=body]")
    page.keyboard.insert_text("ここは手が足りますか。")
    before = page.evaluate(HERE)
    # Meanwhile somebody else pins something: it arrives, is said once, and moves nothing.
    pin_with_a_press(other)
    expect(page.locator("[data-viewer] .pin")).to_have_count(pins + 1)
    assert page.evaluate(HERE) == before
    expect(page.locator("[data-announce]")).not_to_be_empty()
    hands.reach("[data-pin-form] .btns [type=submit]")
    hands.key("Enter")
    expect(page.locator("[data-viewer] .pin")).to_have_count(pins + 2)
    expect(other.page.locator(".threads").get_by_text("ここは手が足りますか。")).to_have_count(1)
    hands.check()


def pin_with_a_press(person: Any) -> None:
    person.page.locator("[data-pin-button]").click()
    box = person.page.locator("[data-viewer] img").first.bounding_box()
    person.page.mouse.click(box["x"] + box["width"] * 0.7, box["y"] + box["height"] * 0.3)
    person.page.locator("[data-pin-form] textarea[name=body]").fill("Three of us could.")
    person.page.locator("[data-pin-form] .btns [type=submit]").click()
