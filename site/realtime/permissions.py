"""Who may read a stream is the kind's own rule, asked at every subscription and every catch-up."""

from typing import TYPE_CHECKING

from realtime.models import Stream
from realtime.registry import get_stream_kind

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User


def may_read(user: "User | AnonymousUser", stream: Stream) -> bool:
    """Whether `user` may read `stream` now; a kind that no installed app knows is readable by nobody."""
    try:
        kind = get_stream_kind(stream.kind)
    except KeyError:
        return False
    return kind.may_read(user, stream.key)


def nobody_reads(user: "User | AnonymousUser", key: str) -> bool:
    """The control stream is for the hubs; to every person it does not exist."""
    return False
