"""Calling people by name in a message: each is told once, in the inbox and by mail."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from activity.actions import notify
from common.errors import InvalidInput
from communities.message_text import names_in
from communities.models import Channel, Message
from communities.queries import readers_with_name

MOST = 20
KIND = "communities/mentioned"


def people_called(channel: Channel, body: str, by: User) -> list[User]:
    """Who is called in `body`, of those who read the channel; one query when there is a sign at all.

    People with the same display name are all meant, since readers cannot tell them apart either. Raises InvalidInput
    (field "body") for more than MOST.
    """
    if "@" not in body and "＠" not in body:
        return []
    readers = list(readers_with_name(channel))
    called = {name for _start, name in names_in(body, {reader.display_name for reader in readers})}
    people = [reader for reader in readers if reader.display_name in called and reader.pk != by.pk]
    if len(people) > MOST:
        raise InvalidInput({"body": _("A message can call at most %(most)d people by name.") % {"most": MOST}})
    return people


def noted(people: Iterable[User]) -> list[dict[str, str]]:
    """What a message keeps of those it calls."""
    return [{"id": str(person.public_id), "name": person.display_name} for person in people]


def not_told_yet(message: Message, people: Iterable[User]) -> list[User]:
    """Those whom an edited text calls for the first time."""
    told = {entry["id"] for entry in message.mentions}
    return [person for person in people if str(person.public_id) not in told]


def tell_called(*, message: Message, people: Sequence[User], by: User, now: datetime) -> None:
    """A line in the inbox and a mail for each of `people`; it says who called and where, and holds none of the words.

    What was said stays where it can be changed and taken down. Whether each may still read it is asked when the mail
    leaves (`mail_kinds`).
    """
    if not people:
        return
    context: dict[str, Any] = {"who": by.display_name, "channel": message.channel, "place": place_of(message)}
    for person in people:
        notify(
            to=person, kind=KIND, event=str(message.public_id), context=context, about=message.public_id,
            url=context["place"],
        )  # fmt: skip


def place_of(message: Message) -> str:
    """Where the message stands."""
    name, about = ("thread", message.root) if message.root else ("channel", message.channel)
    return f"{reverse(f'communities:{name}', args=[about.public_id])}#m-{message.public_id}"


def with_name_in_front(channel: Channel, body: str, person: UUID | None) -> str:
    """The text with the name of somebody chosen from the list before it, unless it calls them already.

    Raises InvalidInput (field "to") for somebody who does not read the channel.
    """
    if person is None:
        return body
    name = readers_with_name(channel).filter(public_id=person).values_list("display_name", flat=True).first()
    if name is None:
        raise InvalidInput({"to": _("This person does not read here. Please choose somebody else.")})
    is_called = any(found == name for _start, found in names_in(body, [name]))
    return body if is_called else f"@{name} {body}"
