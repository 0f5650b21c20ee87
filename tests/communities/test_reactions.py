"""Words to a message: one of each kind for each person, live for all, and nothing lost by pressing twice."""

import re

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from common.errors import Closed, InvalidInput
from communities.actions import edit_message, remove_message, set_reaction
from communities.actions.telling import STREAM_KIND
from communities.enums import ReactionKind
from communities.models import Message, Reaction
from communities.queries import Said, changes_after, reactions_to
from realtime.models import StreamEvent
from realtime.queries import head_of
from tests.communities.conftest import make_square
from tests.factories.communities import said

JSON = {"HTTP_ACCEPT": "application/json"}


@pytest.fixture
def message(square):
    return said(square.channel, square.member)


def say(message, by, kind="thanks", *, wanted=True):
    return set_reaction(message=message, kind=kind, wanted=wanted, by=by, now=timezone.now())


def door(message):
    return reverse("communities:message_react", args=[message.public_id])


def test_each_person_says_each_word_once_and_takes_it_back(square, message):
    for _ in range(2):
        say(message, square.other)
    say(message, square.organiser)
    say(message, square.other, "help")
    assert reactions_to([message], square.other.pk) == {
        message.pk: {"thanks": Said(2, mine=True), "help": Said(1, mine=True)}
    }
    for _ in range(2):
        say(message, square.other, wanted=False)
    assert reactions_to([message], square.other.pk)[message.pk]["thanks"] == Said(1, mine=False)
    assert reactions_to([message], None)[message.pk]["thanks"] == Said(1, mine=False)
    assert reactions_to([], square.other.pk) == {}
    assert StreamEvent.objects.filter(kind="reacted").count() == 4


def test_the_database_keeps_one_of_each(square, message):
    say(message, square.other)
    with pytest.raises(IntegrityError), transaction.atomic():
        Reaction.objects.create(message=message, user=square.other, kind=ReactionKind.THANKS)


def test_readers_fetch_the_message_and_who_edits_it_is_not_disturbed(square, message):
    before = head_of(STREAM_KIND, square.channel.stream_key).seq
    say(message, square.other)
    head = head_of(STREAM_KIND, square.channel.stream_key).seq
    changed = changes_after(square.channel, before, head=head)
    assert (changed.messages, head) == ((message,), before + 1)
    edit_message(message=message, body="直しました。", rev=0, by=square.member, now=timezone.now())
    assert Message.objects.get().body == "直しました。"


def test_only_our_own_words_and_only_to_what_stands(square, message):
    with pytest.raises(InvalidInput):
        say(message, square.other, "🎉")
    remove_message(message=message, reason="mistake", by=square.member, now=timezone.now())
    with pytest.raises(Closed):
        say(message, square.other)
    assert not Reaction.objects.exists()


def test_one_press_says_it_and_the_next_takes_it_back_without_script(client, square, message):
    client.force_login(square.other)
    page = reverse("communities:channel", args=[square.channel.public_id])
    for value, pressed in (("thanks", "true"), ("-thanks", "false")):
        html = client.get(page).content.decode()
        assert f'name="reaction" value="{value}"' in html
        answer = client.post(door(message), {"reaction": value})
        assert (answer.status_code, answer["Location"]) == (303, f"{page}#m-{message.public_id}")
        html = client.get(page).content.decode()
        (button,) = re.findall(r'<button class="react"[^>]*value="-?thanks"[^>]*>', html)
        assert f'aria-pressed="{pressed}"' in button


def test_the_script_gets_a_short_answer_and_the_live_partial_the_count(client, square, message):
    client.force_login(square.other)
    assert client.post(door(message), {"reaction": "help"}, **JSON).status_code == 204
    part = client.get(reverse("communities:channel_fragment", args=[square.channel.public_id]), {"after": 1})
    assert re.search(r"手伝える\s*<span>1</span>", part.content.decode())
    for fields in ({"reaction": "x"}, {}):
        assert client.post(door(message), fields, **JSON).status_code == 422


def test_readers_of_an_archive_see_the_words_and_no_buttons(client, db):
    square = make_square(is_public_archive=True)
    say(said(square.channel, square.member), square.other, "seen")
    html = client.get(reverse("communities:channel", args=[square.channel.public_id])).content.decode()
    assert "見ました" in html
    assert 'name="reaction"' not in html


def test_the_number_of_queries_does_not_grow(client, square):
    client.force_login(square.other)
    counts = []
    page = reverse("communities:channel", args=[square.channel.public_id])
    for _ in range(2):
        for _ in range(2):
            say(said(square.channel, square.member), square.organiser)
        client.get(page)
        with CaptureQueriesContext(connection) as queries:
            client.get(page)
        counts.append(len(queries))
    assert counts[0] == counts[1]
