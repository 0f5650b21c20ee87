import re
from datetime import timedelta
from importlib import import_module
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from communities.actions import mark_read, remove_message
from communities.enums import ChannelKind, JoinPolicy, MemberRole, RemovalReason
from communities.models import Message, ReadMark
from tests.communities.conftest import make_square
from tests.factories.communities import MembershipFactory, channel_in, member_of, person, said

NOW = timezone.now()


def page(channel):
    return reverse("communities:channel", args=[channel.public_id])


def posting(channel):
    return reverse("communities:message_post", args=[channel.public_id])


def fragment(channel, **query):
    return reverse("communities:channel_fragment", args=[channel.public_id], query=query)


@pytest.fixture
def browser(square, client):
    client.force_login(square.member)
    return client


JSON = {"HTTP_ACCEPT": "application/json"}


def test_the_channel_shows_messages_with_author_day_and_place(browser, square):
    said(square.channel, square.organiser, "<b>切削</b>と研磨", now=NOW - timedelta(days=400))
    said(square.channel, square.member, "検査なら")
    html = browser.get(page(square.channel)).content.decode()
    assert html.index("&lt;b&gt;切削&lt;/b&gt;と研磨") < html.index("検査なら")
    assert html.count('class="daymark"') == 2
    assert str((NOW - timedelta(days=400)).year) in html
    assert "グループ代表" in html
    assert "data-mine" in html
    assert 'data-stream="' in html


def test_opening_the_channel_moves_the_mark_and_the_unread_line_is_gone_next_time(browser, square):
    said(square.channel, square.member, "一")
    mark_read(channel=square.channel, seq=1, by=square.member)
    said(square.channel, square.other, "二")
    said(square.channel, square.other, "三")
    first = browser.get(page(square.channel)).content.decode()
    assert "ここから新しいメッセージ（2件）" in first
    assert first.index("一") < first.index('id="unread"') < first.index("二")
    assert ReadMark.objects.get(user=square.member, channel=square.channel).seq == 3
    assert 'id="unread"' not in browser.get(page(square.channel)).content.decode()


def test_ones_own_and_removed_messages_are_no_news(browser, square):
    mark_read(channel=square.channel, seq=0, by=square.member)
    said(square.channel, square.member, "自分の")
    gone = said(square.channel, square.other, "消えた")
    remove_message(message=gone, reason=RemovalReason.MISTAKE, by=square.other, now=NOW)
    assert 'id="unread"' not in browser.get(page(square.channel)).content.decode()


def test_a_removed_message_leaves_a_tombstone_and_no_text(browser, square):
    message = said(square.channel, square.other, "ひみつの番号")
    remove_message(message=message, reason=RemovalReason.ADVERTISING, by=square.organiser, now=NOW)
    for answer in (browser.get(page(square.channel)), browser.get(fragment(square.channel, after=0))):
        html = answer.content.decode()
        assert "ひみつの番号" not in html
        assert "宣伝のくり返し" in html
        assert f'data-id="{message.public_id}"' in html


def test_earlier_messages_are_on_pages_of_their_own(browser, square):
    for n in range(55):
        said(square.channel, square.member, f"言葉{n:02}")
    latest = browser.get(page(square.channel)).content.decode()
    assert "言葉05" in latest
    assert "言葉04" not in latest
    assert "?before=6" in latest
    earlier = browser.get(f"{page(square.channel)}?before=6").content.decode()
    assert [f"言葉{n:02}" in earlier for n in (0, 4, 5)] == [True, True, False]
    assert "data-talk" not in earlier


def test_opening_an_earlier_page_marks_nothing_as_read(browser, square):
    said(square.channel, square.other)
    browser.get(f"{page(square.channel)}?before=1")
    assert not ReadMark.objects.exists()


@pytest.mark.parametrize("query", ["before=x", "before=-1", "before=", f"before={'9' * 16}", "before=１"])
def test_a_broken_number_is_answered_with_a_sentence(browser, square, query):
    assert browser.get(f"{page(square.channel)}?{query}").status_code == 400
    assert browser.get(f"{fragment(square.channel)}?{query}").status_code == 400


