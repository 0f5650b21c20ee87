"""One's own account in a real browser: second factor, password, login sessions, and an invitation."""

import re
import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from tests.e2e.conftest import DESK, PHONE, Walker, WalkerMaker
from tests.e2e.steps import answer, code_for, press

pytestmark = pytest.mark.e2e
SUBMIT = "main form.form button[data-kind=primary]"
PASSWORD = "ながいながいあいことばです"
LINK = re.compile(r"/invitations/[\w-]+/")


def log_in(walker: Walker, email: str, start: str = "/login/") -> None:
    """An address, then the digits from the mail."""
    walker.go(start)
    answer(walker.page, {"email": email})
    press(walker.page, SUBMIT)
    answer(walker.page, {"code": code_for(walker, email)})
    press(walker.page, SUBMIT)


def app_shows(secret: str, steps: int = 0) -> str:
    """The digits of an authenticator app now, or some half-minutes later."""
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps)))


def test_second_factor_from_the_picture_to_the_recovery_code(walker: WalkerMaker):
    desk, email = walker(DESK, "ja"), "two-factors@example.jp"
    page = desk.page
    log_in(desk, email)
    desk.go("/account/second-factor/")
    desk.check()
    page.locator("main details summary").first.click()
    secret = (page.locator("main details code").inner_text()).replace(" ", "")
    answer(page, {"code": "000000"})
    press(page, SUBMIT)
    assert page.locator("[aria-invalid=true]").count() == 1
    answer(page, {"code": app_shows(secret)})
    press(page, SUBMIT)
    assert page.url.endswith("/account/recovery-codes/")
    desk.check()
    codes = page.locator(".codes code").all_inner_texts()
    assert len(set(codes)) == 10
    with page.expect_download() as saved:
        page.locator("a[download]").click()
    assert saved.value.path().read_text().split() == codes
    desk.go("/account/second-factor/")
    desk.check()

    phone = walker(PHONE, "en")
    log_in(phone, email, "/en/login/")
    assert phone.page.url.endswith("/en/login/second/")
    phone.check()
    answer(phone.page, {"code": app_shows(secret, 1)})
    press(phone.page, SUBMIT)
    phone.go("/en/account/")
    phone.check()
    third = walker(PHONE, "ja", java_script_enabled=False)
    log_in(third, email)
    answer(third.page, {"code": codes[3]})
    press(third.page, SUBMIT)
    third.go("/account/recovery-codes/")
    assert third.page.locator(".codes code").all_inner_texts() == [code for code in codes if code != codes[3]]


def test_logging_out_another_device_and_choosing_a_password(walker: WalkerMaker):
    email = "two-devices@example.jp"
    desk, phone = walker(DESK, "en"), walker(PHONE, "ja", java_script_enabled=False)
    log_in(desk, email, "/en/login/")
    log_in(phone, email)
    desk.go("/en/account/")
    desk.check()
    there = "form[action*='/account/sessions/'][action$='/end/']:not([action$='/sessions/end/'])"
    assert desk.page.locator(there).count() == 1
    press(desk.page, f"{there} button")
    assert desk.page.locator(there).count() == 0
    phone.go("/account/")
    assert "/login/" in phone.page.url

    log_in(phone, email)
    desk.go("/en/account/password/")
    desk.check()
    answer(desk.page, {"password": PASSWORD})
    press(desk.page, SUBMIT)
    assert desk.page.url.endswith("/en/account/")
    phone.go("/account/")
    assert "/login/" in phone.page.url
    phone.go("/login/password/")
    answer(phone.page, {"email": email, "password": PASSWORD})
    press(phone.page, SUBMIT)
    phone.go("/account/")
    assert email in phone.page.locator("main").inner_text()


def test_an_invitation_survives_whoever_opens_its_link_and_works_once(walker: WalkerMaker):
    owner, guest, email = walker(DESK, "ja"), walker(PHONE, "ja"), "invited-guest@example.jp"
    owner.become("owner")
    owner.go("/account/")
    press(owner.page, "main a[href*='/organisations/']:not([href$='/new/'])")
    answer(owner.page, {"email": email})
    press(owner.page, SUBMIT)
    owner.check()
    link = link_for(owner, email)

    scanner = walker(DESK, "en", java_script_enabled=False)
    for _time in range(2):
        scanner.go(link)
    guest.go(link)
    guest.check()
    press(guest.page, "main a[href*='/login/']")
    answer(guest.page, {"email": email})
    press(guest.page, SUBMIT)
    answer(guest.page, {"code": code_for(guest, email)})
    press(guest.page, SUBMIT)
    assert guest.page.url.endswith(link)
    guest.check()
    press(guest.page, "main form button[data-kind=primary]")
    assert "/organisations/" in guest.page.url
    guest.check()
    used = scanner.page.goto(scanner.base + link)
    assert (used is not None and used.status, scanner.page.locator("main form").count()) == (410, 0)


def link_for(walker: Walker, email: str) -> str:
    """Where the newest invitation mailed to this address leads."""
    page = walker.context.new_page()
    for _try in range(60):
        page.goto(f"{walker.base}/demo/mail/")
        mail = page.locator("li.card", has_text=email).first
        if mail.count():
            mail.locator("a").first.click()
            page.wait_for_load_state()
            found = LINK.search(" ".join(frame.content() for frame in page.frames))
            if found:
                page.close()
                return found[0]
        page.wait_for_timeout(500)
    raise AssertionError(f"no invitation reached {email}")
