"""Answers to a message: one level, live in both lists, once for each key, with unread numbers that make sense."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from common.errors import Closed, Conflict, NotFound
from communities.actions import edit_message, mark_read, post_message, remove_message, set_reaction
from communities.enums import RemovalReason
from communities.models import Message
from communities.queries import answered_since, changes_after, latest_messages, my_channels
from realtime.models import StreamEvent
from tests.factories.communities import channel_in, member_of, said

NOW = timezone.now()
JSON = {"HTTP_ACCEPT": "application/json"}


def at(name, message, **query):
    return reverse(f"communities:{name}", args=[message.public_id], query=query)


@pytest.fixture
def root(square):
    return said(square.channel, square.organiser, "3つの工程に分けました。")


@pytest.fixture
def browser(square, client):
    client.force_login(square.member)
    return client


def test_an_answer_is_one_event_that_names_its_thread_and_moves_the_opening_message(square, root):
    answer = said(square.channel, square.other, "研磨はうちで。", root=root)
    event = StreamEvent.objects.get(seq=2)
    assert (event.kind, event.object_id, event.data) == ("answered", answer.public_id, {"thread": str(root.public_id)})
    root.refresh_from_db()
    assert (root.changed_seq, root.answer_count, root.last_answer, root.rev) == (2, 1, answer, 0)
    assert [m.pk for m in latest_messages(square.channel).messages] == [root.pk]
    assert [m.pk for m in latest_messages(root).messages] == [answer.pk]


def test_what_happens_to_an_answer_reaches_both_lists(square, root):
    answer = said(square.channel, square.other, root=root)
    edit_message(message=answer, body="直した", rev=0, by=square.other, now=NOW)
    set_reaction(message=answer, kind="thanks", wanted=True, by=square.member, now=NOW)
    remove_message(message=answer, reason=RemovalReason.MISTAKE, by=square.other, now=NOW)
    kinds = list(StreamEvent.objects.order_by("seq").values_list("kind", flat=True))
    assert kinds == ["posted", "answered", "edited", "reacted", "removed"]
    for place, changed in ((square.channel, root), (root, answer)):
        assert [m.pk for m in changes_after(place, 4, head=5).messages] == [changed.pk]


def test_a_removed_answer_is_not_counted_and_the_one_before_is_the_last(square, root):
    first = said(square.channel, square.other, "一", root=root)
    second = said(square.channel, square.member, "二", root=root)
    remove_message(message=second, reason=RemovalReason.MISTAKE, by=square.member, now=NOW)
    root.refresh_from_db()
    assert (root.answer_count, root.last_answer) == (1, first)
    remove_message(message=first, reason=RemovalReason.MISTAKE, by=square.other, now=NOW)
    root.refresh_from_db()
    assert (root.answer_count, root.last_answer) == (0, None)


def test_the_same_key_answers_once_and_nowhere_else(square, root):
    same = {"channel": square.channel, "body": "受けます。", "client_id": uuid4(), "by": square.member, "now": NOW}
    first = post_message(**same, root=root)
    again = post_message(**same, root=root)
    assert (first.created, again.created, again.message) == (True, False, first.message)
    for elsewhere in ({}, {"root": said(square.channel, square.other)}):
        with pytest.raises(Conflict):
            post_message(**same, **elsewhere)
    root.refresh_from_db()
    assert (root.answer_count, Message.objects.filter(root=root).count()) == (1, 1)


def test_a_message_that_was_taken_down_is_answered_no_more_but_a_repeated_answer_is_known(square, root):
    same = {
        "channel": square.channel,
        "body": "一",
        "client_id": uuid4(),
        "by": square.member,
        "now": NOW,
        "root": root,
    }
    first = post_message(**same)
    remove_message(message=root, reason=RemovalReason.MISTAKE, by=square.organiser, now=NOW)
    assert post_message(**same).message == first.message
    with pytest.raises(Closed):
        post_message(**same | {"client_id": uuid4()})
    assert Message.objects.count() == 2


def test_answers_have_no_answers_and_stay_in_their_channel(square, root):
    answer = said(square.channel, square.other, root=root)
    other = channel_in(square.community, "設備")
    for channel, wrong in ((square.channel, answer), (other, root)):
        with pytest.raises(NotFound):
            said(channel, square.member, root=wrong)


def test_unread_counts_answers_and_the_channel_says_where_they_are(square, root, browser):
    mark_read(channel=square.channel, seq=1, by=square.member)
    said(square.channel, square.other, "研磨はうちで。", root=root)
    said(square.channel, square.member, "自分の返事", root=root)
    assert [entry.unread for entry in my_channels(square.member)] == [1]
    assert answered_since(square.channel, square.member, 1) == [(root, 1)]
    html = browser.get(at("channel", square.channel)).content.decode()
    assert "「3つの工程に分けました。」に返事が1件" in html
    assert "返事 2件（新しい 1件）" in html
    assert 'id="unread"' not in html
    assert [entry.unread for entry in my_channels(square.member)] == [0]
    assert "talk__answered" not in browser.get(at("channel", square.channel)).content.decode()


def test_the_channel_shows_how_many_answers_there_are_and_the_last_one(square, root, browser):
    assert "返事する" in browser.get(at("channel", square.channel)).content.decode()
    for text in ("一つ目", "<i>二つ目</i>"):
        said(square.channel, square.other, text, root=root)
    html = browser.get(at("channel", square.channel)).content.decode()
    assert "返事 2件" in html
    assert "研磨の町工場「&lt;i&gt;二つ目&lt;/i&gt;」" in html
    assert "一つ目" not in html


def test_the_thread_stands_beside_the_channel_and_marks_nothing_as_read(square, root, browser):
    said(square.channel, square.other, "研磨はうちで。", root=root)
    html = browser.get(at("thread", root)).content.decode()
    beside = html[html.index('id="thread"') :]
    assert beside.index("3つの工程に") < beside.index("研磨はうちで。")
    assert f'action="{at("answer_post", root)}"' in beside
    assert html.count("data-live-status") == 1
    assert [entry.mark for entry in my_channels(square.member)] == [None]


def test_answers_without_script_lead_back_and_wrong_ones_keep_the_text(square, root, browser):
    answer = browser.post(at("answer_post", root), {"body": "受けます。", "client_id": str(uuid4())})
    made = Message.objects.get(root=root)
    assert (answer.status_code, answer["Location"]) == (303, f"{at('thread', root)}#m-{made.public_id}")
    wrong = browser.post(at("answer_post", root), {"body": "あ" * 4001})
    assert wrong.status_code == 422
    assert "あ" * 4001 + "</textarea>" in wrong.content.decode()
    remove_message(message=root, reason=RemovalReason.MISTAKE, by=square.organiser, now=NOW)
    closed = browser.post(at("answer_post", root), {"body": "まだ"})
    assert (closed.status_code, "もう返事はできません" in closed.content.decode()) == (409, True)
    refused = browser.post(at("answer_post", root), {"body": "まだ"}, **JSON)
    assert (refused.status_code, bool(refused.json()["sentence"])) == (409, True)


def test_answers_as_json_are_acknowledged_like_messages(square, root, browser):
    data = {"body": "受けます。", "client_id": str(uuid4())}
    first, again = (browser.post(at("answer_post", root), data, **JSON) for _ in range(2))
    made = Message.objects.get(root=root)
    assert (first.status_code, first.json()) == (201, {"id": str(made.public_id), "seq": 2})
    assert (again.status_code, again.json()) == (200, first.json())


def test_a_fragment_after_a_number_holds_the_new_answer_and_the_opening_message(square, root, browser):
    said(square.channel, square.other, "一", root=root)
    said(square.channel, square.other, "二", root=root)
    html = browser.get(at("thread_fragment", root, after=2)).content.decode()
    assert ("二" in html, "一</p>" in html, html.count("data-root")) == (True, False, 1)
    assert browser.get(at("thread_fragment", root, after=3)).content.decode().strip() == ""


def test_long_threads_come_in_pages(square, root, browser):
    for n in range(52):
        said(square.channel, square.other, f"返し{n:02}", root=root)
    html = browser.get(at("thread", root)).content.decode()
    assert ("返し02" in html, "返し01" in html, "?before=4" in html) == (True, False, True)
    assert "返し01" in browser.get(at("thread", root, before=4)).content.decode()
    assert browser.get(at("thread_fragment", root, before=4))["X-Hiroba-Older"] == ""


def test_no_thread_for_an_answer_and_none_for_strangers(square, root, client, browser):
    answer = said(square.channel, square.other, root=root)
    assert browser.get(at("thread", answer)).status_code == 404
    client.force_login(square.outsider)
    assert client.get(at("thread", root)).status_code == 403
    assert client.post(at("answer_post", root), {"body": "a"}).status_code == 403


def test_editing_an_answer_leads_back_to_its_thread(square, root, browser):
    mine = said(square.channel, square.member, root=root)
    answer = browser.post(at("message_edit", mine), {"body": "直した", "rev": 0})
    assert answer["Location"] == f"{at('thread', root)}#m-{mine.public_id}"


def test_the_thread_costs_the_same_with_one_and_with_three(square, root, browser):
    counts = []
    for people in (1, 2):
        for _ in range(people):
            said(square.channel, member_of(square.community), root=root)
        browser.get(at("thread", root))
        with CaptureQueriesContext(connection) as queries:
            browser.get(at("thread", root))
        counts.append(len(queries))
    assert counts[0] == counts[1]
