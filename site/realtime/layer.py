"""The channel layer as seen by a hub: hints from other processes, and whether it works at all.

The hub sends itself a ping through the layer; while the echo comes back the hub polls rarely. Silence means: poll every
second and connect to the layer anew.
"""

import asyncio
import contextlib
import logging
from collections.abc import Callable
from typing import Any
from uuid import uuid4

from channels.layers import get_channel_layer

from realtime import pokes
from realtime.frames import Lease, LeaseKind
from realtime.limits import limits

logger = logging.getLogger(__name__)

MISSED_PINGS = 3


class LayerLink:
    """One hub's listener on the layer; without a layer it stays silent and `echoes` stays False."""

    def __init__(self, on_poke: Callable[[str, int], None], on_lease: Callable[[Lease, str, str], None]) -> None:
        self._on_poke = on_poke
        self._on_lease = on_lease
        self._name = uuid4().hex
        self._heard_at: float | None = None

    @property
    def echoes(self) -> bool:
        """Whether the hub heard its own ping a short while ago."""
        if self._heard_at is None:
            return False
        return asyncio.get_running_loop().time() - self._heard_at < MISSED_PINGS * limits().layer_ping

    async def run(self) -> None:
        """Listen and ping until cancelled."""
        if get_channel_layer() is None:
            return
        while True:
            listening = asyncio.create_task(self._listen())
            try:
                await self._ping_while(listening)
            finally:
                listening.cancel()
                with contextlib.suppress(BaseException):
                    await listening
            await self._start_over()

    async def _listen(self) -> None:
        layer = get_channel_layer()
        channel = await layer.new_channel()
        await layer.group_add(pokes.GROUP, channel)
        while True:
            message = await layer.receive(channel)
            if message.get("type") == "poke":
                self._on_poke(message["s"], message["q"])
            elif message.get("type") == "lease":
                self._take_lease(message)
            elif message.get("from") == self._name:
                self._heard_at = asyncio.get_running_loop().time()

    def _take_lease(self, message: dict[str, Any]) -> None:
        if message["from"] != self._name:
            lease = Lease(LeaseKind(message["k"]), message["s"], message["on"])
            self._on_lease(lease, message["p"], message["from"])

    async def tell_lease(self, lease: Lease, person: str) -> bool:
        """Let the other processes know; False when the layer does not take it, and then nobody minds."""
        message = {"type": "lease", "s": lease.stream, "k": str(lease.kind), "p": person, "on": lease.on}
        return await pokes.send_to_hubs({**message, "from": self._name})

    async def _ping_while(self, listening: "asyncio.Task[None]") -> None:
        """Ping until the listener fails or the echo stays away."""
        misses = 0
        while not listening.done() and misses < MISSED_PINGS:
            before = self._heard_at
            await pokes.send_to_hubs({"type": "ping", "from": self._name})
            await asyncio.wait([listening], timeout=limits().layer_ping if misses or before else limits().layer_send)
            misses = 0 if self._heard_at != before else misses + 1

    async def _start_over(self) -> None:
        logger.warning("the channel layer does not answer; polling every second until it does")
        with contextlib.suppress(Exception):
            async with asyncio.timeout(limits().layer_send):
                await get_channel_layer().flush()
        await asyncio.sleep(limits().poll_alone)
