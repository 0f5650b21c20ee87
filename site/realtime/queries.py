"""Reads of streams. A page takes `head_of` BEFORE it reads its objects: nothing falls between page and socket."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from realtime.models import Stream, StreamEvent
from realtime.registry import Payload, get_stream_kind


@dataclass(frozen=True)
class LiveStream:
    """Where a page stands in a stream: what `{% stream_attrs %}` writes and the client resumes from."""

    public_id: UUID
    epoch: str
    seq: int


CONTROL, CONTROL_KEY = "control", "all"


@dataclass(frozen=True)
class RenderedEvent:
    """One event as readers get it; `object_id` lets the hub forget it when the object changes."""

    seq: int
    kind: str
    object_id: UUID
    payload: Payload


def stream_for(kind: str, key: str) -> Stream:
    """The stream of `key`, made on first use; KeyError when no app registered `kind`."""
    return Stream.objects.at(get_stream_kind(kind).name, key)


def head_of(kind: str, key: str) -> LiveStream:
    """Address and current number of a stream."""
    stream = stream_for(kind, key)
    return LiveStream(stream.public_id, stream.epoch, stream.last_seq)


def find_stream(public_id: UUID) -> Stream | None:
    """The stream with this public id, or None."""
    return Stream.objects.filter(public_id=public_id).first()


def heads_of(public_ids: Iterable[str]) -> dict[str, tuple[str, int]]:
    """Epoch and number of many streams in one query, by public id."""
    rows = Stream.objects.filter(public_id__in=list(public_ids)).values_list("public_id", "epoch", "last_seq")
    return {str(public_id): (epoch, seq) for public_id, epoch, seq in rows}


def streams_by_id(public_ids: Iterable[str]) -> dict[str, Stream]:
    """The streams that exist among `public_ids`, in one query."""
    return {str(stream.public_id): stream for stream in Stream.objects.filter(public_id__in=list(public_ids))}


def events_after(stream: Stream, after: int, limit: int) -> list[RenderedEvent]:
    """At most `limit` events of `stream` numbered above `after`, in order, rendered as they stand now.

    Two parts: one query for the events, and the constant queries of the kind's renderer.
    """
    events = list(StreamEvent.objects.filter(stream_id=stream.id, seq__gt=after).order_by("seq")[:limit])
    payloads = get_stream_kind(stream.kind).render(events) if events else []
    return [
        RenderedEvent(event.seq, event.kind, event.object_id, payload)
        for event, payload in zip(events, payloads, strict=True)
    ]


@dataclass(frozen=True)
class ControlNews:
    """Where the control stream stands, and what it told since."""

    epoch: str
    head: int
    events: list[RenderedEvent]


def control_after(after: int, limit: int) -> ControlNews:
    """What came to an end after number `after`; one query while nothing did."""
    stream = stream_for(CONTROL, CONTROL_KEY)
    events = events_after(stream, after, limit) if stream.last_seq > after else []
    return ControlNews(stream.epoch, stream.last_seq, events)