def test_fragment_after_holds_what_changed_and_says_how_far_it_is_complete(browser, square):
    said(square.channel, square.other, "一")
    second = said(square.channel, square.other, "二")
    answer = browser.get(fragment(square.channel, after=1))
    assert answer["X-Hiroba-Head"] == "2"
    assert answer["Cache-Control"].startswith("max-age=0")
    assert re.findall(r'data-id="([^"]+)"', answer.content.decode()) == [str(second.public_id)]
    assert browser.get(fragment(square.channel, after=2)).content.decode().strip() == ""


def test_fragment_before_says_where_older_ones_begin(browser, square):
    for n in range(52):
        said(square.channel, square.other, f"{n}")
    answer = browser.get(fragment(square.channel, before=52))
    assert answer["X-Hiroba-Older"] == "2"
    assert browser.get(fragment(square.channel, before=2))["X-Hiroba-Older"] == ""
    assert browser.get(fragment(square.channel))["X-Hiroba-Older"] == "3"


def test_posting_as_json_answers_id_and_number_and_once(browser, square):
    data = {"body": "受けます。", "client_id": str(uuid4())}
    first = browser.post(posting(square.channel), data, **JSON)
    message = Message.objects.get()
    assert (first.status_code, first.json()) == (201, {"id": str(message.public_id), "seq": 1})
    again = browser.post(posting(square.channel), data, content_type="application/json", **JSON)
    assert (again.status_code, again.json()) == (200, first.json())


def test_posting_a_form_leads_back_to_the_channel(browser, square):
    answer = browser.post(posting(square.channel), {"body": "受けます。", "client_id": str(uuid4())})
    assert (answer.status_code, answer["Location"]) == (303, f"{page(square.channel)}#latest")
    assert browser.post(posting(square.channel), {"body": "鍵のない客"}).status_code == 303
    assert Message.objects.count() == 2


def test_the_same_key_with_another_text_is_409_and_keeps_the_text(browser, square):
    key = str(uuid4())
    browser.post(posting(square.channel), {"body": "一つ目", "client_id": key})
    answer = browser.post(posting(square.channel), {"body": "二つ目", "client_id": key})
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "二つ目</textarea>" in html
    assert key not in html
    as_json = browser.post(posting(square.channel), {"body": "二つ目", "client_id": key}, **JSON)
    assert (as_json.status_code, bool(as_json.json()["sentence"])) == (409, True)
    assert Message.objects.count() == 1


@pytest.mark.parametrize("body", ["", " \n", "あ" * 4001])
def test_a_body_that_cannot_be_kept_is_422_and_keeps_the_text(browser, square, body):
    answer = browser.post(posting(square.channel), {"body": body, "client_id": str(uuid4())})
    assert answer.status_code == 422
    assert f"{body}</textarea>" in answer.content.decode()
    assert 'aria-invalid="true"' in answer.content.decode()
    as_json = browser.post(posting(square.channel), {"body": body}, **JSON)
    assert as_json.json()["fields"].keys() == {"body"}
    assert not Message.objects.exists()


@pytest.mark.parametrize(
    ("data", "status"),
    [
        ('{"body": "a\\u0000b"}', 400),
        ('{"body": "\\ud800"}', 422),
        ('{"body": "a", "client_id": "x"}', 422),
        ('{"body": ["a"]}', 400),
        ("[1]", 400),
        ('{"body":' + "[" * 100_000, 400),
        ("{", 400),
        (b"\xff", 400),
    ],
)
def test_broken_json_is_answered_with_a_sentence(browser, square, data, status):
    answer = browser.post(posting(square.channel), data, content_type="application/json", **JSON)
    assert (answer.status_code, bool(answer.json()["sentence"])) == (status, True)
    assert not Message.objects.exists()


def test_null_bytes_in_a_form_are_refused(browser, square):
    assert browser.post(posting(square.channel), {"body": "a\0b"}).status_code == 400


def test_too_many_at_once_is_429_and_keeps_the_text(browser, square, settings):
    settings.POSTS_PER_SECOND, settings.POSTS_BURST = 0.001, 3
    answers = [browser.post(posting(square.channel), {"body": f"{n}"}) for n in range(4)]
    assert [answer.status_code for answer in answers] == [303, 303, 303, 429]
    assert "3</textarea>" in answers[3].content.decode()
    asked = browser.post(posting(square.channel), {"body": "4"}, **JSON)
    assert (asked.status_code, asked["Retry-After"]) == (429, "1000")


