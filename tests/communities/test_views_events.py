"""Coming to an event without an account, and what those who run it see."""

import re
from datetime import timedelta
from unittest.mock import patch
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from activity.models import Delivery, Record
from communities.actions.letters import token_of
from communities.actions.seats import EVENT_STREAM
from communities.enums import JoinPolicy, SeatState
from communities.models import Event, Registration
from communities.streams import may_read_event
from realtime.queries import head_of
from tests.communities.conftest import make_square
from tests.factories.accounts import user_with_role
from tests.factories.communities import event_in, registered

CALENDAR = reverse("communities:events")
CHANGING = re.compile(r"csrfmiddlewaretoken[^>]+|client_id[^>]+|あと\d+人|\d+ of \d+|data-\w+=\"[^\"]*\"")


@pytest.fixture
def event(square):
    return event_in(square.community, needed=2, capacity=3, link="https://meet.example.jp/room")


def page(event, name="event"):
    return reverse(f"communities:{name}", args=[event.public_id])


def come(client, event, **fields):
    return client.post(page(event), {"name": "太郎", "email": "taro@example.jp", "client_id": uuid4(), **fields})


def html_of(answer):
    return answer.content.decode()


def test_somebody_without_an_account_comes_along_with_two_fields(client, event):
    html = html_of(client.get(page(event)))
    assert "あと2人で開催します" in html
    assert "meet.example.jp" not in html
    answer = come(client, event)
    assert (answer.status_code, answer["Location"]) == (303, page(event, "event_done"))
    done = html_of(client.get(answer["Location"]))
    assert "申込みを受け付けました" in done
    assert "あと1人で開催します" in done
    seat = Registration.objects.get()
    assert (seat.name, seat.email, seat.seat, seat.entered_by) == ("太郎", "taro@example.jp", 1, None)
    mail = Delivery.objects.get()
    assert "町工場めぐりの日" in mail.subject
    assert "あなたの席があります" in mail.text
    assert "https://meet.example.jp/room" in mail.text
    assert reverse("communities:registration", args=[token_of(seat)]) in mail.text


def test_a_known_and_a_new_address_read_the_same(client, event):
    """Who comes is nobody else's business: page, status and address of the answer do not tell."""
    registered(event, "known@example.jp")
    answers = []
    for email in ("known@example.jp", "new@example.jp"):
        answer = come(client, event, email=email)
        answers.append((answer.status_code, answer["Location"], answer.content))
    assert answers[0] == answers[1]
    User.objects.create_user("person@example.jp")
    account = come(client, event, email="person@example.jp")
    assert (account.status_code, account["Location"], account.content) == answers[0]


def test_a_doubled_submit_registers_once(client, event):
    key = uuid4()
    assert [come(client, event, client_id=key).status_code for _ in range(2)] == [303, 303]
    assert Registration.objects.count() == 1
    other = come(client, event, client_id=key, email="hanako@example.jp")
    assert other.status_code == 409
    assert "hanako@example.jp" in html_of(other)
    assert str(key) not in html_of(other)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [({"name": ""}, "お名前を書いて"), ({"email": "taro@"}, "メールアドレスの形"),
     ({"name": "\u200b"}, "お名前を"), ({"client_id": "x"}, "申し込む"), ({"email": ""}, "メールアドレスを書いて")],
)  # fmt: skip
def test_what_is_missing_is_said_at_its_field_and_the_rest_is_kept(client, event, fields, sentence):
    answer = come(client, event, **fields)
    assert answer.status_code == 422
    assert sentence in html_of(answer)
    assert "太郎" in html_of(answer) or "name" in fields
    assert not Registration.objects.exists()


def test_an_address_in_full_width_letters_is_taken_as_the_plain_one(client, event):
    assert come(client, event, email="ｔａｒｏ＠ｅｘａｍｐｌｅ．ｊｐ").status_code == 303
    assert Registration.objects.get().email == "taro@example.jp"


def test_when_all_seats_are_taken_one_waits(client, event):
    for n in range(3):
        registered(event, f"guest{n}@example.jp")
    assert "キャンセル待ちに入る" in html_of(client.get(page(event)))
    done = html_of(client.get(come(client, event)["Location"]))
    assert "いま、席はすべて埋まっています" in done
    text = Delivery.objects.get(recipient="taro@example.jp").text
    assert "キャンセル待ちの1番目" in text
    assert "meet.example.jp" not in text


