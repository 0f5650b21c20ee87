"""The database is read on the spot instead of in threads, so that a test sees the server from inside."""

import asyncio
from typing import Any

import pytest
import pytest_asyncio
from django.db import connections

from realtime import consumers, control, dialogue, hub, polls
from realtime.queries import LiveStream, head_of
from tests.faults.sessions import open_session
from tests.realtime.apps import BOARD
from tests.realtime.inside.steps import READER


@pytest.fixture
def own_connection(db: None) -> Any:
    return connections["default"]


@pytest_asyncio.fixture(autouse=True)
async def _same_connection(own_connection: Any) -> None:
    """Coroutines get a connection of their own otherwise, which does not see the test's transaction."""
    connections["default"] = own_connection


@pytest.fixture(autouse=True)
def _on_the_spot(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    async def read(function: Any, *args: Any) -> Any:
        await asyncio.sleep(0)
        return function(*args)

    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    for module in (hub, dialogue, consumers, polls, control):
        monkeypatch.setattr(module, "in_database", read)


@pytest.fixture
def session(django_user_model: Any) -> str:
    django_user_model.objects.create_user(READER)
    return open_session(READER)


@pytest.fixture
def board() -> LiveStream:
    return head_of(BOARD, READER)
