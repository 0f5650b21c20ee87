"""`fault.restart_closecode`: the server is told to stop while 1,000 people look at a channel.

Value: sockets that did not get the close code 4012. A request that is under way when the signal comes is answered, too.
The twin ends as stock daphne does.
"""

import http.client
import json
import os
import signal
import threading
from collections.abc import Iterator
from typing import Any

from tests.bench.crowd import Crowd
from tests.bench.figures import Measured, measures, progress
from tests.faults import unprotected
from tests.faults.harness import Server, fresh_server, plan
from tests.faults.place import make_place

RESTART = 4012
TWIN_SOCKETS = 100


@measures("fault.restart_closecode")
def restart_closecode(database: str) -> Iterator[Measured]:
    """Stop a full server, then the twin."""
    seed, size = plan(default=1000)
    with fresh_server(database, redis=database == "postgres") as server:
        place = make_place(server)
        codes, answered = stop_full(server, place, size)
        server.program = (*unprotected.PROGRAM, "drain")
        twin_codes, _ = stop_full(server, place, min(size, TWIN_SOCKETS))
    progress(f"  close codes {codes}, twin {twin_codes}")
    twin = min(size, TWIN_SOCKETS) - twin_codes.get(RESTART, 0)
    yield Measured(
        "fault.restart_closecode",
        [size - codes.get(RESTART, 0) + (0 if answered else 1)],
        n=size,
        extra={
            "seed": seed, "codes": codes, "unanswered": 0 if answered else 1,
            "twin": "fails" if twin else "passes", "twin_violations": twin,
        },
    )  # fmt: skip


def stop_full(server: Server, place: dict[str, Any], size: int) -> tuple[dict[int, int], bool]:
    """Fill the server, begin a request, stop: the sockets' close codes, and whether the request was answered."""
    server.start()
    with Crowd(server.port, place["sessions"], count=size, stream=place["stream"], epoch=place["epoch"]) as crowd:
        crowd.open()
        # The head of a request is there, its body comes after the signal.
        link = http.client.HTTPConnection("127.0.0.1", server.port, timeout=15)
        link.putrequest("POST", "/login/")
        link.putheader("Content-Length", "5")
        link.endheaders()
        threading.Event().wait(0.2)
        os.kill(server.pid, signal.SIGTERM)
        threading.Event().wait(0.1)
        answered = is_answered(link)
        server.stop(30)
        codes = crowd.close_codes()
    return codes, answered


def is_answered(link: http.client.HTTPConnection) -> bool:
    """Send the rest of the request and see whether an answer comes."""
    try:
        link.send(b"a=b&c")
        return link.getresponse().status in (200, 400, 403)
    except (OSError, http.client.HTTPException) as error:
        progress(f"  the request under way: {json.dumps(repr(error))}")
        return False
    finally:
        link.close()