def test_after_the_deadline_there_is_no_form(client, event):
    Event.objects.filter(pk=event.pk).update(closes_at=timezone.now() - timedelta(minutes=1))
    html = html_of(client.get(page(event)))
    assert "申込みは終わりました" in html
    assert 'name="email"' not in html
    answer = come(client, event)
    assert answer.status_code == 409
    assert not Registration.objects.exists()


def test_one_network_cannot_write_to_many_mailboxes(client, event, settings):
    cache.clear()
    settings.VISITS_PER_SECOND, settings.VISITS_BURST = 0.001, 2
    found = [come(client, event, email=f"victim{n}@example.jp").status_code for n in range(3)]
    assert found == [303, 303, 429]
    assert Delivery.objects.count() == 2


def test_the_link_of_the_mail_gives_the_seat_back_once(client, event):
    seat = registered(event)
    link = reverse("communities:registration", args=[token_of(seat)])
    assert "申込みを取り消しますか" in html_of(client.get(link))
    assert Registration.objects.get().state == SeatState.SEATED
    assert "申込みを取り消しました" in html_of(client.post(link))
    assert Registration.objects.get().state == SeatState.CANCELLED
    for ask in (client.get, client.post):
        used = ask(link)
        assert (used.status_code, "もう使われました" in html_of(used)) == (410, True)


def test_the_link_says_so_when_the_event_has_begun(client, event):
    link = reverse("communities:registration", args=[token_of(registered(event))])
    with patch("communities.actions.seats.database_now", return_value=event.starts_at):
        answer = client.post(link)
    assert (answer.status_code, "もう始まっています" in html_of(answer)) == (409, True)


def test_who_is_logged_in_sees_their_seat_and_their_turn(client, event, square):
    client.force_login(square.member)
    assert f'value="{square.member.email}"' in html_of(client.get(page(event)))
    seat = registered(event, square.member.email)
    html = html_of(client.get(page(event)))
    assert "あなたの席があります" in html
    assert reverse("communities:registration", args=[token_of(seat)]) in html
    for n in range(3):
        registered(event, f"guest{n}@example.jp")
    client.force_login(square.outsider)
    registered(event, square.outsider.email)
    assert "キャンセル待ちの2番目" in html_of(client.get(page(event)))


def test_the_live_partial_is_the_ring_of_the_page(client, event, square):
    client.force_login(square.member)
    registered(event)
    part = html_of(client.get(page(event, "event_fragment")))
    assert 'data-count="1"' in part
    assert "<form" not in part
    assert "<a " not in part
    html = html_of(client.get(page(event)))
    assert f'data-stream="{head_of(EVENT_STREAM, event.stream_key).public_id}"' in html
    client.logout()
    assert "data-stream" not in html_of(client.get(page(event)))


def test_only_who_may_know_of_the_event_follows_its_stream(db):
    square = make_square(join_policy=JoinPolicy.INVITE)
    event = event_in(square.community)
    people = (square.member, square.outsider, user_with_role("staff"))
    assert [may_read_event(user, event.stream_key) for user in people] == [True, False, True]
    assert not may_read_event(square.member, str(uuid4()))


def test_the_calendar_file_keeps_its_name_and_grows(client, event):
    first = client.get(page(event, "event_calendar"))
    assert first["Content-Type"] == "text/calendar; charset=utf-8"
    Event.objects.filter(pk=event.pk).update(rev=4)
    second = html_of(client.get(page(event, "event_calendar")))
    uid = f"UID:event-{event.public_id}@hiroba"
    assert (uid in html_of(first), uid in second) == (True, True)
    assert ("SEQUENCE:0" in html_of(first), "SEQUENCE:4" in second) == (True, True)
    assert "meet.example.jp" not in second


def test_organisers_see_who_comes_and_it_is_put_on_record(client, event, square):
    registered(event, name="=HYPERLINK(1)")
    for n in range(3):
        registered(event, f"guest{n}@example.jp")
    client.force_login(square.organiser)
    html = html_of(client.get(page(event, "event_people")))
    assert "席あり 3人、キャンセル待ち 1人" in html
    assert html.index("taro@example.jp") < html.index("guest2@example.jp")
    assert Record.objects.filter(verb="participants_seen", actor=square.organiser, is_reading=True).count() == 1


