"""How much one socket was sent without having confirmed it. Pure."""

from collections import deque
from dataclasses import dataclass, field


@dataclass(slots=True)
class Credit:
    """Counts unconfirmed events and bytes over all streams of a socket."""

    max_events: int
    max_bytes: int
    events: int = 0
    bytes: int = 0
    turns: int = 0  # how often something was confirmed: progress by the client's word
    held: set[str] = field(default_factory=set)  # streams whose head was said instead of events, until the client asks
    _sent: dict[str, deque[tuple[int, int]]] = field(default_factory=dict)

    def is_left(self) -> bool:
        """Whether one more event may be sent before the client confirms."""
        return self.events < self.max_events and self.bytes < self.max_bytes

    def spend(self, stream: str, seq: int, size: int) -> None:
        """Event `seq` of `stream` goes out with `size` bytes."""
        self._sent.setdefault(stream, deque()).append((seq, size))
        self.events += 1
        self.bytes += size

    def confirm(self, stream: str, seq: int) -> None:
        """The client has `stream` up to `seq`; numbers it was never sent confirm nothing."""
        sent = self._sent.get(stream)
        while sent and sent[0][0] <= seq:
            _seq, size = sent.popleft()
            self.events -= 1
            self.bytes -= size
            self.turns += 1

    def forget(self, stream: str) -> None:
        """The client asks for a range anew or has left the stream: what it was sent before does not count."""
        self.turns += 1
        self.held.discard(stream)
        for _seq, size in self._sent.pop(stream, ()):
            self.events -= 1
            self.bytes -= size
