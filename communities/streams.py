"""The stream kind "channel": key is the channel's public id; events posted, edited, removed.

A frame holds only the message's id, so it is the same for every reader and every language; the page fetches the partial
it needs (`communities:channel_fragment`), which asks the right again.
"""

from uuid import UUID

from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from accounts.rights import allowed
from communities.actions.messages import STREAM_KIND
from communities.queries import find_channel, forget_memberships
from realtime.registry import StreamKind, register_stream_kind, render_ids


def may_read_channel(user: User | AnonymousUser, key: str) -> bool:
    """Whether `user` may read now: a socket outlives a request, so memberships are read afresh."""
    channel = find_channel(UUID(key))
    forget_memberships(user)
    return channel is not None and allowed(user, "communities.read_channel", channel)


def register() -> None:
    """Called once when the app is ready."""
    register_stream_kind(StreamKind(name=STREAM_KIND, may_read=may_read_channel, render=render_ids))
