"""What people do on the way from the call to the showcase; used by the browser walks."""

import io
import re

from PIL import Image, ImageDraw
from playwright.sync_api import Page

from tests.e2e.conftest import Walker
from tests.e2e.flow import Flow
from tests.faults.harness import Server

NEWCOMER = "newcomer@example.jp"
ANSWERS: dict[str, dict[str, str | bool]] = {
    "start": {"eligible_place": "yes", "eligible_size": "yes", "eligible_terms": "yes"},
    "company": {
        "kind": "company",
        "corporate_number": "Ｔ3900000000055",
        "org_name": "髙﨑𠮷の町工場",
        "org_kana": "たかさきよしのまちこうば",
        "postal_code": "９６３－８６０１",
        "address": "福島県郡山市（デモ）",
        "industry": "E",
        "employees": "20",
        "rep_family": "代表",
        "rep_given": "N社",
        "rep_kana": "だいひょう えぬしゃ",
        "rep_title": "代表",
        "phone": "0000000000",
        "second_same": True,
    },
    "plan": {
        "track": "value",
        "title": "酒粕を運ぶ帰り便",
        # About half of what fits, as people write.
        "trouble": "帰りの便は荷台が半分空いたまま走ります。どこに荷物があるかは、電話で聞いて回るしかなく、"
        "配車の係ひとりが夜まで残っています。燃料も上がり、このままでは続きません。",
        "plan": "空いた便で、となり町の酒粕を運びます。空きが地図に出て、蔵や農家が「乗せたい」と手を挙げられるように"
        "します。まず月に4便、となり町の蔵と試します。1年後には、帰りの便の半分に荷物があり、配車は昼のうちに終わり、"
        "酒粕を使う店が町に3軒できている、という姿にしたいです。若い運転手にも手伝ってもらい、地図の使い方を"
        "みんなで覚えます。",
    },
    "consent": {
        "publish_company": True,
        "publish_title": True,
        "publish_content": True,
        "consent_privacy": True,
        "consent_clean": True,
    },
}


def answer(page: Page, values: dict[str, str | bool]) -> None:
    """Fill in fields by name, where nobody counts."""
    Flow(Walker(page.context, page, "")).answer(values)


def press(page: Page, selector: str) -> None:
    """Press a button and wait for the page it leads to."""
    with page.expect_navigation():
        page.locator(selector).first.click()


def code_for(walker: Walker, email: str) -> str:
    """The newest six digits that were mailed to this address, read on /demo/mail/."""
    page = walker.context.new_page()
    for _try in range(60):
        page.goto(f"{walker.base}/demo/mail/")
        mail = page.locator("li.card", has_text=email).first
        if mail.count():
            mail.locator("a").first.click()
            page.wait_for_load_state()
            text = page.locator("main").inner_text()
            frames = " ".join(frame.locator("body").inner_text() for frame in page.frames[1:])
            found = re.search(r"(?<!\d)(\d{6})(?!\d)", f"{text} {frames}")
            if found:
                page.close()
                return found[1]
        page.wait_for_timeout(500)
    raise AssertionError(f"no code reached {email}")


def enter(entrant: Walker, term: str) -> tuple[str, str, Flow]:
    """From the front page to the receipt; answers the entry's id, its receipt number and what it took."""
    page = entrant.page
    entrant.go("/")
    entrant.check()
    press(page, "a[href*='/programmes/kdx/']")
    entrant.check()
    flow = Flow(entrant)
    flow.press(f"a[href$='/programmes/{term}/enter/']")
    return fill_in(flow, NEWCOMER)


def fill_in(flow: Flow, email: str) -> tuple[str, str, Flow]:
    """From the first step to the receipt."""
    entrant, page = flow.walker, flow.page
    entrant.check()
    flow.read()
    flow.answer({"email": email, **ANSWERS["start"]})
    flow.press("main form button[type=submit]")
    flow.fetch_mail()
    flow.answer({"code": code_for(entrant, email)})
    entrant.check()
    flow.press("main form.form button[type=submit]")
    entry = page.url.split("/entries/")[1].split("/")[0]
    for step in ("company", "plan", "consent"):
        assert page.url.endswith(f"/{entry}/{step}/"), page.url
        flow.read()
        flow.answer(ANSWERS[step])
        entrant.check()
        flow.press("form#entry-form button[data-kind=primary][value=next]")
    entrant.check()
    flow.read("main")
    flow.press(f"form[action$='/entries/{entry}/submit/'] button[type=submit]")
    entrant.check()
    number = page.locator(".receipt__number").inner_text()
    assert re.fullmatch(r"[A-Z]+2?-\d{4}-\d{4}-\w", number), number
    return entry, number, flow


def review(juror: Walker, entry: str) -> None:
    """Declare no conflict of interest, then five marks."""
    page = juror.page
    juror.go(f"/en/review/{entry}/")
    press(page, "button[name=conflict][value=no]")
    juror.go(f"/en/review/{entry}/")
    juror.check()
    for group in page.locator("form[data-score-form] fieldset").all():
        group.locator("input[type=radio][value='4']").check(force=True)
    press(page, "form[data-score-form] button[data-kind=primary]")
    juror.check()


def close_term(server: Server, term: str) -> None:
    """Move the deadline into the past, through the recorded action."""
    server.python(
        "from datetime import timedelta\n"
        "from django.utils import timezone\n"
        "from accounts.models import User\n"
        "from cohorts.actions import reschedule_cohort\n"
        "from cohorts.models import Cohort\n"
        f"cohort = Cohort.objects.get(public_id='{term}')\n"
        "now = timezone.now()\n"
        "reschedule_cohort(cohort=cohort, dates=(cohort.opens_at, now - timedelta(seconds=1)),"
        " by=User.objects.get(persona='staff'), now=now)\n"
    )


def pdf_of_two_pages() -> bytes:
    """A drawing of two pages, as a scanner makes it."""
    pages = []
    for label in ("1", "2"):
        page = Image.new("RGB", (1240, 877), "white")
        draw = ImageDraw.Draw(page)
        draw.ellipse((300, 200, 900, 700), outline="#000060", width=12)
        draw.text((600, 420), label, fill="#000060")
        pages.append(page)
    out = io.BytesIO()
    pages[0].save(out, "PDF", save_all=True, append_images=pages[1:])
    return out.getvalue()


def into_the_tunnel(person: Walker) -> None:
    """No network, also not for what a closing page sends on its way: Chromium lets that out after the page is gone."""
    person.context.set_offline(True)
    person.page.evaluate("() => { window.fetch = () => Promise.reject(new Error('tunnel')) }")
