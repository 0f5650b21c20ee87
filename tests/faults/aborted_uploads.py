"""`fault.aborted_uploads`: connections cut in the middle of an upload, and servers killed while they take one.

Cut connections must leave nothing at all: no row, no bytes, no unfinished work. What a killed server leaves must be
gone after the sweep, and no file that was acknowledged may lack its bytes. Value: orphans + unfinished + lost. The twin
counts before the sweep what the kills left.
"""

import contextlib
import random
import socket
import struct
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from tests.bench.figures import Measured, measures, progress
from tests.factories.common import picture_bytes
from tests.faults.harness import Server, fresh_server, plan
from tests.faults.uploads import FORM, Entrant, body_of, counted, make_entrant, swept

KILLS = 3
SETTLE_SECONDS = 60.0
RESET = struct.pack("ii", 1, 0)  # close with a reset instead of a goodbye


@measures("fault.aborted_uploads")
def aborted_uploads(database: str) -> Iterator[Measured]:
    """Cut `N` connections, then kill the server `KILLS` times in the middle of an upload."""
    seed, size = plan(default=60)
    chance = random.Random(seed)
    body = body_of("plan.jpg", picture_bytes("JPEG", (3000, 2000)) + chance.randbytes(2_000_000))
    with fresh_server(database) as server:
        server.start()
        entrant = make_entrant(server)
        for _ in range(size):
            cut_off(entrant, body, chance.random() * 0.98, chance.random() < 0.5)
        after_cuts = settled(server)
        progress(f"  after {size} cut connections: {after_cuts}")
        for _ in range(KILLS):
            kill_in_the_middle(server, entrant, body)
        before = counted(server)
        after = swept(server)
        progress(f"  after {KILLS} kills: {before}, swept: {after}")
        acknowledged = entrant.attach("kept.png", picture_bytes()).status == 302
        final = swept(server)
    cuts = {f"cut_{name}": after_cuts[name] for name in ("orphans", "unfinished", "lost", "files")}
    found = {
        **cuts,
        **{name: final[name] for name in ("orphans", "unfinished", "lost")},
        "unusable": int(not acknowledged),
    }
    twin = before["orphans"] + before["unfinished"] > 0
    extra = {"seed": seed, "ops": size, "kills": KILLS, **found, "twin": "fails" if twin else "passes"}
    yield Measured("fault.aborted_uploads", [sum(found.values())], n=size, extra=extra)


def head_of(entrant: Entrant, length: int) -> bytes:
    """The request's first lines."""
    lines = {**entrant.headers(), "Host": f"127.0.0.1:{entrant.server.port}", "Content-Type": FORM,
             "Content-Length": str(length)}  # fmt: skip
    text = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    return f"POST {entrant.form} HTTP/1.1\r\n{text}\r\n".encode()


def cut_off(entrant: Entrant, body: bytes, share: float, hard: bool) -> None:
    """Send a share of the request and go away, politely or with a reset."""
    with socket.create_connection(("127.0.0.1", entrant.server.port), 30) as link:
        with contextlib.suppress(OSError):
            link.sendall(head_of(entrant, len(body)))
            link.sendall(body[: int(len(body) * share)])
        if hard:
            link.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)


def settled(server: Server) -> dict[str, int]:
    """The counts once nothing is being worked on, or after a minute."""
    deadline = time.monotonic() + SETTLE_SECONDS
    found = counted(server)
    while found["unfinished"] and time.monotonic() < deadline:
        time.sleep(1)
        found = counted(server)
    return found


def kill_in_the_middle(server: Server, entrant: Entrant, body: bytes) -> None:
    """SIGKILL while the decoder writes, then start again on the same data."""
    sending = threading.Thread(target=send_and_forget, args=(entrant, body))
    sending.start()
    incoming = Path(server.data) / "private" / "incoming"
    deadline = time.monotonic() + SETTLE_SECONDS
    while not (incoming.exists() and any(path.is_dir() for path in incoming.iterdir() if path.name not in KNOWN)):
        if time.monotonic() > deadline:
            raise TimeoutError("the server did not begin to decode")
        time.sleep(0.002)
    server.kill()
    sending.join(30)
    KNOWN.update(path.name for path in incoming.iterdir())
    server.start()


KNOWN: set[str] = set()


def send_and_forget(entrant: Entrant, body: bytes) -> None:
    """The whole request; nobody waits for the answer."""
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", entrant.server.port), 30) as link:
        link.sendall(head_of(entrant, len(body)) + body)
        link.recv(1)
