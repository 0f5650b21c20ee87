"""Hints that a stream grew: first to the hub of this process, then through the channel layer to the others.

A hint carries no content and may be lost, doubled or late: hubs read the database, and poll it when hints fail to come.
"""

import asyncio
import contextlib
from typing import Any, Protocol
from uuid import UUID
from weakref import WeakSet

from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer

from realtime.limits import limits

GROUP = "realtime.hubs"


class PokableHub(Protocol):
    """What a hub offers to the committing thread."""

    loop: asyncio.AbstractEventLoop

    def poke(self, stream: str, seq: int) -> None: ...

    def announce(self, stream: str, seq: int) -> None: ...


_local: "WeakSet[PokableHub]" = WeakSet()


def add_hub(hub: PokableHub) -> None:
    """Let commits of this process reach `hub` directly."""
    _local.add(hub)


def remove_hub(hub: PokableHub) -> None:
    """Forget `hub`, which has no sockets any more."""
    _local.discard(hub)


def poke(public_id: UUID, seq: int) -> None:
    """Tell every hub that `public_id` reached `seq`. Called after commit, from any thread; never waits for a socket."""
    stream = str(public_id)
    told = False
    for hub in list(_local):
        with contextlib.suppress(RuntimeError):  # its loop is closed: the process ends or a test did
            hub.loop.call_soon_threadsafe(hub.poke, stream, seq)
            if not told:
                hub.loop.call_soon_threadsafe(hub.announce, stream, seq)
            told = True
    if not told and get_channel_layer() is not None:
        async_to_sync(send_hint)(stream, seq)


async def send_hint(stream: str, seq: int) -> bool:
    """Publish one hint within a short time; a dead layer answers False, since the hubs' polls make up for it."""
    return await send_to_hubs({"type": "poke", "s": stream, "q": seq})


async def send_to_hubs(message: dict[str, Any]) -> bool:
    """Send `message` to the hubs of all processes; False when there is no layer or it does not take it in time."""
    layer = get_channel_layer()
    if layer is None:
        return False
    try:
        # Not `wait_for`: before Python 3.12 it may swallow a cancellation, and the hub that sends would never end.
        async with asyncio.timeout(limits().layer_send):
            await layer.group_send(GROUP, message)
    except Exception:  # whatever a dead layer raises, the commit stands and the poll finds it
        return False
    return True
