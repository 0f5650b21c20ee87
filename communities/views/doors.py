"""Loading an object and deciding whether the reader may know of it.

A community by invitation, an organisers' channel and a missing object answer alike: 404 for people who are logged in,
and the login page for everybody else, so that a link in a mail leads a member home.
"""

from uuid import UUID

from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from accounts.rights import allowed, require
from common.errors import LoginNeeded, NotFound
from communities.models import Channel, Community, Event, Message
from communities.queries import find_channel, find_community, find_event, find_message

AnyUser = User | AnonymousUser


def known_community(user: AnyUser, public_id: UUID) -> Community:
    """The community, when the reader may know of it."""
    community = find_community(public_id)
    if community is None or not allowed(user, "communities.view_community", community):
        raise _as_if_missing(user)
    return community


def known_event(user: AnyUser, public_id: UUID) -> Event:
    """The event, when the reader may know of its community."""
    event = find_event(public_id)
    if event is None or not allowed(user, "communities.view_event", event):
        raise _as_if_missing(user)
    return event


def readable_channel(user: AnyUser, public_id: UUID) -> Channel:
    """The channel, when the reader may read it; NotAllowed when only its community is known to them."""
    return _readable(user, find_channel(public_id))


def readable_message(user: AnyUser, public_id: UUID) -> Message:
    """The message, when the reader may read its channel."""
    message = find_message(public_id)
    _readable(user, message.channel if message else None)
    if message is None:
        raise NotFound
    return message


def readable_thread(user: AnyUser, public_id: UUID) -> Message:
    """The message that opens a thread, when the reader may read its channel; answers open none."""
    message = readable_message(user, public_id)
    if message.root_id:
        raise NotFound
    return message


def _readable(user: AnyUser, channel: Channel | None) -> Channel:
    known = (
        channel is not None
        and allowed(user, "communities.view_community", channel.community)
        and allowed(user, "communities.view_channel", channel)
    )
    if channel is None or not known:
        raise _as_if_missing(user)
    require(user, "communities.read_channel", channel)
    return channel


def _as_if_missing(user: AnyUser) -> LoginNeeded | NotFound:
    return NotFound() if user.is_authenticated else LoginNeeded()
