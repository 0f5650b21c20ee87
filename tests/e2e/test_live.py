"""Live updates on the board of `/ui/`, in real browsers: offline, without WebSockets, in three tabs, while typing.

Each protection has its twin: what happens with the outbox's storage, its lock, its key, the fallback or the guard of
the input method off. The twins take the protection out of the browser, not out of the code.
"""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.board import (
    FRESH_KEYS,
    LOG,
    NO_IME_GUARD,
    NO_JITTER,
    NO_LOCK,
    NO_SOCKET,
    NO_STORAGE,
    NOTES,
    SETTLE_MS,
    at_the_board,
    execute,
    shown,
    wait_for,
    write,
    write_offline_and_reload,
)
from tests.e2e.conftest import DESK, PHONE, Walker, WalkerMaker
from tests.faults.harness import Server

pytestmark = pytest.mark.e2e


@pytest.fixture(autouse=True)
def _two_of_the_staff_and_an_empty_board(server: Server) -> None:
    execute(server, "UPDATE accounts_user SET is_staff = true WHERE persona = 'contractor'")
    execute(server, "DELETE FROM livedemo_note")


def test_what_is_written_offline_arrives_once_and_in_order(walker: WalkerMaker):
    one, other = at_the_board(walker, "staff"), at_the_board(walker, "contractor", PHONE)
    write(one.page, "まえ")
    wait_for(other.page, "まえ")
    write_offline_and_reload(one, "一", "二", "三")
    for person in (one, other):
        wait_for(person.page, "まえ", "一", "二", "三")
    # Who is here and who is writing, changing and taking down arrive too.
    expect(one.page.locator("[data-present] li")).to_have_count(2)
    other.page.locator("#board textarea").press_sequentially("あ")
    expect(one.page.locator("#board [data-typing]")).to_contain_text("書いています")
    other.page.locator("#board textarea").fill("")
    one.page.locator(".board details").last.locator("summary").click()
    one.page.locator(".board details[open] textarea").fill("三の二")
    one.page.locator(".board details[open] .btn").first.click()
    wait_for(other.page, "まえ", "一", "二", "三の二")
    one.page.locator(".board details").last.locator("summary").click()
    one.page.locator(".board details[open] .btn[data-kind=danger]").click()
    wait_for(other.page, "まえ", "一", "二")
    expect(other.page.locator(".board .msg[data-state=removed]")).to_have_count(1)
    other.check()


def test_twin_without_the_storage_a_reload_loses_it(walker: WalkerMaker):
    one = at_the_board(walker, "staff", DESK, NO_STORAGE)
    expect(one.page.locator("[data-forgetful]")).to_be_visible()
    write_offline_and_reload(one, "一")
    one.page.wait_for_timeout(1000)
    assert shown(one.page) == []


def test_where_sockets_are_blocked_the_same_arrives_by_polling(walker: WalkerMaker):
    one = at_the_board(walker, "staff", DESK, NO_JITTER, NO_SOCKET)
    other = at_the_board(walker, "contractor", PHONE, NO_JITTER, NO_SOCKET)
    for person in (one, other):
        expect(person.page.locator("[data-live-status]")).to_contain_text("別の方法で", timeout=SETTLE_MS)
    write(one.page, "まえ")
    wait_for(other.page, "まえ")
    write_offline_and_reload(one, "一", "二", "三")
    write(other.page, "四")
    expect(other.page.locator(".board .msg[data-id]")).to_have_count(5, timeout=SETTLE_MS)
    expect(one.page.locator(".board .msg[data-id]")).to_have_count(5, timeout=SETTLE_MS)
    assert shown(one.page) == shown(other.page)
    assert [text for text in shown(one.page) if text in "一二三"] == ["一", "二", "三"]


def test_twin_without_the_fallback_nothing_arrives(walker: WalkerMaker):
    one = at_the_board(walker, "staff")
    other = at_the_board(walker, "contractor", PHONE, NO_JITTER, NO_SOCKET)
    other.context.route("**/streams/**", lambda route: route.abort())
    write(one.page, "一")
    wait_for(one.page, "一")
    other.page.wait_for_timeout(3000)
    assert shown(other.page) == []


