"""Open places are everybody's to see and members' to read; a term's place exists for its members and the staff only.

In the situations the organiser runs the place; owner, right hand and mentor belong to the term's community.
`SITUATIONS` builds each of them (`situations.py` takes them from here): it is given the personas and returns the URL's
arguments. `FIELDS` is what a POST sends.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from accounts.models import User
from communities.actions import (
    add_member,
    create_channel,
    create_community,
    post_message,
    remove_message,
    report_message,
)
from communities.actions.letters import token_of
from communities.enums import ChannelKind, CommunityKind, JoinPolicy, MemberRole, RemovalReason
from communities.models import Case, Channel, Message
from tests.factories.communities import event_in, registered
from tests.matrix import Row

EVERYBODY = "anonymous visitor owner right declined juror mentor organiser staff contractor"
PEOPLE = "visitor owner right declined juror mentor organiser staff contractor"
OUTSIDERS = "visitor declined juror contractor"
MEMBERS = "owner right mentor organiser"

ROWS = [
    Row("communities:directory", "nothing", allow=EVERYBODY),
    Row("communities:community", "open_community", allow=EVERYBODY),
    Row("communities:community", "archived_community", allow=EVERYBODY),
    Row("communities:community", "term_community", allow=f"{MEMBERS} staff", absent=OUTSIDERS, login="anonymous"),
    Row("communities:join", "open_community", "POST", allow=PEOPLE, login="anonymous"),
    Row("communities:join", "term_community", "POST", allow=f"{MEMBERS} staff", absent=OUTSIDERS, login="anonymous"),
    Row("communities:leave", "open_community", "POST", allow=PEOPLE, login="anonymous"),
    Row(
        "communities:leave", "term_community", "POST",
        allow="staff", denied=MEMBERS, absent=OUTSIDERS, login="anonymous",
    ),
    Row("communities:leave_undo", "open_community", "POST", allow=PEOPLE, login="anonymous"),
    Row(
        "communities:leave_undo", "term_community", "POST",
        allow=f"{MEMBERS} staff", absent=OUTSIDERS, login="anonymous",
    ),
    Row("communities:events", "nothing", allow=EVERYBODY),
    Row("communities:event", "open_event", allow=EVERYBODY),
    Row("communities:event", "open_event", "POST", allow=EVERYBODY),
    Row("communities:event", "term_event", allow=f"{MEMBERS} staff", absent=OUTSIDERS, login="anonymous"),
    Row("communities:event", "term_event", "POST", allow=f"{MEMBERS} staff", absent=OUTSIDERS, login="anonymous"),
    Row("communities:event_fragment", "term_event", allow=f"{MEMBERS} staff", absent=OUTSIDERS, login="anonymous"),
    Row("communities:event_done", "term_event", allow=f"{MEMBERS} staff", absent=OUTSIDERS, login="anonymous"),
    Row("communities:event_calendar", "open_event", allow=EVERYBODY),
    Row("communities:event_calendar", "term_event", allow=f"{MEMBERS} staff", absent=OUTSIDERS, login="anonymous"),
    *(
        Row(
            f"communities:{name}", "open_event", method,
            allow="organiser staff", denied="visitor owner right declined juror mentor contractor", login="anonymous",
        )
        for name, method in (
            ("event_change", "GET"), ("event_change", "POST"), ("event_people", "GET"), ("event_people_csv", "GET"),
        )
    ),
    Row(
        "communities:event_people", "term_event",
        allow="organiser staff", denied="owner right mentor", absent=OUTSIDERS, login="anonymous",
    ),
    Row(
        "communities:event_new", "open_community",
        allow="organiser staff", denied="visitor owner right declined juror mentor contractor", login="anonymous",
    ),
    Row(
        "communities:event_new", "term_community", "POST",
        allow="organiser staff", denied="owner right mentor", absent=OUTSIDERS, login="anonymous",
    ),
    Row("communities:registration", "a_seat", allow=EVERYBODY),
    Row("communities:registration", "a_seat", "POST", allow=EVERYBODY),
    Row("communities:registration", "no_such_seat", absent=EVERYBODY),
    Row(
        "communities:channel", "open_channel",
        allow="organiser staff", denied="visitor owner right declined juror mentor contractor", login="anonymous",
    ),
    Row("communities:channel", "archived_channel", allow=EVERYBODY),
    Row("communities:channel", "term_channel", allow=f"{MEMBERS} staff", absent=OUTSIDERS, login="anonymous"),
    Row(
        "communities:channel", "organisers_channel",
        allow="organiser staff", absent=f"{OUTSIDERS} owner right mentor", login="anonymous",
    ),
    Row("communities:channel_fragment", "archived_channel", allow=EVERYBODY),
    Row("communities:channel_fragment", "term_channel", allow=f"{MEMBERS} staff", absent=OUTSIDERS, login="anonymous"),
    Row(
        "communities:channel_read", "term_channel", "POST",
        allow=f"{MEMBERS} staff", absent=OUTSIDERS, login="anonymous",
    ),
    Row(
        "communities:message_post", "term_channel", "POST",
        allow=MEMBERS, denied="staff", absent=OUTSIDERS, login="anonymous",
    ),
    Row(
        "communities:message_post", "archived_channel", "POST",
        allow="organiser", denied="visitor owner right declined juror mentor staff contractor", login="anonymous",
    ),
    Row(
        "communities:message_post", "announcements_channel", "POST",
        allow="organiser", denied="owner right mentor staff", absent=OUTSIDERS, login="anonymous",
    ),
    *(
        Row(f"communities:{name}", "owners_message", allow=f"{MEMBERS} staff", absent=OUTSIDERS, login="anonymous")
        for name in ("thread", "thread_fragment")
    ),
    Row("communities:thread", "archived_message", allow=EVERYBODY),
    Row(
        "communities:answer_post", "owners_message", "POST",
        allow=MEMBERS, denied="staff", absent=OUTSIDERS, login="anonymous",
    ),
    Row(
        "communities:answer_post", "archived_message", "POST",
        allow="organiser", denied="visitor owner right declined juror mentor staff contractor", login="anonymous",
    ),
    *(
        Row(
            "communities:message_report", "owners_message", method,
            allow="right mentor organiser staff", denied="owner", absent=OUTSIDERS, login="anonymous",
        )
        for method in ("GET", "POST")
    ),
    Row("communities:cases", "nothing", allow=PEOPLE, login="anonymous"),
    *(
        Row(
            "communities:case", "reported_message", method,
            allow="organiser staff", absent=f"{OUTSIDERS} owner right mentor", login="anonymous",
        )
        for method in ("GET", "POST")
    ),
    *(
        Row(
            "communities:case_appeal", "removed_message", method,
            allow="owner", absent=f"{OUTSIDERS} right mentor organiser staff", login="anonymous",
        )
        for method in ("GET", "POST")
    ),
    Row(
        "communities:message_edit", "owners_message",
        allow="owner", denied="right mentor organiser staff", absent=OUTSIDERS, login="anonymous",
    ),
    Row(
        "communities:message_edit", "owners_message", "POST",
        allow="owner", denied="right mentor organiser staff", absent=OUTSIDERS, login="anonymous",
    ),
    Row(
        "communities:message_react", "owners_message", "POST",
        allow=MEMBERS, denied="staff", absent=OUTSIDERS, login="anonymous",
    ),
    Row(
        "communities:message_react", "archived_message", "POST",
        allow="organiser", denied="visitor owner right declined juror mentor staff contractor", login="anonymous",
    ),
    Row(
        "communities:message_remove", "owners_message",
        allow="owner organiser staff", denied="right mentor", absent=OUTSIDERS, login="anonymous",
    ),
    Row(
        "communities:message_remove", "owners_message", "POST",
        allow="owner organiser staff", denied="right mentor", absent=OUTSIDERS, login="anonymous",
    ),
]  # fmt: skip

Personas = Mapping[str, User]
Arguments = dict[str, Any]
NOW = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)


def place(
    people: Personas, members: str, policy: str, *, archive: bool = False, kind: str = ChannelKind.TALK
) -> Channel:
    """A community that the organiser runs, with one channel."""
    community = create_community(
        name="町の広場", kind=CommunityKind.ISSUE, theme="買い物と移動", slug=uuid4().hex, join_policy=policy,
        is_public_archive=archive, by=None, now=NOW,
    )  # fmt: skip
    for persona in members.split():
        role = MemberRole.ORGANISER if persona == "organiser" else MemberRole.MEMBER
        add_member(community=community, user=people[persona], role=role, by=None, now=NOW)
    return create_channel(community=community, name="話す", kind=kind, by=None, now=NOW)


def term_place(people: Personas, kind: str = ChannelKind.TALK) -> Channel:
    return place(people, MEMBERS, JoinPolicy.INVITE, kind=kind)


def open_place(people: Personas, *, archive: bool = False) -> Channel:
    return place(people, "organiser", JoinPolicy.OPEN, archive=archive)


def owners_message(people: Personas) -> Message:
    channel = term_place(people)
    return post_message(channel=channel, body="受けます。", client_id=uuid4(), by=people["owner"], now=NOW).message


def reported_message(people: Personas) -> Case:
    message = owners_message(people)
    return report_message(message=message, reason="advertising", words="", by=people["right"], now=NOW).case


def removed_message(people: Personas) -> Case:
    message = owners_message(people)
    remove_message(message=message, reason=RemovalReason.ADVERTISING, by=people["organiser"], now=NOW)
    return Case.objects.get(message=message)


def archived_message(people: Personas) -> Message:
    channel = open_place(people, archive=True)
    return post_message(
        channel=channel, body="見学できます。", client_id=uuid4(), by=people["organiser"], now=NOW
    ).message


def a_seat(people: Personas) -> Arguments:
    """The link of a mail is the right: it opens what the mail was about, whoever holds it."""
    seat = registered(event_in(open_place(people).community), email="guest@example.jp", by=people["owner"])
    return {"token": token_of(seat)}


def about(thing: Any) -> Arguments:
    return {"public_id": thing.public_id}


SITUATIONS: dict[str, Callable[[Personas], Arguments]] = {
    "open_community": lambda people: about(open_place(people).community),
    "archived_community": lambda people: about(open_place(people, archive=True).community),
    "term_community": lambda people: about(term_place(people).community),
    "open_channel": lambda people: about(open_place(people)),
    "archived_channel": lambda people: about(open_place(people, archive=True)),
    "term_channel": lambda people: about(term_place(people)),
    "organisers_channel": lambda people: about(term_place(people, ChannelKind.ORGANISERS)),
    "announcements_channel": lambda people: about(term_place(people, ChannelKind.ANNOUNCEMENTS)),
    "open_event": lambda people: about(event_in(open_place(people).community)),
    "term_event": lambda people: about(event_in(term_place(people).community)),
    "a_seat": a_seat,
    "no_such_seat": lambda people: {"token": "made-up"},
    "archived_message": lambda people: about(archived_message(people)),
    "owners_message": lambda people: about(owners_message(people)),
    "reported_message": lambda people: about(reported_message(people)),
    "removed_message": lambda people: about(removed_message(people)),
}

FIELDS: dict[str, Callable[[str], dict[str, Any]]] = {
    "communities:event": lambda persona: {"name": "参加する人", "email": f"{persona}@guests.example"},
    "communities:channel_read": lambda _persona: {"seq": 0},
    "communities:message_post": lambda _persona: {"body": "こんにちは。"},
    "communities:answer_post": lambda _persona: {"body": "うちで受けます。"},
    "communities:message_react": lambda _persona: {"reaction": "thanks"},
    "communities:message_edit": lambda _persona: {"body": "直しました。", "rev": 0},
    "communities:message_report": lambda _persona: {"reason": "advertising"},
    "communities:case": lambda _persona: {"decision": "kept"},
    "communities:case_appeal": lambda _persona: {"words": "もう一度見てください。"},
    "communities:message_remove": lambda persona: {"reason": "mistake" if persona == "owner" else "advertising"},
}
