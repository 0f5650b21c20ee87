"""The stream kind "sketch": key is the public id; its events stand in the README.

A frame holds ids and small facts, so it is the same for every reader and every language; the page fetches the partial
it needs (`mentoring:fragment`), which asks the right again.
"""

from uuid import UUID

from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from accounts.queries import forget_rights
from accounts.rights import allowed
from common.errors import NotFound
from mentoring.actions.sketches import STREAM_KIND
from mentoring.queries import find_sketch
from realtime.registry import StreamKind, register_stream_kind, render_ids


def may_read_sketch(user: User | AnonymousUser, key: str) -> bool:
    """Whether `user` may read now: a socket outlives a request, so roles and memberships are read afresh."""
    if isinstance(user, User):
        forget_rights(user)
    try:
        return allowed(user, "mentoring.view_sketch", find_sketch(UUID(key)))
    except NotFound:
        return False


def register() -> None:
    """Called once when the app is ready."""
    register_stream_kind(StreamKind(name=STREAM_KIND, may_read=may_read_sketch, render=render_ids))
