from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from activity.cards import cards_for
from communities.actions import leave_community, mark_read, remove_message
from communities.cards import community_card
from communities.enums import ChannelKind, RemovalReason
from communities.streams import may_read_channel
from realtime.models import StreamEvent
from realtime.queries import events_after, stream_for
from realtime.registry import get_stream_kind
from tests.communities.conftest import make_square
from tests.factories.communities import channel_in, said

NOW = timezone.now()


def test_the_kind_is_registered():
    assert get_stream_kind("channel").may_read is may_read_channel


def test_who_may_read_the_stream_is_who_may_read_the_channel(closed_square):
    key = closed_square.channel.stream_key
    assert may_read_channel(closed_square.member, key)
    assert not may_read_channel(closed_square.outsider, key)
    assert not may_read_channel(AnonymousUser(), key)
    assert not may_read_channel(closed_square.member, str(uuid4()))


def test_who_has_left_is_refused_at_the_next_question(square):
    """A socket keeps its user object; the answer must not come from what that object once read."""
    from accounts.models import User

    user_of_socket = User.objects.get(pk=square.member.pk)
    assert may_read_channel(user_of_socket, square.channel.stream_key)
    leave_community(community=square.community, by=square.member, now=NOW)
    assert not may_read_channel(user_of_socket, square.channel.stream_key)


def test_frames_hold_ids_and_never_text(square):
    message = said(square.channel, square.member, "ひみつ")
    remove_message(message=message, reason=RemovalReason.MISTAKE, by=square.member, now=NOW)
    events = events_after(stream_for("channel", square.channel.stream_key), 0, 10)
    assert [(event.seq, event.kind, event.payload) for event in events] == [
        (1, "posted", {"id": str(message.public_id)}),
        (2, "removed", {"id": str(message.public_id)}),
    ]
    assert list(StreamEvent.objects.values_list("data", flat=True)) == [{}, {}]


def test_the_card_counts_what_is_unread_and_leads_there(square):
    said(square.channel, square.other)
    quiet = channel_in(square.community, "設備")
    for _ in range(2):
        said(quiet, square.other)
    card = community_card(square.member, NOW)
    assert "3" in card.title
    assert str(quiet.public_id) in card.url
    assert card in cards_for(square.member, NOW)
    mark_read(channel=square.channel, seq=1, by=square.member)
    mark_read(channel=quiet, seq=2, by=square.member)
    assert community_card(square.member, NOW).state == "ぜんぶ読みました"


def test_when_all_is_read_the_card_says_where_the_last_word_fell(square):
    said(square.channel, square.member, "前のことば", now=NOW - timedelta(hours=2))
    later = channel_in(square.community, "設備")
    said(later, square.member, "さいごのことば", now=NOW - timedelta(hours=1))
    gone = said(square.channel, square.member, "取り消したことば", now=NOW)
    remove_message(message=gone, reason=RemovalReason.MISTAKE, by=square.member, now=NOW)
    card = community_card(square.member, NOW)
    assert ("「さいごのことば」" in card.sentence, str(later.public_id) in card.url) == (True, True)


def test_where_nobody_has_spoken_the_card_asks_for_the_first_word(square):
    card = community_card(square.member, NOW)
    assert (card.state, card.action) == ("まだ静か", "最初のひとことを書く")
    assert str(square.channel.public_id) in card.url


def test_who_belongs_nowhere_gets_no_card(square):
    assert community_card(square.outsider, NOW) is None


def test_the_card_is_silent_about_channels_one_does_not_see(db):
    square = make_square()
    said(channel_in(square.community, "運営だけ", kind=ChannelKind.ORGANISERS), square.organiser, "ひみつ")
    card = community_card(square.member, NOW)
    assert (card.state, "ひみつ" in card.sentence) == ("まだ静か", False)


@pytest.mark.parametrize("count", [1, 3])
def test_the_card_costs_the_same_for_any_number(square, count, django_assert_max_num_queries):
    for number in range(count):
        said(channel_in(square.community, f"話 {number}"), square.member)
    with django_assert_max_num_queries(3):
        community_card(square.member, NOW)
