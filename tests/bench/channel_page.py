"""`channel.page.queries`, `channel.page.cpu`: the page of a channel of 200,000 messages, as a member opens it.

Fifty messages are shown, twenty of them unread, with answers, words, names that are called and files; the reader is
in two communities. Queries are those of the whole request, login session included; CPU is process time of the request.
"""

import json
import time
import uuid
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from tests.bench.figures import Measured, measures
from tests.faults.harness import fresh_server

MESSAGES, BATCH, MEMBERS, UNREAD = 200_000, 5000, 40, 20
ROUNDS = 30


@measures("channel.page.queries", "channel.page.cpu")
def channel_page(database: str) -> Iterator[Measured]:
    """Rows of the floor in bulk; then the product's own view."""
    with fresh_server(database) as server:
        found = json.loads(server.python("from tests.bench.channel_page import run; run()").strip().splitlines()[-1])
    yield Measured("channel.page.queries", found["queries"], n=MESSAGES, value=max(found["queries"]))
    yield Measured("channel.page.cpu", found["cpu"], n=MESSAGES)


def run() -> None:
    """In the server's settings."""
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from communities.models import ReadMark

    settings.ALLOWED_HOSTS = ["testserver"]
    channel, reader = fill()
    client = Client()
    client.force_login(reader)
    address = f"/communities/channels/{channel.public_id}/"
    marks = ReadMark.objects.filter(channel=channel, user=reader)
    cpu, queries = [], []
    for _ in range(ROUNDS):
        marks.update(seq=MESSAGES - UNREAD)
        began = time.process_time()
        answer = client.get(address)
        cpu.append(1000 * (time.process_time() - began))
        assert answer.content.count(b'class="msg"') >= 50
    for unread in (UNREAD, 0):
        marks.update(seq=MESSAGES - unread)
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        # Moving the mark is no reading; it happens once for each piece of news.
        queries.append(sum(query["sql"].startswith("SELECT") for query in asked.captured_queries))
    print(json.dumps({"cpu": cpu[5:], "queries": queries}))


def fill() -> tuple[Any, Any]:
    """Two communities; the long channel, whose last messages have everything on them."""
    from django.utils import timezone

    from accounts.models import User
    from communities.actions import add_member, create_channel, create_community, mark_read
    from communities.models import Message
    from realtime.models import Stream

    now = timezone.now() - timedelta(days=1)
    people = [User.objects.create_user(f"p{n}@example.jp", display_name=f"町工場{n}") for n in range(MEMBERS)]
    for name in ("second", "first"):
        community = create_community(name=name, kind="issue", theme="talk", by=people[0], now=now)
        for person in people:
            add_member(community=community, user=person, role="member", by=None, now=now)
        channels = [create_channel(community=community, name=f"talk{n}", by=people[0], now=now) for n in range(4)]
    channel = channels[0]
    for start in range(1, MESSAGES + 1, BATCH):
        Message.objects.bulk_create(row(channel, people, seq, now) for seq in range(start, start + BATCH))
    Stream.objects.filter(key=str(channel.public_id)).update(last_seq=MESSAGES)
    mark_read(channel=channel, seq=MESSAGES - UNREAD, by=people[1])
    answer_some(channel, people)
    analyse()
    return channel, people[1]


def row(channel: Any, people: list[Any], seq: int, now: Any) -> Any:
    """Every fifth message of the beginning answers to another one."""
    from communities.models import Message

    person, called = people[seq % MEMBERS], people[(seq + 7) % MEMBERS]
    files = [{
        "id": str(uuid.uuid4()), "name": "図面.png", "type": "image/png", "size": 9000, "pages": 1, "state": "ready",
        "refusal": "", "width": 800, "height": 600,
    }] if seq % 10 == 0 else []  # fmt: skip
    return Message(
        channel=channel, author=person, body=f"@{called.display_name}さん、試作の治具を三つに分けました。https://example.jp/{seq}",
        mentions=[{"id": str(called.public_id), "name": called.display_name}], attachments=files, file_count=len(files),
        client_id=uuid.uuid4(), fingerprint="x", seq=seq, changed_seq=seq, created_at=now + timedelta(seconds=seq / 10),
    )  # fmt: skip


def answer_some(channel: Any, people: list[Any]) -> None:
    """Earlier rows become answers to the messages that are shown; words are said to each."""
    from communities.models import Message, Reaction

    shown = list(Message.objects.filter(channel=channel).order_by("-seq")[:50])
    for place, message in enumerate(shown):
        answers = Message.objects.filter(channel=channel, seq__range=(place * 10 + 1, place * 10 + 10))
        last = answers.order_by("seq").last()
        answers.update(root=message)
        Message.objects.filter(pk=message.pk).update(answer_count=10, last_answer=last)
    Reaction.objects.bulk_create(
        Reaction(message=message, user=person, kind="thanks") for message in shown for person in people[:8]
    )


def analyse() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
