"""Fixtures of the public pages."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.db import transaction

from home.models import HomePage
from tests.factories.home import make_site


@pytest.fixture(autouse=True)
def _fresh(settings: Any, tmp_path: Path) -> None:
    """Every test begins without what an earlier one remembered, and keeps its files to itself."""
    settings.PRIVATE_ROOT = tmp_path / "private"
    cache.clear()


@pytest.fixture
def front(db: None) -> HomePage:
    """The Japanese front page of the minimal site, which every migrated database has."""
    return HomePage.objects.get(locale__language_code="ja")


@pytest.fixture(scope="module")
def site(django_db_setup: None, django_db_blocker: Any) -> Iterator[HomePage]:
    """The whole site in both languages, built once for all tests of a file."""
    with django_db_blocker.unblock(), transaction.atomic():
        cache.clear()
        yield make_site()
        transaction.set_rollback(True)
