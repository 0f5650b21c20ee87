from datetime import timedelta
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from activity.models import Record
from common.errors import Closed, Conflict, InvalidInput, StaleWrite
from communities.actions import edit_message, post_message, remove_message
from communities.actions.messages import _insert
from communities.enums import AUTHOR_REASONS, MODERATOR_REASONS, RemovalReason
from communities.models import Message
from realtime.models import StreamEvent
from tests.communities.conftest import make_square
from tests.factories.common import together
from tests.factories.communities import channel_in, said

NOW = timezone.now()


def events():
    return list(StreamEvent.objects.order_by("stream_id", "seq").values_list("seq", "kind", "object_id", "data"))


def test_post_message_writes_the_message_and_one_event(square):
    posted = post_message(channel=square.channel, body=" 受けます。\r\n", client_id=uuid4(), by=square.member, now=NOW)
    message = Message.objects.get()
    assert (posted.message, posted.created) == (message, True)
    assert (message.body, message.author, message.seq, message.changed_seq) == ("受けます。", square.member, 1, 1)
    assert message.created_at == NOW
    assert events() == [(1, "posted", message.public_id, {})]


def test_post_message_again_with_the_same_key_answers_the_first_one(square):
    key = uuid4()
    first = post_message(channel=square.channel, body="受けます。", client_id=key, by=square.member, now=NOW)
    again = post_message(channel=square.channel, body="受けます。\n", client_id=key, by=square.member, now=NOW)
    assert (again.message, again.created) == (first.message, False)
    assert Message.objects.count() == 1
    assert len(events()) == 1


def test_post_message_again_after_an_edit_still_answers_the_first_one(square):
    key = uuid4()
    first = post_message(channel=square.channel, body="受けます。", client_id=key, by=square.member, now=NOW)
    edit_message(message=first.message, body="うちで受けます。", rev=0, by=square.member, now=NOW)
    again = post_message(channel=square.channel, body="受けます。", client_id=key, by=square.member, now=NOW)
    assert again.message.body == "うちで受けます。"


def test_the_same_key_with_another_text_or_channel_is_a_conflict(square):
    key = uuid4()
    post_message(channel=square.channel, body="受けます。", client_id=key, by=square.member, now=NOW)
    elsewhere = channel_in(square.community, "設備と材料")
    with pytest.raises(Conflict):
        post_message(channel=square.channel, body="受けません。", client_id=key, by=square.member, now=NOW)
    with pytest.raises(Conflict):
        post_message(channel=elsewhere, body="受けます。", client_id=key, by=square.member, now=NOW)
    assert [seq for seq, *_ in events()] == [1]


def test_two_people_may_use_the_same_key(square):
    key = uuid4()
    post_message(channel=square.channel, body="一", client_id=key, by=square.member, now=NOW)
    post_message(channel=square.channel, body="二", client_id=key, by=square.other, now=NOW)
    assert list(Message.objects.values_list("seq", "body")) == [(1, "一"), (2, "二")]


def test_another_constraint_is_not_mistaken_for_the_key(square):
    square.channel.pk = 10**9
    with pytest.raises(IntegrityError), transaction.atomic():
        post_message(channel=square.channel, body="一", client_id=uuid4(), by=square.member, now=NOW)
        connection.check_constraints()


def test_post_message_with_a_bad_body_writes_nothing(square):
    with pytest.raises(InvalidInput):
        post_message(channel=square.channel, body=" ", client_id=uuid4(), by=square.member, now=NOW)
    assert (Message.objects.count(), events()) == (0, [])


def test_edit_message_replaces_the_text_and_says_so(square):
    message = said(square.channel, square.member)
    later = NOW + timedelta(minutes=5)
    edited = edit_message(message=message, body="二つ受けます。", rev=0, by=square.member, now=later)
    message.refresh_from_db()
    assert edited == message
    assert (message.body, message.rev, message.edited_at) == ("二つ受けます。", 1, later)
    assert (message.seq, message.changed_seq) == (1, 2)
    assert [kind for _, kind, *_ in events()] == ["posted", "edited"]


def test_edit_message_with_the_same_text_writes_nothing(square):
    message = said(square.channel, square.member, "受けます。")
    assert edit_message(message=message, body="受けます。 ", rev=0, by=square.member, now=NOW).rev == 0
    assert len(events()) == 1


def test_edit_message_with_a_stale_revision_is_refused(square):
    message = said(square.channel, square.member)
    edit_message(message=message, body="先に直した", rev=0, by=square.member, now=NOW)
    with pytest.raises(StaleWrite):
        edit_message(message=message, body="後から直した", rev=0, by=square.member, now=NOW)
    message.refresh_from_db()
    assert (message.body, message.rev) == ("先に直した", 1)
    assert len(events()) == 2