def test_without_the_bucket_nothing_stops_a_flood(browser, square, settings, monkeypatch):
    """Twin: the bucket off."""
    settings.POSTS_PER_SECOND, settings.POSTS_BURST = 0.001, 3
    monkeypatch.setattr(import_module("communities.views.channel"), "require_token", lambda user_id: None)
    answers = [browser.post(posting(square.channel), {"body": f"{n}"}).status_code for n in range(9)]
    assert answers == [303] * 9


def test_a_post_without_the_forgery_token_is_refused(square):
    client = Client(enforce_csrf_checks=True)
    client.force_login(square.member)
    assert client.post(posting(square.channel), {"body": "a"}).status_code == 403
    assert not Message.objects.exists()


def test_channel_read_moves_the_mark_but_not_beyond_the_end(browser, square):
    said(square.channel, square.other)
    address = reverse("communities:channel_read", args=[square.channel.public_id])
    assert browser.post(address, {"seq": 99}).status_code == 204
    assert ReadMark.objects.get().seq == 1
    assert browser.post(address, {"seq": "x"}, **JSON).status_code == 422


def test_only_organisers_have_a_composer_in_announcements(browser, square):
    news = channel_in(square.community, "お知らせ", kind=ChannelKind.ANNOUNCEMENTS)
    assert "<textarea" not in browser.get(page(news)).content.decode()
    assert browser.post(posting(news), {"body": "a"}).status_code == 403
    browser.force_login(square.organiser)
    assert "<textarea" in browser.get(page(news)).content.decode()


def test_a_public_archive_is_read_by_everybody_without_names_of_organisations(client, db):
    archive = make_square(join_policy=JoinPolicy.INVITE, is_public_archive=True)
    said(archive.channel, archive.member, "公開の言葉")
    html = client.get(page(archive.channel)).content.decode()
    assert "公開の言葉" in html
    assert "<textarea" not in html
    assert "data-live" not in html
    assert client.post(posting(archive.channel), {"body": "a"}).status_code == 302


def test_missing_foreign_and_hidden_channels_answer_alike(closed_square, client):
    hidden = channel_in(make_square().community, "運営だけ", kind=ChannelKind.ORGANISERS)
    missing = reverse("communities:channel", args=[uuid4()])
    addresses = [missing, page(closed_square.channel), page(hidden)]
    assert [client.get(address).status_code for address in addresses] == [302] * 3
    client.force_login(person())
    answers = [client.get(address) for address in addresses]
    assert [answer.status_code for answer in answers] == [404] * 3
    posts = [client.post(f"{address}messages/", {"body": "a"}) for address in addresses]
    assert [answer.status_code for answer in posts] == [404] * 3


def test_strangers_of_an_open_community_are_told_to_join(client, square):
    client.force_login(square.outsider)
    answer = client.get(page(square.channel))
    assert answer.status_code == 403
    assert "参加すると読めるようになります" in answer.content.decode()


def test_the_side_shows_ones_other_communities_with_all_that_is_unread_there(browser, square):
    other = make_square()
    MembershipFactory(community=other.community, user=square.member)
    second = channel_in(other.community, "設備")
    for channel in (other.channel, second, second):
        said(channel, other.organiser)
    html = browser.get(page(square.channel)).content.decode()
    side = html[html.index('class="side"') : html.index("data-talk")]
    assert f"/communities/{other.community.public_id}/" in side
    assert re.search(r'class="count">3<', side)


def test_the_channel_that_is_open_has_no_number(browser, square):
    said(square.channel, square.other)
    html = browser.get(page(square.channel)).content.decode()
    assert 'class="count"' not in html[html.index("<main") :]


def test_english_readers_get_english_words(browser, square):
    said(square.channel, square.other)
    html = browser.get(f"/en{page(square.channel)}").content.decode()
    assert "3 members" in html
    assert "Drafts are kept on this device" in html


def test_the_number_of_queries_does_not_grow(browser, square, django_assert_max_num_queries):
    counts = []
    for _ in range(2):
        said(square.channel, square.member)
        for _ in range(len(counts)):
            for role in (MemberRole.MEMBER, MemberRole.FAN):
                said(square.channel, member_of(square.community, role))
            channel_in(square.community, f"ほか{uuid4()}")
        browser.get(page(square.channel))
        with CaptureQueriesContext(connection) as queries:
            browser.get(page(square.channel))
        counts.append(len(queries))
    assert counts[0] == counts[1]
    with django_assert_max_num_queries(12):
        browser.get(fragment(square.channel, after=0))
    assert counts[1] <= 13
