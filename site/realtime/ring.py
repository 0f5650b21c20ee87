"""The last events of a stream as ready frames, so that a reconnecting crowd does not ask the database. Pure."""

from collections import deque
from dataclasses import dataclass
from itertools import islice
from uuid import UUID


@dataclass(slots=True)
class Frame:
    """One event as the text that is sent and as the ready WebSocket frame; `size` is the text's in bytes."""

    seq: int
    text: str
    size: int
    raw: bytes = b""


@dataclass(slots=True)
class _Entry:
    object_id: UUID
    frame: Frame | None


class Ring:
    """Consecutive frames. When an object changes, its older frame is forgotten: it may say what was taken away."""

    def __init__(self, size: int) -> None:
        self._entries: deque[_Entry] = deque()
        self._latest: dict[UUID, _Entry] = {}
        self._size = size
        self._first = 1

    def add(self, object_id: UUID, frame: Frame) -> None:
        """Append a frame and forget the older one of its object; one that does not follow starts the ring anew."""
        if frame.seq != self._first + len(self._entries):
            self.clear()
            self._first = frame.seq
        older = self._latest.get(object_id)
        if older is not None:
            older.frame = None
        entry = _Entry(object_id, frame)
        self._latest[object_id] = entry
        self._entries.append(entry)
        if len(self._entries) > self._size:
            self._drop_first()

    def after(self, seq: int, limit: int) -> list[Frame] | None:
        """Up to `limit` frames that follow `seq`; None when the ring cannot tell and the database must be read."""
        start = seq + 1 - self._first
        if start < 0 or start >= len(self._entries):
            return None
        frames = [entry.frame for entry in islice(self._entries, start, start + limit)]
        whole = [frame for frame in frames if frame is not None]
        return whole if len(whole) == len(frames) else None

    def clear(self) -> None:
        """Forget everything (a new epoch)."""
        self._entries.clear()
        self._latest.clear()

    def _drop_first(self) -> None:
        entry = self._entries.popleft()
        self._first += 1
        if self._latest.get(entry.object_id) is entry:
            del self._latest[entry.object_id]
