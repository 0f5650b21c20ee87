"""The inbox, the count in the header, choosing how to hear, stopping a kind of mail, the daily mail."""

import re
import uuid
from datetime import UTC, datetime

import pytest
from django.urls import reverse
from django.utils import translation

from activity import kinds, tasks
from activity.actions import notify, send_digest, set_frequency, tell_open_pages
from activity.enums import Frequency, Urgency
from activity.kinds import Kind, register_kind
from activity.models import Delivery, Notice, Preference
from activity.queries import inbox_of, people_waiting_for_digest, unread_count
from activity.streams import may_read_inbox, render_inbox
from realtime.models import StreamEvent
from realtime.queries import events_after, stream_for
from tests.factories.accounts import NOW, UserFactory
from tests.factories.common import send_mails

pytestmark = pytest.mark.django_db
MORNING = datetime(2026, 11, 21, 22, 30, tzinfo=UTC)  # 07:30 in Japan


@pytest.fixture(autouse=True)
def toy(monkeypatch):
    """Something that one may choose, and somebody who may hear of it or not."""
    monkeypatch.setattr(kinds, "_kinds", dict(kinds._kinds))
    allowed = {"may": True}
    register_kind(Kind("communities/toy", "おもちゃ", lambda to, about: allowed["may"], urgency=Urgency.NEWS))
    from activity import mail_rendering

    folder = mail_rendering._folder
    monkeypatch.setattr(
        mail_rendering, "_folder", lambda kind: "accounts/mail/login_code" if kind.endswith("/toy") else folder(kind)
    )
    return allowed


@pytest.fixture
def person(client):
    user = UserFactory()
    client.force_login(user)
    return user


def tell(person, number=1, url="/my/"):
    notify(to=person, kind="communities/toy", event=str(number), context={"code": number, "minutes": 1}, url=url)
    return Notice.objects.get(person=person, event=str(number))


# ---- inbox


def test_opening_a_notice_marks_it_and_leads_on(client, person):
    line = tell(person, url="/my/mail/")
    assert "ログイン用の番号：1" in client.get("/my/notices/").content.decode()
    assert client.get(f"/my/notices/{line.public_id}/")["Location"] == "/my/mail/"
    assert client.get(f"/en/my/notices/{line.public_id}/")["Location"] == "/en/my/mail/"
    assert (unread_count(person), StreamEvent.objects.count()) == (0, 1)


def test_the_page_is_in_the_readers_language(client, person):
    tell(person)
    assert "1 is your login code" in client.get("/en/my/notices/").content.decode()


def test_marking_all(client, person):
    tell(person)
    tell(person, 2)
    assert client.post("/my/notices/read/").status_code == 302
    assert client.get("/my/notices/unread/").json() == {"unread": 0}
    assert client.post("/my/notices/read/").status_code == 302
    assert StreamEvent.objects.count() == 1


@pytest.mark.parametrize("count", [1, 3])
def test_the_inbox_costs_the_same_for_any_number(client, person, count, django_assert_max_num_queries):
    for number in range(count):
        tell(person, number)
    client.get("/my/notices/")
    with django_assert_max_num_queries(12):
        client.get("/my/notices/")


def test_a_long_inbox_has_pages(client, person):
    for number in range(32):
        tell(person, number)
    first = client.get("/my/notices/").content.decode()
    older = re.search(r'href="(/my/notices/\?after=[^"]+)"', first).group(1)
    assert client.get(older).content.decode().count('class="card notice-row"') == 2


def test_the_header_shows_the_count_without_script(client, person):
    assert "data-unread hidden" in client.get("/my/").content.decode()
    tell(person)
    page = client.get("/my/").content.decode()
    assert "data-unread>" in page
    assert str(stream_for("inbox", str(person.public_id)).public_id) in page


def test_nobody_has_no_bell(client):
    assert "data-inbox" not in client.get("/login/").content.decode()


# ---- the stream


def test_open_pages_hear_the_present_count(person):
    tell(person)
    tell(person, 2)
    before = inbox_of(person)
    assert (tell_open_pages(now=NOW), tell_open_pages(now=NOW)) == (1, 0)
    stream = stream_for("inbox", str(person.public_id))
    assert [event.payload["unread"] for event in events_after(stream, before.stream.seq, 9)] == [2]


def test_the_stream_is_ones_own(person):
    key = str(person.public_id)
    assert may_read_inbox(person, key)
    assert not may_read_inbox(UserFactory(), key)
    person.is_active = False
    assert not may_read_inbox(person, key)


@pytest.mark.parametrize("count", [1, 3])
def test_rendering_costs_the_same_for_any_number(person, count, django_assert_num_queries):
    for number in range(count):
        tell(person, number)
        tell_open_pages(now=NOW)
    events = list(StreamEvent.objects.select_related("stream"))
    with django_assert_num_queries(1):
        assert [payload["unread"] for payload in render_inbox(events)] == [count] * count


