"""A channel layer that drops 30 %, doubles, reorders and dies; settings for a server that has it.

`DJANGO_SETTINGS_MODULE=tests.faults.hostile`. While the file HIROBA_HOSTILE_DEAD exists, the layer is dead: what is
sent hangs, what is awaited never comes.
"""

import asyncio
import os
import random
from pathlib import Path
from typing import Any

from channels_redis.pubsub import RedisPubSubChannelLayer

from hiroba.settings.dev import *  # noqa: F403
from hiroba.settings.dev import CHANNEL_LAYERS as _LAYERS

DROPPED = 0.3
DOUBLED = 0.2
LATE_SECONDS = 0.2


class HostileLayer(RedisPubSubChannelLayer):
    """Does to every message what networks and full queues do."""

    async def group_send(self, group: str, message: dict[str, Any]) -> None:
        if is_dead():
            await asyncio.sleep(3600)
        if random.random() < DROPPED:
            return
        times = 2 if random.random() < DOUBLED else 1
        # Awaited: a thread without a hub sends from a loop that ends with the sending.
        await asyncio.gather(*(self._send_late(group, message) for _ in range(times)))

    async def _send_late(self, group: str, message: dict[str, Any]) -> None:
        await asyncio.sleep(random.uniform(0, LATE_SECONDS))
        if not is_dead():
            await super().group_send(group, message)


def is_dead() -> bool:
    return Path(os.environ["HIROBA_HOSTILE_DEAD"]).exists()


CHANNEL_LAYERS = {"default": {**_LAYERS["default"], "BACKEND": "tests.faults.hostile.HostileLayer"}} if _LAYERS else {}