def test_without_the_revision_the_first_edit_would_be_lost(square):
    """Twin: what happens when `rev` is not checked."""
    message = said(square.channel, square.member)
    edit_message(message=message, body="先に直した", rev=0, by=square.member, now=NOW)
    edit_message(message=message, body="後から直した", rev=None, by=square.member, now=NOW)
    message.refresh_from_db()
    assert message.body == "後から直した"


def test_edit_message_after_removal_is_closed(square):
    message = said(square.channel, square.member)
    remove_message(message=message, reason=RemovalReason.MISTAKE, by=square.member, now=NOW)
    with pytest.raises(Closed):
        edit_message(message=message, body="もう一度", rev=1, by=square.member, now=NOW)


def test_remove_message_by_the_writer_keeps_the_text_and_no_audit_line(square):
    message = said(square.channel, square.member, "まちがい")
    removed = remove_message(message=message, reason=RemovalReason.MISTAKE, by=square.member, now=NOW)
    assert (removed.body, removed.removed_by, removed.removal_reason) == ("まちがい", square.member, "mistake")
    assert (removed.removed_at, removed.changed_seq, removed.rev) == (NOW, 2, 1)
    assert not Record.objects.filter(verb="message_removed").exists()


def test_remove_message_by_an_organiser_is_in_the_audit_trail(square):
    message = said(square.channel, square.member)
    remove_message(message=message, reason=RemovalReason.ADVERTISING, by=square.organiser, now=NOW)
    line = Record.objects.get(verb="message_removed")
    assert (line.actor, line.subject_id, line.facts) == (square.organiser, message.public_id, {"reason": "advertising"})


def test_remove_message_twice_is_once(square):
    message = said(square.channel, square.member)
    remove_message(message=message, reason=RemovalReason.MISTAKE, by=square.member, now=NOW)
    again = remove_message(message=message, reason=RemovalReason.HURTFUL, by=square.organiser, now=NOW)
    assert again.removal_reason == "mistake"
    assert [kind for _, kind, *_ in events()] == ["posted", "removed"]


@pytest.mark.parametrize("reason", [*RemovalReason, "", "because"])
def test_each_side_gives_its_own_reasons(square, reason):
    for by, allowed in ((square.member, AUTHOR_REASONS), (square.organiser, MODERATOR_REASONS)):
        message = said(square.channel, square.member)
        if reason in allowed:
            assert remove_message(message=message, reason=reason, by=by, now=NOW).removal_reason == reason
        else:
            with pytest.raises(InvalidInput):
                remove_message(message=message, reason=reason, by=by, now=NOW)


def test_a_removal_without_reason_is_refused_by_the_database(square):
    message = said(square.channel, square.member)
    message.removed_at, message.removed_by = NOW, square.member
    with pytest.raises(IntegrityError):
        message.save()


THREADS = 20


@pytest.mark.django_db(transaction=True)
def test_a_doubled_post_in_twenty_threads_makes_one_message():
    square, key = make_square(), uuid4()
    answers = together(
        THREADS,
        lambda _: post_message(channel=square.channel, body="受けます。", client_id=key, by=square.member, now=NOW),
    )
    assert [error for error in answers if isinstance(error, Exception)] == []
    assert sorted(answer.created for answer in answers) == [False] * (THREADS - 1) + [True]
    assert {answer.message.pk for answer in answers} == {Message.objects.get().pk}
    assert [seq for seq, *_ in events()] == [1]


def look_up_first(square, key, seen):
    """What is usually written: is there one already? If not, insert."""
    found = Message.objects.filter(author=square.member, client_id=key).first()
    seen.wait(20)
    if found:
        return found
    with transaction.atomic():
        return _insert(
            channel=square.channel, body="受けます。", fingerprint="-", client_id=key, by=square.member, now=NOW
        )


@pytest.mark.django_db(transaction=True)
def test_look_up_first_answers_errors():
    """Twin: the look-up sees nothing eight times, and seven people get a 500 (eight, because of PostgreSQL's pool)."""
    square, key, seen = make_square(), uuid4(), Barrier(8)
    answers = together(8, lambda _: look_up_first(square, key, seen))
    assert len([error for error in answers if isinstance(error, IntegrityError)]) == 7


@pytest.mark.django_db(transaction=True)
def test_messages_of_many_writers_are_numbered_without_holes():
    square = make_square()
    answers = together(
        THREADS,
        lambda _: post_message(channel=square.channel, body="一言", client_id=uuid4(), by=square.member, now=NOW),
    )
    assert [error for error in answers if isinstance(error, Exception)] == []
    assert list(Message.objects.values_list("seq", flat=True)) == list(range(1, THREADS + 1))
