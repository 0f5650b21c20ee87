"""Fixtures of the programmes app."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.contrib.contenttypes.models import ContentType
from django.utils import translation


@pytest.fixture(autouse=True)
def _private(settings, tmp_path: Path) -> None:
    """Files of a test stay in its own folder."""
    settings.PRIVATE_ROOT = tmp_path / "private"


@pytest.fixture(autouse=True)
def _japanese() -> Iterator[None]:
    """A request in English leaves its language behind in the test's thread."""
    with translation.override("ja"):
        yield


@pytest.fixture(autouse=True)
def _fresh_content_types() -> Iterator[None]:
    """The flush after a transactional test builds the front page anew and must not meet content types of before."""
    yield
    ContentType.objects.clear_cache()
