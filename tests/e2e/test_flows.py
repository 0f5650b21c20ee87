"""How many presses, fields and minutes it takes people to get where they want to go.

The numbers are what the product promises for each task; `flow.py` says how they are counted.
Handing in an entry is measured in test_main_job.py and test_without_script.py, which walk that way anyway.
"""

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import DESK, PHONE, Walker, WalkerMaker
from tests.e2e.flow import Flow
from tests.e2e.steps import code_for

pytestmark = pytest.mark.e2e
PRIMARY = "main form button[data-kind=primary]"


def test_what_is_called_for_is_one_press_away_and_said_in_ten_seconds(walker: WalkerMaker):
    visitor = walker(PHONE)
    visitor.go("/")
    flow = Flow(visitor)
    flow.press("main a[href*='/programmes/kdx/']")
    assert flow.clicks == 1
    # On the first screen: whether, until when, for whom and what it costs.
    answer = visitor.page.locator("main .deadline")
    box = answer.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= PHONE["height"]
    assert visitor.page.locator("main .chip", has_text="いま募集中").first.is_visible()
    assert re.search(r"\d+月\d+日（.）\d+:\d+ まで\s+定員 \d+社／\d+分・無料", answer.inner_text())
    assert flow.time_to_read(answer.inner_text()) <= 10
    assert visitor.page.locator(".river [data-state=now]").count() == 1
    assert visitor.page.locator("main details summary").count() >= 3
    assert visitor.page.locator("main article.card").count() >= 2


def test_coming_along_to_an_event_is_two_presses_and_two_fields(walker: WalkerMaker):
    visitor = walker(PHONE)
    visitor.go("/communities/events/")
    flow = Flow(visitor)
    flow.press("main a:has-text('町工場めぐりの日')")
    flow.answer({"name": "来る人", "email": "comes@example.jp"})
    flow.press(PRIMARY)
    assert visitor.page.url.endswith("/done/")
    assert (flow.clicks, flow.fields, flow.choices, flow.passwords) == (2, 2, 0, 0)
    assert visitor.page.locator("main a[href$='.ics']").count() == 1


def link_in_mail(person: Walker, email: str, part: str) -> str:
    """Where the newest mail to this address leads."""
    person.go("/demo/mail/")
    person.page.locator("li.card", has_text=email).locator("a").first.click()
    person.page.wait_for_url("**/demo/mail/*-*/")
    link = person.page.locator(f"article a[href*='{part}']").last.get_attribute("href") or ""
    return link[link.index("/", len("https://")) :]


def test_going_on_with_a_draft_is_two_presses_and_six_digits(walker: WalkerMaker, seeds: dict[str, Any]):
    entrant, email = walker(PHONE), "stopped-entrant@example.jp"
    link = link_in_mail(entrant, email, "/login/from-mail/")
    flow = Flow(entrant)
    flow.follow(link)
    entrant.page.wait_for_url("**/login/code/")
    entrant.check()
    flow.answer({"code": code_for(entrant, email)})
    flow.press(PRIMARY)
    assert (flow.clicks, flow.fields, flow.choices) == (2, 1, 0)
    assert entrant.page.url.endswith("/plan/#id_trouble")
    assert entrant.page.evaluate("[document.activeElement.name, document.activeElement.value]") == [
        "trouble",
        "夜の配車が",
    ]
    entrant.check()


def test_what_was_sent_back_is_corrected_without_typing_anything_else(walker: WalkerMaker, seeds: dict[str, Any]):
    entrant = walker(PHONE)
    entrant.hold(seeds["sessions"]["returned-entrant"])
    link = link_in_mail(entrant, "returned-entrant@", "/correct/")
    flow = Flow(entrant)
    flow.follow(link)
    asked = entrant.page.locator("#entry-form :is(input:not([type=hidden]), textarea, select)")
    assert asked.evaluate_all("all => all.map((one) => one.name)") == ["phone", "plan"]
    flow.read()
    flow.answer({"phone": "0240000001", "plan": "空きが地図に出ます。1年後には、便の半分に荷物があります。"})
    flow.press("#entry-form button[data-kind=primary]")
    assert (flow.clicks, flow.fields, flow.choices) == (2, 2, 0)
    assert flow.minutes <= 2

    entrant.go("/my/")
    flow = Flow(entrant)
    assert entrant.page.locator("main .river [aria-current=step] .here").is_visible()
    flow.press("main section a.btn[data-kind=primary]")
    assert flow.clicks == 1
    assert entrant.page.url.endswith(seeds["returned"])


