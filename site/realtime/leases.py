"""Who is here and who is writing: leases that end by themselves, unsequenced, never stored, and free to get lost.

A lease belongs to a holder: a socket of this process, or another process that speaks for its own sockets. A person is
here while any holder says so. Readers hear of a change at once and of what lasts in batches, one frame a second at most
for a stream and kind, so that a crowd that renews costs no more than a few people do.
"""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from realtime import frames
from realtime.frames import Lease, LeaseKind
from realtime.limits import limits
from realtime.sockets import Listener, Subscription

ReadersOf = Callable[[str], Iterable[Subscription]]
Tell = Callable[[Lease, str], None]


@dataclass
class Board:
    """The leases of one stream and kind."""

    until: dict[str, dict[str, float]] = field(default_factory=lambda: defaultdict(dict))
    renewed: set[str] = field(default_factory=set)
    ended: set[str] = field(default_factory=set)
    told_at: float = float("-inf")

    def hold(self, person: str, holder: str, until: float) -> None:
        """`holder` says that `person` is here until then."""
        self.until[person][holder] = until
        self.renewed.add(person)
        self.ended.discard(person)

    def release(self, person: str, holder: str) -> bool:
        """`holder` takes it back; whether nobody else says so."""
        holders = self.until.get(person, {})
        if holders.pop(holder, None) is None or holders:
            return False
        del self.until[person]
        self.renewed.discard(person)
        self.ended.add(person)
        return True

    def expire(self, now: float) -> None:
        """End what was not renewed."""
        over = [(who, holder) for who, holders in self.until.items() for holder, at in holders.items() if at <= now]
        for person, holder in over:
            self.release(person, holder)


class Leases:
    """All leases that one hub knows of."""

    def __init__(self, readers_of: ReadersOf, tell_others: Tell) -> None:
        self._readers_of = readers_of
        self._tell_others = tell_others
        self._boards: dict[tuple[str, LeaseKind], Board] = {}

    def take(self, listener: Listener, lease: Lease) -> None:
        """A client begins, renews or ends a lease; in a stream that it does not follow it is not heard."""
        if lease.stream not in listener.subscriptions or listener.person is None:
            return
        person = str(listener.person)
        if self._set(lease, person, _name(listener)):
            self._tell_others(lease, person)

    def hear(self, lease: Lease, person: str, process: str) -> None:
        """Another process speaks for its sockets; what nobody here follows is none of our business."""
        if any(True for _ in self._readers_of(lease.stream)):
            self._set(lease, person, process)

    def drop(self, listener: Listener, stream: str) -> None:
        """The socket leaves the stream."""
        for kind in LeaseKind:
            if (stream, kind) in self._boards:
                self.take(listener, Lease(kind, stream, on=False))

    def forget(self, stream: str) -> None:
        """Nobody here follows the stream any more."""
        for kind in LeaseKind:
            self._boards.pop((stream, kind), None)

    def greet(self, subscription: Subscription) -> None:
        """Tell a newcomer who is here."""
        for kind in LeaseKind:
            board = self._boards.get((subscription.stream, kind))
            if board is not None:
                _whisper([subscription], kind, board.until, on=True)

    async def run(self) -> None:
        """Tell what lasts and end what was not renewed, until cancelled."""
        while True:
            await asyncio.sleep(limits().lease_tick)
            for (stream, kind), board in list(self._boards.items()):
                board.expire(_now())
                self._tell(stream, kind, board)
                if not board.until:
                    del self._boards[stream, kind]

    def _set(self, lease: Lease, person: str, holder: str) -> bool:
        """Write it down; whether other processes should know."""
        board = self._boards.setdefault((lease.stream, lease.kind), Board())
        if lease.on:
            is_new = person not in board.until
            board.hold(person, holder, _now() + limits().lease_seconds(lease.kind))
        elif not (is_new := board.release(person, holder)):
            return False
        if is_new and _now() - board.told_at >= limits().lease_tick:
            self._tell(lease.stream, lease.kind, board)
        return True

    def _tell(self, stream: str, kind: LeaseKind, board: Board) -> None:
        if not (board.renewed or board.ended):
            return
        readers = list(self._readers_of(stream))
        _whisper(readers, kind, board.ended, on=False)
        _whisper(readers, kind, board.renewed, on=True)
        board.renewed, board.ended, board.told_at = set(), set(), _now()


def _whisper(readers: list[Subscription], kind: LeaseKind, people: Iterable[str], *, on: bool) -> None:
    """Say it to those who keep up; who is behind has more urgent things to read."""
    names = sorted(people)[: limits().lease_people]
    if not names:
        return
    for reader in readers:
        if reader.is_live:
            reader.socket.post(frames.lease(kind, reader.stream, names, on=on))


def _name(listener: Listener) -> str:
    return f"socket {id(listener)}"


def _now() -> float:
    return asyncio.get_running_loop().time()
