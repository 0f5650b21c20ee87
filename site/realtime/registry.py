"""What a stream is about is known to the app that owns it; realtime only knows kinds by name.

The owner registers its kind in `AppConfig.ready()`. Realtime asks the kind two things: who may read, and what an event
says today. Both are asked at the moment of reading, never stored, so that a replay cannot show what was taken away.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User
    from realtime.models import StreamEvent

Payload = dict[str, Any]


@dataclass(frozen=True)
class StreamKind:
    """One kind of stream.

    `may_read(user, key)` decides for one stream; it runs in a database thread and must not be cached.
    `render(events)` turns a batch of one stream into one JSON-able dict per event, in constant queries and in the same
    order. The answer is the same for every reader and holds no text in any language; removed objects are tombstones.
    """

    name: str
    may_read: Callable[["User | AnonymousUser", str], bool]
    render: Callable[[list["StreamEvent"]], list[Payload]]


_kinds: dict[str, StreamKind] = {}


def register_stream_kind(kind: StreamKind) -> None:
    """Make `kind` known; a name belongs to one app, so a second, different registration is a programming error."""
    known = _kinds.get(kind.name)
    if known is not None and known != kind:
        raise ValueError(f"stream kind {kind.name!r} is registered twice")
    _kinds[kind.name] = kind


def get_stream_kind(name: str) -> StreamKind:
    """The kind called `name`; KeyError when no app registered it."""
    return _kinds[name]


def stream_kinds() -> list[StreamKind]:
    """All kinds by name, for the rights matrix."""
    return [_kinds[name] for name in sorted(_kinds)]


def render_ids(events: "Sequence[StreamEvent]") -> list[Payload]:
    """The renderer of kinds whose pages fetch their own partial: the object's id and the stored small facts."""
    return [{"id": str(event.object_id), **event.data} for event in events]
