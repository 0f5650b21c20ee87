"""The stream kinds of this app. A key is the public id of a channel or an event.

Their events stand in the README; those of an event name nobody who comes.
A frame holds only an id, so it is the same for every reader and every language; the page fetches the partial it needs
(`channel_fragment`, `event_fragment`), which asks the right again.
"""

from uuid import UUID

from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from accounts.rights import allowed
from communities.actions.seats import EVENT_STREAM
from communities.actions.telling import STREAM_KIND
from communities.queries import find_channel, find_event, forget_memberships
from realtime.registry import StreamKind, register_stream_kind, render_ids


def may_read_channel(user: User | AnonymousUser, key: str) -> bool:
    """Whether `user` may read now: a socket outlives a request, so memberships are read afresh."""
    channel = find_channel(UUID(key))
    forget_memberships(user)
    return channel is not None and allowed(user, "communities.read_channel", channel)


def may_read_event(user: User | AnonymousUser, key: str) -> bool:
    """Whether `user` may know of the event now."""
    event = find_event(UUID(key))
    forget_memberships(user)
    return event is not None and allowed(user, "communities.view_event", event)


def register() -> None:
    """Called once when the app is ready."""
    register_stream_kind(StreamKind(name=EVENT_STREAM, may_read=may_read_event, render=render_ids))
    register_stream_kind(StreamKind(name=STREAM_KIND, may_read=may_read_channel, render=render_ids))
