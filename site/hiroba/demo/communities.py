"""Communities, their channels, what is said in them, and what they invite to."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from accounts.models import User
from common.dates import jst
from communities.actions import (
    Guest,
    Plan,
    add_member,
    announce_event,
    create_channel,
    create_community,
    post_message,
    register,
)
from communities.enums import JoinPolicy, MemberRole
from communities.models import Channel, Community, Message
from hiroba.demo.content import read
from hiroba.demo.mentoring import picture_of
from hiroba.demo.people import People


def make_communities(*, people: People, joined_at: datetime, now: datetime) -> None:
    """The communities on record, open to everybody, each with a channel; members came before the talk."""
    for row in read("communities")["communities"]:
        organiser = people[row["organiser"]]
        community = create_community(
            name=row["name"], kind=row["kind"], theme=row["theme"], summary=row["summary"], slug=row["slug"],
            picture=row["picture"], join_policy=JoinPolicy.OPEN, is_public_archive=True, by=organiser, now=now,
        )  # fmt: skip
        add_member(community=community, user=organiser, role=MemberRole.ORGANISER, by=organiser, now=joined_at)
        for login in row["members"]:
            add_member(community=community, user=people[login], role=MemberRole.MEMBER, by=organiser, now=joined_at)
        channel = create_channel(community=community, by=organiser, now=now, **row["channel"])
        for plan in row.get("events", []):
            invite(community, plan, organiser, now)
        say(channel, row.get("messages", []), people, now)


def make_talk(*, community: Community, people: People, joined_at: datetime, now: datetime) -> None:
    """The first term's channel, with mentors and staff in it; the organiser keeps it going."""
    content = read("talk")
    for login in ("mentor", "exec", "organiser", "drawer"):
        role = MemberRole.ORGANISER if login == "organiser" else MemberRole.FACILITATOR
        add_member(community=community, user=people[login], role=role, by=people["staff"], now=joined_at)
    channel = create_channel(community=community, by=people["staff"], now=now, **content["channel"])
    say(channel, content["messages"], people, now)


def invite(community: Community, row: dict[str, Any], organiser: User, now: datetime) -> None:
    """An event some days ahead, with as many registrations as the row says, by roles without a face."""
    day = jst(now + timedelta(days=row["in_days"])).replace(hour=row["hour"], minute=0, second=0, microsecond=0)
    same = ("title_ja", "title_en", "summary_ja", "summary_en", "mode", "place", "capacity")
    plan = Plan(
        starts_at=day, ends_at=day + timedelta(hours=row["hours"]), closes_at=day - timedelta(days=2),
        needed=row.get("needed", 0), **{name: row[name] for name in same},
    )  # fmt: skip
    event = announce_event(community=community, plan=plan, by=organiser, now=now)
    for number in range(1, row["guests"] + 1):
        guest = Guest(name=f"参加する人 {number}", email=f"guest-{number}@example.jp", language="ja")
        key = uuid5(NAMESPACE_URL, f"{event.public_id}/{number}")
        register(event=event, guest=guest, client_id=key, by=None, now=now)


def say(channel: Channel, rows: Iterable[dict[str, Any]], people: People, now: datetime) -> None:
    """Post in order, a few minutes apart, each with the answers to it."""
    lines = list(rows)
    for position, row in enumerate(lines):
        at = now - timedelta(minutes=7 * (len(lines) - position))
        message = post(channel, row, people, key=f"{position}", at=at)
        for number, answer in enumerate(row.get("answers", []), start=1):
            post(channel, answer, people, key=f"{position}/{number}", at=at + timedelta(minutes=number), root=message)


def post(
    channel: Channel, row: dict[str, Any], people: People, *, key: str, at: datetime, root: Message | None = None
) -> Message:
    """One message: `calls` somebody by name, `picture` hangs a drawing on it. Loaded again it stays the same one."""
    called = f"@{people[row['calls']].display_name} " if "calls" in row else ""
    files = [picture_of(row["picture"])] if "picture" in row else []
    return post_message(
        channel=channel, root=root, body=called + row["text"], files=files, by=people[row["by"]],
        client_id=uuid5(NAMESPACE_URL, f"{channel.public_id}/{key}"), now=at,
    ).message  # fmt: skip
