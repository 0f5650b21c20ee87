"""What these tests do again and again."""

import asyncio
from typing import Any
from uuid import uuid4

from django.utils import timezone

from realtime.actions import append_event
from realtime.hub import hub_of_this_loop
from realtime.queries import LiveStream
from tests.realtime.apps import BOARD

READER = "reader@example.jp"


def write(object_id: Any = None) -> int:
    return append_event(
        kind=BOARD, key=READER, event="said", object_id=object_id or uuid4(), data={}, by=None, now=timezone.now()
    )


def poke(board: LiveStream, seq: int) -> None:
    hub_of_this_loop().poke(str(board.public_id), seq)


def hello(board: LiveStream, seq: int = 0) -> dict[str, Any]:
    return {"t": "hello", "v": 1, "subs": {str(board.public_id): {"e": board.epoch, "q": seq}}}


async def until(condition: Any) -> None:
    async with asyncio.timeout(5):
        while not condition():
            await asyncio.sleep(0.005)
