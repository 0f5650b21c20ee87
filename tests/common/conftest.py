"""A private folder of its own for each test, and a file kind that anybody may read."""

from pathlib import Path

import pytest

from common.files import DOCUMENTS, FileKind, register_file_kind
from common.files.registry import _kinds, _ready
from common.files.stores import the_store


@pytest.fixture
def private(settings, tmp_path) -> Path:
    """The private folder."""
    settings.PRIVATE_ROOT = tmp_path / "private"
    return settings.PRIVATE_ROOT


@pytest.fixture
def open_kind(private):
    """Register file kinds for one test: "open" may be read by anybody, "shut" by nobody."""
    kinds, ready = dict(_kinds), {name: list(calls) for name, calls in _ready.items()}
    register_file_kind(FileKind("open", lambda user, file, variant: True, accepts=DOCUMENTS, max_files=3))
    register_file_kind(FileKind("shut", lambda user, file, variant: False))
    yield "open"
    _kinds.clear()
    _kinds.update(kinds)
    _ready.clear()
    _ready.update(ready)


def path_of(key: str) -> Path:
    """Where the folder store keeps the bytes of a key."""
    return the_store().path(key)


def stored(private: Path) -> list[Path]:
    """Every file below the private folder."""
    return [path for path in private.rglob("*") if path.is_file()]
