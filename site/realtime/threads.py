"""Reading the database from the event loop."""

from collections.abc import Callable
from typing import ParamSpec, TypeVar

from channels.db import database_sync_to_async

P = ParamSpec("P")
R = TypeVar("R")


async def in_database(read: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """Run a read in a thread of its own; the shared thread of Django's views would queue behind slow pages."""
    found: R = await database_sync_to_async(read, thread_sensitive=False)(*args, **kwargs)
    return found
