"""The main job in real browsers: from the call to the showcase, with two people looking at the same thing."""

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import DESK, PHONE, Walker, WalkerMaker
from tests.e2e.steps import answer, close_term, enter, pdf_of_two_pages, press, review
from tests.faults.harness import Server

pytestmark = [pytest.mark.e2e, pytest.mark.smoke]


# Notes what the page says to a screen reader, and whether it was loaded anew meanwhile.
LISTEN = """() => {
  window.said = []
  const voice = document.querySelector('[data-announce]')
  new MutationObserver(() => voice.textContent && window.said.push(voice.textContent)).observe(voice, {
    childList: true, characterData: true, subtree: true })
}"""


def test_from_the_call_to_the_showcase(walker: WalkerMaker, server: Server, seeds: dict[str, Any]):
    term = seeds["term"]
    entrant = walker(PHONE, "ja")
    entry, number, flow = enter(entrant, term)
    assert (flow.clicks, flow.required, flow.passwords) == (7, 19, 0)
    assert flow.minutes <= 15

    staff = walker(DESK, "en")
    staff.become("staff")
    select(staff, walker(DESK, "en"), server, term, entry)
    talk(entrant, staff, entry)
    gather(entrant, staff, walker(PHONE, "ja"), seeds["outing"])
    book(entrant, entry)
    mentor = walker(DESK, "en")
    mentor.become("mentor")
    draw(entrant, mentor, entry)
    show(staff, walker(PHONE, "ja"), entry, number)


def select(staff: Walker, juror: Walker, server: Server, term: str, entry: str) -> None:
    """Check, score, decide, announce."""
    staff.go(f"/en/staff/cohorts/{term}/")
    staff.check()
    staff.go(f"/en/staff/entries/{entry}/")
    press(staff.page, f"form[action$='/entries/{entry}/check/'] button")
    juror.become("juror")
    review(juror, entry)
    close_term(server, term)
    staff.go(f"/en/staff/entries/{entry}/")
    answer(staff.page, {"outcome": "adopted", "reason": "merit"})
    press(staff.page, f"form[action$='/entries/{entry}/decide/'] button[type=submit]")
    staff.go(f"/en/staff/cohorts/{term}/ranking/")
    staff.check()
    staff.go(f"/en/staff/cohorts/{term}/announce/")
    staff.check()
    press(staff.page, "main form button[data-kind=primary]")


def talk(entrant: Walker, staff: Walker, entry: str) -> None:
    """A message of each arrives at the other without reload."""
    entrant.go(f"/entries/{entry}/")
    entrant.check()
    entrant.go("/communities/")
    entrant.check()
    press(entrant.page, "main a:has-text('第2期')")
    entrant.check()
    press(entrant.page, "main a[href*='/communities/channels/']")
    entrant.check()
    staff.go("/en" + entrant.page.url.removeprefix(entrant.base))
    staff.check()
    for writer, reader, words in ((entrant, staff, "はじめまして、酒粕の便です。"), (staff, entrant, "Welcome!")):
        writer.page.locator("textarea[name=body]").fill(words)
        writer.page.locator(
            "[data-composer] button[type=submit], form[data-composer] button[type=submit]"
        ).first.click()
        expect(writer.page.locator(".msgs").get_by_text(words)).to_be_visible()
        expect(reader.page.locator(".msgs").get_by_text(words)).to_have_count(1)


