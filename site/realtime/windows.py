"""How many sockets one person holds open in this process: at most `limits().sockets_per_person`.

The newest one is what the person looks at, so it is let in, and the one that was silent longest goes: a forgotten tab,
or what a lost network left behind. Its page goes on by the long poll and takes a socket again when it is looked at.
"""

from uuid import UUID

from realtime.frames import CloseCode
from realtime.limits import limits
from realtime.sockets import Socket


class Windows:
    """The open sockets of each person, the one that was silent longest first. Runs on the loop: no lock."""

    def __init__(self) -> None:
        self._of: dict[UUID | None, dict[Socket, None]] = {}

    def open(self, socket: Socket) -> None:
        """Count a new socket; one too many sends the most silent one away."""
        own = self._of.setdefault(socket.person, {})
        own[socket] = None
        if len(own) > limits().sockets_per_person:
            silent = next(iter(own))
            del own[silent]
            silent.close(CloseCode.CROWDED)

    def hear(self, socket: Socket) -> None:
        """This one has just spoken."""
        own = self._of.get(socket.person, {})
        if socket in own:
            del own[socket]
            own[socket] = None

    def close(self, socket: Socket) -> None:
        """This one is gone."""
        own = self._of.get(socket.person, {})
        own.pop(socket, None)
        if not own:
            self._of.pop(socket.person, None)