def test_the_table_is_safe_for_a_spreadsheet(client, event, square):
    registered(event, name="=HYPERLINK(1)")
    client.force_login(square.organiser)
    answer = client.get(page(event, "event_people_csv"))
    text = b"".join(answer.streaming_content).decode()
    assert text.startswith("\ufeff席,名前,メール,状態,申し込んだ日")
    assert ",'=HYPERLINK(1)," in text
    assert ",=HYPERLINK" not in text


def test_the_calendar_shows_what_one_may_know_of_and_what_is_ahead(client, event, square):
    hidden = make_square(join_policy=JoinPolicy.INVITE)
    event_in(hidden.community, title_ja="内輪の集い")
    over = event_in(square.community, title_ja="終わった集い")
    day = timezone.now() - timedelta(days=2)
    Event.objects.filter(pk=over.pk).update(closes_at=day, starts_at=day, ends_at=day + timedelta(hours=1))
    html = html_of(client.get(CALENDAR))
    assert ("町工場めぐりの日" in html, "内輪の集い" in html, "終わった集い" in html) == (True, False, False)
    client.force_login(hidden.member)
    assert "内輪の集い" in html_of(client.get(CALENDAR))


def test_the_calendar_says_so_when_it_is_empty(client, db):
    assert "いま、お知らせできるイベントはありません" in html_of(client.get(CALENDAR))


def test_english_readers_read_the_english_title(client, event):
    Event.objects.filter(pk=event.pk).update(title_en="Visiting the workshops")
    html = html_of(client.get(f"/en{page(event)}"))
    assert "Visiting the workshops" in html
    assert "2 more people, and it takes place." in html


@pytest.mark.parametrize("name", ["events", "community"])
def test_the_number_of_queries_does_not_grow(client, square, name):
    counts = []
    address = CALENDAR if name == "events" else reverse("communities:community", args=[square.community.public_id])
    for _ in range(2):
        registered(event_in(square.community))
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        counts.append(len(queries))
    assert counts[0] == counts[1]


PLAN = {
    "title_ja": "朝の集い", "summary_ja": "パンとコーヒーで話します。",
    "day_year": "2027", "day_month": "1", "day_day": "20",
    "starts": "9:00", "ends": "11:30", "closes_on_year": "2027", "closes_on_month": "1", "closes_on_day": "18",
    "mode": "place", "place": "公民館", "needed": "5", "capacity": "12",
}  # fmt: skip


def new(square):
    return reverse("communities:event_new", args=[square.community.public_id])


def test_organisers_announce_an_event_and_change_it(client, square):
    client.force_login(square.organiser)
    made = client.post(new(square), PLAN)
    event = Event.objects.get()
    assert (made.status_code, made["Location"]) == (303, page(event))
    assert event.starts_at.isoformat() == "2027-01-20T00:00:00+00:00"
    assert event.closes_at.isoformat() == "2027-01-18T14:59:00+00:00"
    opened = html_of(client.get(page(event, "event_change")))
    assert 'value="09:00"' in opened
    changed = client.post(page(event, "event_change"), {**PLAN, "title_ja": "夜の集い", "rev": "0"})
    assert changed.status_code == 303
    stale = client.post(page(event, "event_change"), {**PLAN, "title_ja": "昼の集い", "rev": "0"})
    assert (stale.status_code, "昼の集い" in html_of(stale)) == (409, True)
    assert Event.objects.get().title_ja == "夜の集い"


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [({"title_ja": ""}, "イベントの名前を書いて"), ({"ends": "8:00"}, "終わりは、始まりより後に"),
     ({"place": ""}, "場所を書いて"), ({"needed": "13"}, "定員より多くできません"),
     ({"starts": "morning"}, "13:30 のように"),
     ({"closes_on_day": "21"}, "始まる前にしてください"), ({"link": "http://a.example"}, "https://")],
)  # fmt: skip
def test_a_plan_that_cannot_be_comes_back_with_the_sentence(client, square, fields, sentence):
    client.force_login(square.organiser)
    answer = client.post(new(square), {**PLAN, **fields})
    assert (answer.status_code, sentence in html_of(answer)) == (422, True)
    assert "パンとコーヒーで話します。" in html_of(answer)
    assert not Event.objects.exists()