def convert_kana(person: Walker) -> None:
    """A conversion that is ended with Enter, as an input method does it."""
    devtools = person.context.new_cdp_session(person.page)
    person.page.locator("#board textarea").focus()
    devtools.send("Input.imeSetComposition", {"text": "にほん", "selectionStart": 3, "selectionEnd": 3})
    for modifiers in (0, 2):  # Enter alone, and with Ctrl held
        for kind in ("rawKeyDown", "keyUp"):
            devtools.send(
                "Input.dispatchKeyEvent",
                {"type": kind, "key": "Process", "code": "Enter", "windowsVirtualKeyCode": 229, "modifiers": modifiers},
            )
            devtools.send(
                "Input.dispatchKeyEvent",
                {"type": kind, "key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 13, "modifiers": modifiers},
            )
    person.page.wait_for_timeout(500)


def test_converting_kana_never_sends(walker: WalkerMaker):
    one = at_the_board(walker, "staff")
    convert_kana(one)
    assert shown(one.page) == []
    one.page.locator("#board textarea").fill("日本")
    one.page.locator("#board textarea").press("Control+Enter")
    wait_for(one.page, "日本")


def test_twin_without_the_guard_kana_are_sent(walker: WalkerMaker):
    one = at_the_board(walker, "staff", DESK, NO_IME_GUARD)
    convert_kana(one)
    assert shown(one.page) != []


def three_tabs(walker: WalkerMaker, *scripts: str) -> tuple[list[Page], list[str]]:
    """Three tabs of one person write three notes each at the same time; answers them and what the last one shows."""
    one = at_the_board(walker, "staff", DESK, LOG, *scripts)
    tabs = [one.page, one.context.new_page(), one.context.new_page()]
    for tab in tabs[1:]:
        tab.goto(f"{one.base}/ui/")
    one.context.set_offline(True)
    for index, tab in enumerate(tabs):
        write(tab, *(f"{index}-{number}" for number in range(3)))
    one.context.set_offline(False)
    for tab in tabs:
        expect(tab.locator(".board [data-client-id]")).to_have_count(0, timeout=SETTLE_MS)
    last = at_the_board(walker, "contractor")
    return tabs, shown(last.page)


def most_at_once(tabs: list[Page]) -> int:
    attempts = [attempt for tab in tabs for attempt in tab.evaluate("window.attempts")]
    return max(sum(one["from"] <= other["from"] < one["to"] for one in attempts) for other in attempts)


def test_three_tabs_share_one_outbox(walker: WalkerMaker):
    tabs, kept = three_tabs(walker)
    assert kept == [f"{tab}-{number}" for tab in range(3) for number in range(3)]
    assert most_at_once(tabs) == 1
    for tab in tabs:
        wait_for(tab, *kept)


def test_twin_without_lock_and_key_tabs_send_at_once_and_twice(walker: WalkerMaker):
    tabs, kept = three_tabs(walker, NO_LOCK, FRESH_KEYS)
    assert most_at_once(tabs) > 1
    assert len(kept) > 9


def lose_the_answer(person: Walker) -> None:
    """The server takes the note, and its answer gets lost on the way back; once."""

    def handle(route):
        route.fetch()
        route.abort()

    person.context.route(NOTES, handle, times=1)


@pytest.mark.parametrize(("scripts", "count"), [((), 1), ((FRESH_KEYS,), 2)], ids=["protected", "twin: another key"])
def test_an_answer_that_got_lost_doubles_nothing(walker: WalkerMaker, scripts: tuple[str, ...], count: int):
    one = at_the_board(walker, "staff", DESK, NO_JITTER, *scripts)
    lose_the_answer(one)
    write(one.page, "一")
    expect(one.page.locator(".board [data-client-id] [data-state-text]")).to_contain_text("まだ届いていません")
    one.page.get_by_role("button", name="もう一度").click()
    wait_for(one.page, *["一"] * count)


def test_an_old_token_is_exchanged_and_nothing_goes_out_under_another_name(walker: WalkerMaker):
    one = at_the_board(walker, "staff")
    other_tab = one.context.new_page()
    one.context.route(NOTES, lambda route: route.abort())
    write(one.page, "事業担当が書いた")
    expect(one.page.locator(".board [data-client-id] [data-retry]")).to_be_visible()
    # In another tab the person logs in anew: the first page's token is worthless now.
    second = Walker(one.context, other_tab, one.base)
    second.become("contractor")
    one.context.unroute(NOTES)
    one.page.get_by_role("button", name="もう一度").click()
    expect(one.page.locator(".board [data-state-text]")).to_contain_text("別の方がログイン")
    second.become("staff")
    one.page.get_by_role("button", name="もう一度").click()
    wait_for(one.page, "事業担当が書いた")
    expect(one.page.locator(".board .msg__by b").last).to_have_text("事業担当（産業政策課）")


def test_logging_out_asks_before_it_throws_away(walker: WalkerMaker):
    one = at_the_board(walker, "staff")
    one.context.route(NOTES, lambda route: route.abort())
    write(one.page, "まだ届かない")
    expect(one.page.locator(".board [data-client-id] [data-retry]")).to_be_visible()
    one.go("/logout/")
    expect(one.page.locator("[data-unsent]")).to_contain_text("まだ届かない")
    one.check()
    one.page.locator("main form button[data-kind=primary]").click()
    one.page.wait_for_timeout(300)
    assert one.page.url.endswith("/logout/")
    assert one.page.evaluate("document.activeElement.hasAttribute('data-unsent')")
    one.page.get_by_role("button", name="捨ててログアウト").click()
    one.page.wait_for_url(lambda url: "/logout/" not in url)
    one.become("staff")
    one.go("/ui/")
    one.page.wait_for_timeout(500)
    assert shown(one.page) == []


STAND = """() => {
  const list = document.querySelector('.board .msgs');
  const field = document.activeElement;
  return [scrollY, list.scrollTop, field.id, field.value, field.selectionStart];
}"""


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["wide", "phone"])
def test_live_updates_move_neither_focus_nor_scroll(walker: WalkerMaker, viewport: dict[str, int]):
    other = at_the_board(walker, "staff")
    write(other.page, *(f"{number} " + "あ" * 80 for number in range(8)))
    expect(other.page.locator(".board [data-client-id]")).to_have_count(0, timeout=SETTLE_MS)
    one = at_the_board(walker, "contractor", viewport)
    page = one.page
    page.locator("#board textarea").press_sequentially("書きかけ")
    page.keyboard.press("ArrowLeft")
    page.evaluate("document.querySelector('.board .msgs').scrollTop = 60")
    before = page.evaluate(STAND)
    write(other.page, "一", "二", "三")
    expect(page.locator(".board .msg[data-id]")).to_have_count(11, timeout=SETTLE_MS)
    other.page.locator(".board details").last.locator("summary").click()
    other.page.locator(".board details[open] textarea").fill("三の二\nもっと長く\nなりました")
    other.page.locator(".board details[open] .btn").first.click()
    expect(page.locator(".board .msgs")).to_contain_text("三の二", timeout=SETTLE_MS)
    assert page.evaluate(STAND) == before
    said = page.locator("[data-announce]").inner_text()
    assert "新しい書きこみ" in said
    assert page.locator("[data-live-status], [data-announce]").count() == 2
    one.check()