def test_results_are_announced_with_three_presses_after_a_preview(walker: WalkerMaker, seeds: dict[str, Any]):
    staff = walker(DESK)
    staff.hold(seeds["sessions"]["staff"])
    staff.go(seeds["board"])
    flow = Flow(staff)
    flow.press("main a[href$='/ranking/']")
    flow.press("main a[href$='/announce/']")
    preview = staff.page.locator("main").inner_text()
    assert "まだ何も送っていません" in preview
    for title in ("朝の受付 0", "朝の受付 1"):
        assert title in preview
    staff.check()
    flow.press(PRIMARY)
    assert flow.clicks == 3
    expect(staff.page.locator("main")).to_contain_text("発表")
    staff.go(seeds["board"])
    assert staff.page.locator("main a[href$='/announce/']").count() == 0


def test_the_free_hours_of_a_week_are_given_within_a_minute(walker: WalkerMaker, seeds: dict[str, Any]):
    mentor = walker(DESK)
    mentor.hold(seeds["sessions"]["mentor"])
    mentor.go("/mentors/agenda/")
    flow = Flow(mentor)
    flow.press("main a[href$='/agenda/week/']")
    flow.read("main")
    cells = mentor.page.locator("label.week__cell:not(:has(:checked))")
    for _hour in range(4):
        cells.first.click()
        flow.chose()
    # The link to the meeting is the one of the week before.
    assert mentor.page.locator("[name=link]").input_value().startswith("https://")
    flow.press(PRIMARY)
    assert mentor.page.locator("main [aria-invalid=true]").count() == 0
    assert (flow.clicks, flow.choices, flow.fields) == (2, 4, 0)
    assert flow.minutes <= 1
    mentor.check()


def test_one_tap_answers_the_question_of_the_front_page(walker: WalkerMaker):
    visitor = walker(PHONE)
    visitor.go("/")
    flow = Flow(visitor)
    flow.tap(".poll__answer")
    expect(visitor.page.locator(".poll__answer[aria-pressed=true]")).to_have_count(1)
    assert (flow.clicks, flow.fields, flow.choices, flow.passwords) == (1, 0, 0, 0)
    visitor.check()


def test_joining_the_next_session_is_one_press_from_the_start_page(walker: WalkerMaker, seeds: dict[str, Any]):
    company = walker(PHONE)
    company.hold(seeds["sessions"]["soon-company"])
    company.go("/my/")
    step = company.page.locator("main a.btn[data-kind=primary]")
    assert step.count() == 1
    assert (step.inner_text().strip(), step.get_attribute("href")) == ("参加する", "https://meet.example.jp/a")
    company.check()


def test_a_mentor_prepares_with_one_press_within_a_minute(walker: WalkerMaker, seeds: dict[str, Any]):
    mentor = walker(DESK)
    mentor.hold(seeds["sessions"]["begun-mentor"])
    link = link_in_mail(mentor, "begun-mentor@", "/mentors/sessions/")
    assert link == seeds["begun"]
    flow = Flow(mentor)
    flow.follow(link)
    flow.read("main .sessioncard")
    assert (flow.clicks, flow.fields, flow.choices) == (1, 0, 0)
    assert flow.seconds <= 60
    card = mentor.page.locator("main .sessioncard")
    for words in ("夜の配車をやめる", "配車表を写真で送る"):
        assert words in card.inner_text()
    # Joining is one press from here, on the first screen.
    box = card.locator("a[href='https://meet.example.jp/a']").bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= DESK["height"]


def test_the_record_of_a_session_is_three_fields_in_ninety_seconds(walker: WalkerMaker, seeds: dict[str, Any]):
    mentor = walker(DESK)
    mentor.hold(seeds["sessions"]["begun-mentor"])
    mentor.go(seeds["begun"])
    flow = Flow(mentor)
    flow.read("#record form")
    flow.answer({"decided": "朝の配車を2人で組む。", "next_step": "3日ためす", "next_time": "来月のはじめ"})
    flow.press("#record button[value=confirm]")
    assert mentor.page.locator("#record [aria-invalid=true]").count() == 0
    assert (flow.clicks, flow.fields, flow.choices) == (1, 3, 0)
    assert flow.seconds <= 90
    expect(mentor.page.locator("#record .sides")).to_contain_text("確認")
    mentor.check()
