"""The stream kind "board": one stream with the key "ui"; events posted, edited, removed.

A frame holds the note's id and nothing else.
"""

from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from accounts.rights import allowed
from hiroba.livedemo import permissions as _rights  # noqa: F401 - names the right that is asked here
from hiroba.livedemo.queries import STREAM_KEY, STREAM_KIND
from realtime.registry import StreamKind, register_stream_kind, render_ids


def may_read_board(user: User | AnonymousUser, key: str) -> bool:
    """Whether `user` may follow the board."""
    return key == STREAM_KEY and allowed(user, "livedemo.use_board")


def register() -> None:
    """Called once when the app is ready."""
    register_stream_kind(StreamKind(name=STREAM_KIND, may_read=may_read_board, render=render_ids))
