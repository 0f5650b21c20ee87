"""A channel with people who are logged in, for faults and benches that need somewhere to talk."""

import json
from typing import Any

from tests.faults.harness import Server

PEOPLE = 10


def make_place(server: Server, people: int = PEOPLE) -> dict[str, Any]:
    """Fill an empty database: {"channel", "stream", "epoch", "sessions"}, one session for each member."""
    found: dict[str, Any] = json.loads(server.python(f"from tests.faults.place import fill; fill({people})"))
    return found


def fill(people: int) -> None:
    """In the server's settings: a community with its channel, and everybody a member."""
    from django.utils import timezone

    from accounts.models import User
    from communities.actions import add_member, create_channel, create_community
    from communities.actions.telling import STREAM_KIND
    from realtime.queries import head_of
    from tests.faults.sessions import open_session

    now = timezone.now()
    members = [User.objects.create_user(f"person{n}@example.jp") for n in range(people)]
    community = create_community(name="Square", kind="issue", theme="Talk", by=members[0], now=now)
    for person in members:
        add_member(community=community, user=person, role="member", by=None, now=now)
    channel = create_channel(community=community, name="talk", by=members[0], now=now)
    head = head_of(STREAM_KIND, channel.stream_key)
    sessions = [open_session(person.email) for person in members]
    place = {"channel": str(channel.public_id), "stream": str(head.public_id), "epoch": head.epoch}
    print(json.dumps({**place, "sessions": sessions}))
