"""`python -m tests.bench.driven serve --port N`: the product's server with a thread in it that does what it is told.

What is measured shall not contain HTTP, so the writer sits in the server's own process and calls the action itself.
Which server it is says HIROBA_DRIVE_SERVER: daphne (as `manage.py serve`), uvicorn, or broadcast (the floor).
"""

import json
import os
import socket
import sys
import threading
import time
from typing import Any
from uuid import UUID, uuid4

KIND = "bench"


def register_kind() -> None:
    """A stream whose events are as large as one likes, for everybody who is logged in."""
    from realtime.registry import StreamKind, register_stream_kind, render_ids

    register_stream_kind(StreamKind(KIND, lambda user, key: bool(user.is_authenticated), render_ids))


def append(size: int, count: int) -> None:
    """`count` events of `size` bytes, one transaction each."""
    from django.db import transaction
    from django.utils import timezone

    from realtime.actions import append_event

    for _ in range(count):
        with transaction.atomic():
            append_event(
                kind=KIND, key="all", event="said", object_id=uuid4(), data={"text": "x" * size}, by=None,
                now=timezone.now(),
            )  # fmt: skip


def stream() -> dict[str, str]:
    """Public id and epoch of the stream that `append` writes."""
    from realtime.queries import head_of

    head = head_of(KIND, "all")
    return {"stream": str(head.public_id), "epoch": head.epoch}


def post(channel: str, body: str) -> None:
    """The product's own action: a message in a channel."""
    from django.utils import timezone

    from communities.actions import post_message
    from communities.models import Channel

    found = Channel.objects.select_related("community").get(public_id=UUID(channel))
    post_message(
        channel=found, body=body, client_id=uuid4(), by=found.community.memberships.first().user, now=timezone.now()
    )


COMMANDS: dict[str, Any] = {"append": append, "stream": stream, "post": post}


def obey(path: str) -> None:
    """Listen at the socket `path`: one JSON line in, one out with the seconds (monotonic) of begin and end."""
    listening = socket.socket(socket.AF_UNIX)
    listening.bind(path)
    listening.listen(1)
    while True:
        link, _ = listening.accept()
        with link, link.makefile("rw") as lines:
            for line in lines:
                word = json.loads(line)
                command = COMMANDS[word.pop("do")]
                began = time.monotonic()
                answer = command(**word)
                lines.write(json.dumps({"began": began, "done": time.monotonic(), "answer": answer}) + "\n")
                lines.flush()


def begin_to_obey() -> None:
    path = os.environ.get("HIROBA_DRIVE", "")
    if path:
        threading.Thread(target=obey, args=(path,), daemon=True).start()


def run_uvicorn(port: int) -> None:
    import uvicorn

    uvicorn.run(
        "hiroba.asgi:application", port=port, ws="websockets-sansio", ws_per_message_deflate=False,
        ws_max_size=64 * 1024, log_level="warning", lifespan="off", backlog=4096,
    )  # fmt: skip


def main(*command: str) -> None:
    import django
    from django.core.management import execute_from_command_line

    django.setup()
    register_kind()
    begin_to_obey()
    if os.environ.get("HIROBA_DRIVE_SERVER") == "uvicorn":
        run_uvicorn(int(command[-1]))
    else:
        execute_from_command_line(["manage.py", *command])


if __name__ == "__main__":
    main(*sys.argv[1:])
