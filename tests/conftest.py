"""Fixtures every test may use."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from django.core.cache import caches
from django.db import connections
from django.test import TransactionTestCase
from django.utils import translation
from xdist.scheduler import LoadScopeScheduling

from tests.faults.databases import copy_template, leave, new_name, own_database, remove_left

# What takes long begins first; each is done by one worker, which starts one server for all of it.
LONGEST = ("tests/e2e/", "tests/hiroba/test_start.py", "tests/hiroba/test_demo.py", "tests/mentoring/test_browser.py")


class OneWorkerEach(LoadScopeScheduling):
    """Each place of `LONGEST` goes to one worker as a whole, all other tests to whichever worker is free."""

    def _split_scope(self, nodeid: str) -> str:
        return next((place for place in LONGEST if nodeid.startswith(place)), nodeid)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> OneWorkerEach:
    """Keep the order of `pytest_collection_modifyitems`."""
    config.option.loadscopereorder = False
    return OneWorkerEach(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest first, so that no worker waits for the other at the end; the rest as pytest-django orders it.

    It puts tests that commit last.
    """
    items.sort(key=lambda item: not item.nodeid.startswith(LONGEST))


@pytest.fixture(scope="session")
def django_db_setup(tmp_path_factory: pytest.TempPathFactory, django_db_blocker: Any) -> Iterator[None]:
    """A copy of a migrated database: running the migrations takes longer than most tests together."""
    connection = connections["default"]
    with ExitStack() as stack:
        stack.enter_context(django_db_blocker.unblock())
        stack.callback(remove_left)
        kind = "postgres" if connection.vendor == "postgresql" else "sqlite"
        data: Path = tmp_path_factory.mktemp("database")
        made = stack.enter_context(own_database(kind, data))
        url = made["HIROBA_DATABASE_URL"]
        connection.close()
        connection.settings_dict["NAME"] = urlsplit(url).path.lstrip("/") if url else str(data / "hiroba.sqlite3")
        yield
        connection.close()
        if kind == "postgres":
            connection.close_pool()
            leave(connection.settings_dict["NAME"])


@pytest.fixture(autouse=True, scope="session")
def _fresh_copy_after_commits() -> Iterator[None]:
    """A test that committed leaves a fresh copy behind instead of emptied tables: quicker, and whole."""
    kept = TransactionTestCase._fixture_teardown
    TransactionTestCase._fixture_teardown = lambda _self: renew_database()
    yield
    TransactionTestCase._fixture_teardown = kept


def renew_database() -> None:
    """Put the migrated template in the place of the database of the tests."""
    connection = connections["default"]
    old = connection.settings_dict["NAME"]
    connection.close()
    # Never under the same name: a connection that a thread forgot takes SQLite's log of that name away when it closes.
    if connection.vendor == "postgresql":
        connection.close_pool()
        connection.settings_dict["NAME"] = new_name()
        leave(old)
    else:
        connection.settings_dict["NAME"] = str(Path(old).with_name(f"{uuid4().hex}.sqlite3"))
        Path(old).unlink()
    copy_template(connection.vendor, connection.settings_dict["NAME"])


@pytest.fixture(autouse=True)
def _empty_cache() -> Iterator[None]:
    """What one test remembered, and the language it spoke, is nothing to the next."""
    for cache in caches.all():
        cache.clear()
    with translation.override("ja"):
        yield
    for cache in caches.all():
        cache.clear()