# ---- choosing


def test_what_is_chosen_decides_how_one_hears(client, person):
    for frequency, mails, waiting in ((Frequency.NOW, 1, 0), (Frequency.DAILY, 0, 1), (Frequency.NEVER, 0, 0)):
        Delivery.objects.all().delete()
        Notice.objects.all().delete()
        assert client.post("/my/mail/", fields(frequency)).status_code == 302
        tell(person)
        assert (Delivery.objects.count(), Notice.objects.filter(digest_due=True).count()) == (mails, waiting)
        assert Notice.objects.count() == 1
        assert re.search(rf'value="{frequency}"[^>]*checked', client.get("/my/mail/").content.decode())


def fields(frequency):
    names = [kind.name.replace("/", "-") for kind in kinds.kinds() if kind.is_choosable]
    return dict.fromkeys(names, frequency)


def test_a_choice_that_does_not_exist_is_refused(client, person):
    response = client.post("/my/mail/", fields("hourly"))
    assert (response.status_code, Preference.objects.count()) == (422, 0)
    assert response.context["form"].errors


# ---- stopping


def stop_link(mailoutbox):
    return re.fullmatch(r"<http://testserver(/.*)>", mailoutbox[0].extra_headers["List-Unsubscribe"]).group(1)


def test_one_click_stops_this_kind_and_only_this(client, mailoutbox):
    from django.test import Client

    person = UserFactory()
    tell(person)
    send_mails()
    assert mailoutbox[0].extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert stop_link(mailoutbox) in mailoutbox[0].body
    stranger = Client(enforce_csrf_checks=True)  # a mail program: no cookies, no token
    assert stranger.get(stop_link(mailoutbox)).status_code == 200
    assert Preference.objects.count() == 0  # a scanner's GET changes nothing
    assert stranger.post(stop_link(mailoutbox), {"List-Unsubscribe": "One-Click"}).status_code == 200
    tell(person, 2)
    assert (Delivery.objects.count(), Notice.objects.count()) == (1, 2)
    assert Preference.objects.get().kind == "communities/toy"


def test_codes_and_results_cannot_be_stopped(client, mailoutbox):
    from activity.kinds import kind_named
    from activity.unsubscribe import stop_url

    person = UserFactory()
    url = stop_url(person, kind_named("cohorts/adopted"), "ja").removeprefix("http://testserver")
    assert client.post(url).status_code == 404
    notify(to=person, kind="accounts/login_code", event="1", context={"code": "1", "minutes": 10})
    send_mails()
    assert "List-Unsubscribe" not in mailoutbox[0].extra_headers


@pytest.mark.parametrize("token", ["x", "WyJhIiwiYiJd:1abc:xyz", "%00"])
def test_a_forged_address_stops_nothing(client, token):
    assert client.post(f"/mail/stop/{token}/").status_code in {400, 404}


# ---- the daily mail


def daily(person):
    set_frequency(person=person, kind="communities/toy", frequency=Frequency.DAILY, now=NOW)


def test_the_daily_mail_holds_what_came_and_comes_once(person, mailoutbox):
    daily(person)
    tell(person)
    tell(person, 2)
    tasks.send_digests(datetime(2026, 11, 21, 21, 0, tzinfo=UTC))  # 06:00: too early
    assert send_mails() == 0
    tasks.send_digests(MORNING)
    tell(person, 3)
    tasks.send_digests(MORNING)
    assert send_mails() == 1
    text = mailoutbox[0].body
    assert [f"番号：{n}" in text for n in (1, 2, 3)] == [True, True, False]
    assert mailoutbox[0].subject == "きょうのお知らせ2件"
    assert "List-Unsubscribe" in mailoutbox[0].extra_headers
    assert list(people_waiting_for_digest("2026-11-23")) == [person]


def test_a_line_one_may_not_know_any_more_is_left_out(person, toy):
    daily(person)
    tell(person)
    toy["may"] = False
    assert send_digest(person=person, day="2026-11-22", now=NOW) == 0
    assert Delivery.objects.count() == 0


def test_stopping_the_daily_mail_stops_what_would_come_in_it(client, person, mailoutbox):
    daily(person)
    tell(person)
    tasks.send_digests(MORNING)
    send_mails()
    tell(person, 2)
    assert client.post(stop_link(mailoutbox)).status_code == 200
    assert Preference.objects.get().frequency == Frequency.NEVER
    assert not Notice.objects.filter(digest_due=True).exists()


def test_somebody_elses_notice_does_not_exist(client, person):
    line = tell(UserFactory())
    with translation.override("ja"):
        url = reverse("activity:notice", args=[line.public_id])
    missing = client.get(reverse("activity:notice", args=[uuid.uuid4()]))
    assert (client.get(url).status_code, missing.status_code, unread_count(line.person)) == (404, 404, 1)
