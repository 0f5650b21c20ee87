"""The stream kind "inbox": key is the person's public id, read by that person alone; event "changed".

A frame says how many notices are unread now; which ones they are stands on the inbox page only.
"""

from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from activity.queries import INBOX, unread_by_key
from realtime.models import StreamEvent
from realtime.registry import Payload, StreamKind, register_stream_kind


def may_read_inbox(user: User | AnonymousUser, key: str) -> bool:
    """One's own only."""
    return isinstance(user, User) and user.is_active and str(user.public_id) == key


def render_inbox(events: list[StreamEvent]) -> list[Payload]:
    """The present count for each event: two queries for a batch of one stream."""
    key = events[0].stream.key
    unread = unread_by_key([key]).get(key, 0)
    return [{"id": str(event.object_id), "unread": unread} for event in events]


def register() -> None:
    """Called once when the app is ready."""
    register_stream_kind(StreamKind(name=INBOX, may_read=may_read_inbox, render=render_inbox))
