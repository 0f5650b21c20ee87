"""The start page and the mails of the demonstration."""

import re

import pytest

from activity import cards
from activity.actions import send_mail_to
from activity.cards import Card, register_card
from activity.models import Delivery
from common.ui.components.progress import RiverStep
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
PRIMARY = re.compile(r'data-kind="primary"')


@pytest.fixture
def sources(monkeypatch):
    monkeypatch.setattr(cards, "_sources", [])


@pytest.fixture
def person(client):
    user = UserFactory()
    client.force_login(user)
    return user


def send(number=0):
    context = {"code": "123456", "minutes": 10}
    return send_mail_to(to=f"p{number}@example.jp", kind="accounts/login_code", context=context)


def primaries(page):
    return len(PRIMARY.findall(page.split("<main")[1].split("</main>")[0]))


def test_nobody_is_asked_to_log_in(client):
    assert client.get("/my/")["Location"] == "/login/?next=%2Fmy%2F"


def test_nothing_to_do_still_shows_one_way_on(client, sources, person):
    page = client.get("/my/").content.decode()
    assert ("いま待っていることはありません" in page, primaries(page)) == (True, 1)


def test_exactly_one_card_is_primary(client, sources, person):
    register_card(lambda user, now: Card("記録", "お知らせだけ", priority=9))
    register_card(lambda user, now: Card("応募", "審査中です", "受付済", "go", url="/a/", action="見る", priority=5))
    register_card(lambda user, now: Card("面談", url="/b/", action="行く", priority=1))
    page = client.get("/my/").content.decode()
    assert (primaries(page), page.index("<h1>応募</h1>") < page.index("面談")) == (1, True)
    assert [word in page for word in ("審査中です", "受付済", "お知らせだけ", "いま待っている")] == [
        True,
        True,
        True,
        False,
    ]


def test_where_one_stands_is_a_course(client, sources, person):
    steps = [RiverStep("提出", "12月10日", "past"), RiverStep("審査中", "いま", "now"), RiverStep("結果")]
    register_card(lambda user, now: Card("応募", here=steps, url="/a/", action="見る"))
    page = client.get("/my/").content.decode()
    assert page.count('aria-current="step"') == 1
    assert "いまここ" in page


def test_the_first_card_says_where_one_is_and_shows_its_picture(client, sources, person):
    register_card(
        lambda user, now: Card(
            "面談", "あすの朝です", "予約済", url="/b/", action="行く", picture="loop-3.svg", priority=2
        )
    )
    register_card(
        lambda user, now: Card("修了", state="修了", url="/a/", action="見る", picture="hero.svg", priority=-1)
    )
    page = client.get("/my/").content.decode()
    first, others = page.split("data-first")[1].split("</section>", 1)
    assert [word in first for word in ("いまここ", "loop-3", "予約済", "あすの朝です", 'href="/b/"')] == [True] * 5
    assert ("いまここ" in others, "hero.svg" in others, 'href="/a/"' in others) == (False, False, True)


def test_a_course_with_its_own_mark_is_not_marked_twice(client, sources, person):
    steps = [RiverStep("提出", "12月10日", "past"), RiverStep("審査中", "", "now")]
    register_card(lambda user, now: Card("応募", "", "審査中", here=steps, url="/a/", action="見る"))
    assert client.get("/my/").content.decode().count("いまここ") == 1


@pytest.mark.parametrize("url", ["/demo/mail/", "/en/demo/mail/"])
def test_mails_are_listed_and_shown(client, url):
    row = send()
    assert row.subject in client.get(url).content.decode()
    page = client.get(f"{url}{row.public_id}/").content.decode()
    assert "123456" in page


def test_a_mail_as_a_page_is_boxed_in(client):
    row = send()
    answer = client.get(f"/demo/mail/{row.public_id}/page/")
    assert answer["Content-Security-Policy"].endswith("sandbox")
    assert answer.content.decode() == row.html


def test_a_long_list_has_pages(client):
    for number in range(32):
        send(number)
    first = client.get("/demo/mail/").content.decode()
    assert first.count("@example.jp") == 30
    older = re.search(r'href="(/demo/mail/\?after=[^"]+)"', first).group(1).replace("&amp;", "&")
    second = client.get(older).content.decode()
    assert second.count("<h2") == 2
    assert "新しい方へ" in second


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_any_number(client, count, django_assert_max_num_queries):
    for number in range(count):
        send(number)
    client.get("/demo/mail/")
    with django_assert_max_num_queries(4):
        client.get("/demo/mail/")


def test_a_broken_cursor_gets_a_sentence(client):
    answer = client.get("/demo/mail/?after=nonsense")
    assert (answer.status_code, "一覧のこのページは見つかりません" in answer.content.decode()) == (400, True)


@pytest.mark.parametrize("path", ["", "{}/", "{}/page/"])
def test_outside_demo_mode_mails_do_not_exist(client, settings, path):
    row = send()
    settings.DEMO_MODE = False
    assert client.get(f"/demo/mail/{path.format(row.public_id)}").status_code == 404


def test_a_mail_that_does_not_exist(client):
    from uuid import uuid4

    assert client.get(f"/demo/mail/{uuid4()}/").status_code == 404
    assert Delivery.objects.count() == 0


def test_an_empty_list_says_so(client):
    assert "まだメールはありません" in client.get("/demo/mail/").content.decode()
