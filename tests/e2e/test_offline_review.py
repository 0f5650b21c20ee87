"""A juror's page where the network comes and goes: the total follows, nothing that was chosen is lost."""

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import DESK, PHONE, Walker, WalkerMaker
from tests.e2e.steps import into_the_tunnel

pytestmark = pytest.mark.e2e
WORD = "地図を先に。"
SAVED = "#autosave[data-state=saved]"


def juror(walker: WalkerMaker, seeds: dict[str, Any], viewport: dict[str, int], **options: object) -> Walker:
    person = walker(viewport, **options)
    person.hold(seeds["sessions"]["juror-by-click"])
    person.go(seeds["pages"]["juror-by-click"][1])
    return person


def choose(person: Walker, place: int, value: str) -> None:
    person.page.locator(".scale").nth(place).locator(f"input[value='{value}']").check(force=True)


def chosen(person: Walker) -> list[str]:
    return person.page.locator("form[data-score-form] input:checked").evaluate_all("all => all.map((one) => one.value)")


def dies_and_comes_back(person: Walker) -> None:
    place = person.page.url.removeprefix(person.base)
    person.page.goto("about:blank")
    person.context.set_offline(False)
    person.go(place)


def test_scores_survive_a_reload_a_tunnel_and_a_dead_battery(walker: WalkerMaker, seeds: dict[str, Any]):
    phone = juror(walker, seeds, PHONE)
    total = phone.page.locator("[data-total]")
    choose(phone, 0, "4")
    expect(total).to_contain_text("ここまでの合計：20.0点／100点（あと4項目）")
    expect(phone.page.locator("[data-announce]")).to_contain_text("20.0点")
    expect(phone.page.locator(SAVED)).to_have_count(1)
    phone.page.reload()
    assert chosen(phone) == ["4"]

    into_the_tunnel(phone)
    choose(phone, 1, "3")
    phone.page.locator("#comment").fill(WORD)
    expect(phone.page.locator("#autosave[data-state=offline]")).to_have_count(1)
    dies_and_comes_back(phone)
    expect(phone.page.locator("#comment")).to_have_value(WORD)
    expect(total).to_contain_text("32.0点／100点（あと3項目）")
    expect(phone.page.locator(SAVED)).to_have_count(1)
    phone.check()

    # Another device without a script: the server has it all, and its total.
    desk = juror(walker, seeds, DESK, java_script_enabled=False)
    assert (chosen(desk), desk.page.locator("#comment").input_value()) == (["4", "3"], WORD)
    expect(desk.page.locator("[data-total]")).to_contain_text("32.0点／100点")
    desk.check()


def test_twin_without_what_the_device_keeps_it_is_lost(walker: WalkerMaker, seeds: dict[str, Any]):
    phone = juror(walker, seeds, PHONE)
    phone.context.add_init_script("Storage.prototype.setItem = () => { throw new Error('forbidden') }")
    phone.page.reload()
    before = chosen(phone)
    into_the_tunnel(phone)
    choose(phone, 4, "5")
    expect(phone.page.locator("#autosave[data-state=offline]")).to_have_count(1)
    dies_and_comes_back(phone)
    assert chosen(phone) == before
