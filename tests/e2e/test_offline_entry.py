"""The entry form where the network comes and goes, and on another device: nothing that was typed is lost."""

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import DESK, PHONE, Walker, WalkerMaker
from tests.e2e.steps import ANSWERS, answer, code_for, into_the_tunnel, press

pytestmark = pytest.mark.e2e
EMAIL = "between-tunnels@example.jp"
NEXT = "main form button[data-kind=primary][type=submit]"
# What stands in the fields of a page, as they would be sent.
TYPED = """() => {
  const all = {}
  for (const [name, value] of new FormData(document.querySelector('#entry-form'))) all[name] = value
  return all
}"""
# As typed, but for what the server writes in its own way.
KEPT = {
    "corporate_number": "3900000000055",
    "org_kana": "タカサキヨシノマチコウバ",
    "postal_code": "963-8601",
    "rep_kana": "ダイヒョウ エヌシャ",
}


def held(person: Walker, button: str = NEXT) -> None:
    """Press without a network: the page stays, and says why."""
    here = person.page.url
    person.context.set_offline(True)
    person.page.locator(button).first.click()
    expect(person.page.locator(".offline-note[role=alert]")).to_contain_text("電波が届いていません")
    assert person.page.url == here


def back_again(person: Walker) -> None:
    person.context.set_offline(False)
    expect(person.page.locator(".offline-note")).to_have_count(0)


def begin(person: Walker, term: str, *, tunnel: bool = False, email: str = EMAIL) -> None:
    """Step 1 with its code, on a device that knows nothing yet."""
    person.go(f"/programmes/{term}/enter/")
    answer(person.page, {"email": email, **ANSWERS["start"]})
    if tunnel:
        held(person)
        back_again(person)
    press(person.page, NEXT)
    answer(person.page, {"code": code_for(person, email)})
    if tunnel:
        held(person)
        back_again(person)
    press(person.page, NEXT)


def halves(step: str) -> tuple[dict[str, Any], dict[str, Any]]:
    rows = list(ANSWERS[step].items())
    return dict(rows[: len(rows) // 2]), dict(rows[len(rows) // 2 :])


def test_nothing_typed_is_lost_between_tunnels_batteries_and_devices(walker: WalkerMaker, seeds: dict[str, Any]):
    phone, term = walker(PHONE), seeds["calling"]
    begin(phone, term, tunnel=True)

    # Step 2: press in a tunnel, type on in it, and then the battery is empty.
    first, second = halves("company")
    answer(phone.page, first)
    held(phone)
    answer(phone.page, second)
    place = phone.page.url
    phone.page.goto("about:blank")
    phone.context.set_offline(False)
    phone.go(place.removeprefix(phone.base))
    assert missing(phone, "company") == {}
    press(phone.page, NEXT)

    # Step 3: the network seems to be there, but nothing gets through; the browser shows its own page.
    first, second = halves("plan")
    answer(phone.page, first)
    phone.context.route("**/entries/**", lambda route: route.abort())
    answer(phone.page, second)
    with phone.page.expect_event("requestfailed", lambda request: request.is_navigation_request()):
        phone.page.locator(NEXT).first.click(no_wait_after=True)
    phone.context.unroute("**/entries/**")
    plan = place.removeprefix(phone.base).replace("/company/", "/plan/")
    phone.go(plan)
    assert missing(phone, "plan") == {}
    press(phone.page, NEXT)
    assert phone.problems == []
    phone.context.close()

    # Another device: the mail's digits, and everything is there; it goes on where something is open.
    desk = walker(DESK)
    begin(desk, term)
    assert desk.page.url.endswith("/consent/")
    answer(desk.page, ANSWERS["consent"])
    held(desk)
    back_again(desk)
    press(desk.page, NEXT)
    held(desk, "form[action$='/submit/'] button[type=submit]")
    back_again(desk)
    for step in ("company", "plan", "consent"):
        desk.go(plan.replace("/plan/", f"/{step}/"))
        assert missing(desk, step) == {}
    press(desk.page, NEXT)
    press(desk.page, "form[action$='/submit/'] button[type=submit]")
    assert desk.page.url.endswith("/receipt/")


def missing(person: Walker, step: str) -> dict[str, tuple[str, str]]:
    """What does not stand there as it was typed: name → (typed, there)."""
    typed = {name: "on" if value is True else str(value) for name, value in ANSWERS[step].items()}
    there = person.page.evaluate(TYPED)
    return {
        name: (value, there.get(name, ""))
        for name, value in typed.items()
        if there.get(name, "") not in {value, KEPT.get(name)}
    }


def test_twin_without_what_the_device_keeps_it_is_lost(walker: WalkerMaker, seeds: dict[str, Any]):
    entrant = walker(PHONE)
    begin(entrant, seeds["calling"], email="tsugi@example.jp")
    plan = entrant.page.url.removeprefix(entrant.base).replace("/company/", "/plan/")
    entrant.context.add_init_script("Storage.prototype.setItem = () => { throw new Error('forbidden') }")
    entrant.go(plan)
    into_the_tunnel(entrant)
    answer(entrant.page, {"plan": "トンネルの中で書いた文"})
    entrant.page.goto("about:blank")
    entrant.context.set_offline(False)
    entrant.go(plan)
    assert "トンネル" not in entrant.page.locator("[name=plan]").input_value()
