"""Ending sockets with a code when the server stops, so that clients come back with jitter instead of a guess.

`drain` is for the server that wraps us (hiroba.launch.server). Under plain daphne, which cancels its applications at
once, the consumer itself sends the code; other servers send 1012, which clients treat alike.
"""

import asyncio
from weakref import WeakSet

from realtime.frames import CloseCode
from realtime.hub import Hub, all_hubs
from realtime.limits import limits

LOOK_SECONDS = 0.02

_draining: "WeakSet[asyncio.AbstractEventLoop]" = WeakSet()


def is_draining() -> bool:
    """Whether this process is about to end: a socket that comes now is sent away, a long poll answers at once."""
    return asyncio.get_running_loop() in _draining


async def drain() -> None:
    """Let what is under way reach its readers for a moment, then close every socket of this loop with 4012.

    Returns when the clients have answered the close, or after `limits().drain_close` seconds.
    """
    loop = asyncio.get_running_loop()
    _draining.add(loop)
    hubs = [hub for hub in all_hubs() if hub.loop is loop]
    if not any(hub.sockets for hub in hubs):
        return
    await asyncio.sleep(limits().drain)
    for hub in hubs:
        hub.close_all(CloseCode.RESTART)
    await _wait_for_clients(hubs, loop.time() + limits().drain_close)


async def _wait_for_clients(hubs: list[Hub], deadline: float) -> None:
    while any(hub.sockets for hub in hubs) and asyncio.get_running_loop().time() < deadline:
        await asyncio.sleep(LOOK_SECONDS)