def gather(entrant: Walker, staff: Walker, visitor: Walker, event: str) -> None:
    """The twentieth registration flips the ring for two who are looking at it, and each hears one sentence."""
    entrant.go(event)
    staff.go("/en" + event)
    for person in (entrant, staff):
        assert "19" in person.page.locator(".ring").inner_text()
        person.page.locator("[name=name]").fill("書きかけ")
        person.page.evaluate(LISTEN)
    visitor.go(event)
    answer(visitor.page, {"name": "二十人目", "email": "the-twentieth@example.jp"})
    press(visitor.page, "main form button[data-kind=primary]")
    visitor.check()
    for person in (entrant, staff):
        expect(person.page.locator(".ring")).to_contain_text("20")
        sentence = person.page.locator("[data-sentence]").get_attribute("data-sentence")
        expect(person.page.locator("[data-announce]")).to_have_text(str(sentence))
        assert person.page.evaluate("window.said") == [sentence]
        assert person.page.evaluate("[document.activeElement.name, document.activeElement.value]") == [
            "name",
            "書きかけ",
        ]
        person.check()


def book(entrant: Walker, entry: str) -> None:
    """One hour with the mentor."""
    entrant.go("/mentors/")
    entrant.check()
    press(entrant.page, "a[href*='/mentors/slots/']")
    entrant.check()
    press(entrant.page, "main form button[data-kind=primary]")
    assert "/mentors/sessions/" in entrant.page.url, entrant.page.url
    entrant.check()


def draw(entrant: Walker, mentor: Walker, entry: str) -> None:
    """A PDF becomes pages; a pin of the mentor arrives at the entrant, an answer at the mentor."""
    page = entrant.page
    entrant.go(f"/sketches/add/{entry}/")
    entrant.check()
    answer(page, {"title": "酒粕を運ぶ帰り便", "caption": "帰りの便が、酒粕を積んで山を越える"})
    upload = {"name": "描いた絵.pdf", "mimeType": "application/pdf", "buffer": pdf_of_two_pages()}
    page.locator("input[type=file]").set_input_files(upload)
    press(page, "main form button[data-kind=primary]")
    expect(page.locator("[data-viewer] img").first).to_be_visible(timeout=30_000)
    entrant.check()
    mentor.go("/en" + page.url.removeprefix(entrant.base))
    mentor.check()
    pin(mentor, "Who loads it in the morning?")
    expect(page.locator(".threads").get_by_text("Who loads it in the morning?")).to_have_count(1)
    assert page.locator("[data-viewer] .pin").count() == 1
    if page.locator(".threads details[open]").count() == 0:
        page.locator(".threads summary").first.click()
    page.locator(".threads textarea:visible").first.fill("わたしです。")
    page.locator(".threads form button[type=submit]:visible").first.click()
    expect(mentor.page.locator(".threads").get_by_text("わたしです。")).to_have_count(1)
    entrant.check()
    mentor.check()


def pin(person: Walker, words: str) -> None:
    """Set a pin with a press on the drawing."""
    person.page.locator("[data-pin-button]").click()
    box = person.page.locator("[data-viewer] img").first.bounding_box()
    assert box is not None
    person.page.mouse.click(box["x"] + box["width"] * 0.4, box["y"] + box["height"] * 0.5)
    person.page.locator("[data-pin-form] textarea[name=body]").fill(words)
    person.page.locator("[data-pin-form] .btns [type=submit]").click()
    expect(person.page.locator(".threads").get_by_text(words)).to_have_count(1)


def show(staff: Walker, visitor: Walker, entry: str, number: str) -> None:
    """Publish with what did not work; a stranger finds it by a word of two characters."""
    staff.go(f"/en/staff/entries/{entry}/")
    staff.check()
    press(staff.page, f"main a[href$='/staff/showcase/{entry}/']")
    staff.check()
    press(staff.page, "main form button[data-kind=primary]")
    expect(staff.page.locator("main .errors, main .error").first).to_be_visible()
    answer(staff.page, {"tried": "帰り便に積んでみた", "worked": "空の便が減った", "not_worked": "冬は峠で止まった"})
    press(staff.page, "main form button[data-kind=primary]")
    visitor.go("/search/?q=酒粕")
    visitor.check()
    press(visitor.page, "main a:has-text('酒粕')")
    visitor.check()
    words = visitor.page.locator("main").inner_text()
    assert "冬は峠で止まった" in words
    assert number not in words
