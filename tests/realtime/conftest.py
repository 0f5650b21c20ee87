"""Fixtures of the real-time tests."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.realtime.apps import register_board
from tests.realtime.servers import Installation, Server, Template, installation, migrated_template, running

PEOPLE = ("a@example.jp", "b@example.jp", "c@example.jp")


@pytest.fixture(scope="session", autouse=True)
def _board() -> None:
    register_board()


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Template]:
    with migrated_template(tmp_path_factory.mktemp("realtime-template"), *PEOPLE) as made:
        yield made


@pytest.fixture
def place(template: Template, tmp_path: Path) -> Iterator[Installation]:
    with installation(template, tmp_path) as made:
        yield made


@pytest.fixture
def server(place: Installation) -> Iterator[Server]:
    """A running server; a test that leaves an error in its log has failed."""
    with running(place) as started:
        yield started
    assert started.complaints() == []


@pytest.fixture(scope="module")
def shared_server(template: Template, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server for all tests of a module; its log must stay clean to the end."""
    with installation(template, tmp_path_factory.mktemp("shared")) as made, running(made) as started:
        yield started
    assert started.complaints() == []
