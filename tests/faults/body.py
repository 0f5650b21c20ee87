"""`fault.body`: bodies of a gigabyte, chunked, or lying about their length, to login, a missing page and an upload.

Value: by how many MB the server's memory grew at its peak (from the kernel's own mark), over all of them. Each must be
answered, with 413 where the body is too large; an answer that does not come counts as `wrong`. The twin takes bodies as
stock daphne does; a tenth of the size shows it.
"""

import contextlib
import socket
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from tests.bench.figures import Measured, measures, progress
from tests.faults import unprotected
from tests.faults.harness import Server, fresh_server, plan

MB = 1024 * 1024
PIECE = b"x" * MB
END = b"\r\n--b--\r\n"
AT_ONCE = 8
PATIENCE_SECONDS = 60.0
PATHS = {
    "login": "/login/",
    "missing": "/nowhere/at/all/",
    "upload": "/entries/11111111-1111-4111-8111-111111111111/plan/",
}
FORM = "multipart/form-data; boundary=b"
Pieces = Callable[[], Iterator[bytes]]


@dataclass(frozen=True)
class Attack:
    """One request: its headers beside the usual ones, what follows them, the answers that are right."""

    headers: str
    pieces: Pieces
    right: tuple[int, ...] = (413,)


def attacks(megabytes: int) -> dict[str, Attack]:
    """Every kind of body, the large ones of this size."""
    size = megabytes * MB
    declared = f"Content-Length: {size}\r\n"

    def whole() -> Iterator[bytes]:
        head = b'--b\r\nContent-Disposition: form-data; name="files"; filename="a.pdf"\r\n\r\n'
        yield head + PIECE[len(head) + len(END) :]
        yield from (PIECE for _ in range(megabytes - 2))
        yield PIECE + END

    def chunked() -> Iterator[bytes]:
        yield from (b"%x\r\n" % MB + PIECE + b"\r\n" for _ in range(megabytes))
        yield b"0\r\n\r\n"

    def nothing() -> Iterator[bytes]:
        yield b""

    ordinary = (200, 302, 303, 400, 403, 404, 405)
    return {
        "declared": Attack(f"{declared}Content-Type: {FORM}\r\n", whole),
        "urlencoded": Attack(f"{declared}Content-Type: application/x-www-form-urlencoded\r\n", whole),
        "chunked": Attack(f"Transfer-Encoding: chunked\r\nContent-Type: {FORM}\r\n", chunked),
        "asks first": Attack(f"{declared}Expect: 100-continue\r\n", nothing),
        "declares and sends nothing": Attack(f"Content-Length: {10**15}\r\n", nothing),
        "sends more than it declares": Attack("Content-Length: 5\r\n", whole, ordinary),
        "both lengths": Attack("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", chunked, (400,)),
        "two lengths": Attack(f"Content-Length: 5\r\n{declared}", whole, (400,)),
        "as a socket": Attack(f"{declared}Upgrade: websocket\r\nConnection: Upgrade\r\n", whole, (413, 400, 405)),
    }


@measures("fault.body")
def body(database: str) -> Iterator[Measured]:
    """All attacks one by one, the heavy ones again several at once, then the twin."""
    seed, megabytes = plan(default=1000)
    with fresh_server(database, redis=database == "postgres") as server:
        server.start()
        send(server, "/login/", attacks(2)["declared"])  # a first request loads what it needs
        growths, wrong = attack_all(server, megabytes)
        server.stop()
        server.program = (*unprotected.PROGRAM, "body_cap")
        server.start()
        send(server, "/login/", attacks(2)["declared"])
        with peak(server) as twin:
            send(server, PATHS["missing"], attacks(max(megabytes // 10, 60))["declared"])
    extra = {"seed": seed, "wrong": wrong, "twin": "fails" if twin[0] > 20 else "passes", "twin_mb": round(twin[0])}
    worst = max(growths.values())
    progress(f"  MB by attack: { {name: round(value, 1) for name, value in growths.items() if value > 2} }")
    yield Measured("fault.body", list(growths.values()), n=megabytes, value=worst + 1000 * wrong, extra=extra)


def attack_all(server: Server, megabytes: int) -> tuple[dict[str, float], int]:
    """MB of growth by attack, and how many answers were wrong."""
    growths: dict[str, float] = {}
    wrong = 0
    for name, attack in attacks(megabytes).items():
        for place, path in PATHS.items():
            with peak(server) as growth:
                status = send(server, path, attack)
            growths[f"{name} to {place}"] = growth[0]
            if status not in attack.right:
                progress(f"  {name} to {place} was answered {status}")
                wrong += 1
    for name in ("declared", "chunked"):
        attack = attacks(megabytes // 4)[name]
        with peak(server) as growth, ThreadPoolExecutor(AT_ONCE) as pool:
            statuses = list(pool.map(lambda _: send(server, PATHS["upload"], attack), range(AT_ONCE)))  # noqa: B023
        growths[f"{AT_ONCE} × {name}"] = growth[0]
        wrong += sum(status not in attack.right for status in statuses)
    return growths, wrong


def send(server: Server, path: str, attack: Attack) -> int:
    """Send one request and answer the status, 0 when none came; a server may stop reading."""
    head = f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\n{attack.headers}\r\n".encode()
    with socket.create_connection(("127.0.0.1", server.port), PATIENCE_SECONDS) as link:

        def pour() -> None:
            with contextlib.suppress(OSError):
                link.sendall(head)
                for piece in attack.pieces():
                    link.sendall(piece)

        pouring = threading.Thread(target=pour)
        pouring.start()
        try:
            status = first_status(link)
        except OSError:
            status = 0
        pouring.join(PATIENCE_SECONDS)
        with contextlib.suppress(OSError):
            link.shutdown(socket.SHUT_RDWR)
        pouring.join()
    return status


def first_status(link: socket.socket) -> int:
    """The status of the first answer that is one."""
    heard = b""
    while b"\r\n" not in heard:
        piece = link.recv(65536)
        if not piece:
            return 0
        heard += piece
    return int(heard.split()[1])


@contextlib.contextmanager
def peak(server: Server) -> Iterator[list[float]]:
    """MB by which the server's resident memory grew at its highest; the kernel keeps the mark."""
    process = Path(f"/proc/{server.pid}")
    (process / "clear_refs").write_text("5")
    before = memory(process, "VmRSS")
    growth: list[float] = [0.0]
    yield growth
    growth[0] = max(0.0, memory(process, "VmHWM") - before)


def memory(process: Path, field: str) -> float:
    """A field of the kernel's status of a process, in MB."""
    line = next(line for line in (process / "status").read_text().splitlines() if line.startswith(field))
    return int(line.split()[1]) / 1024
