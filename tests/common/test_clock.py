"""The database's clock moves on inside a transaction and is aware."""

import time
from datetime import UTC, timedelta

import pytest
from django.utils import timezone

from common.clock import database_now


@pytest.mark.django_db
def test_database_now_is_aware_and_present():
    assert abs(database_now() - timezone.now()) < timedelta(seconds=5)
    assert database_now().tzinfo == UTC


@pytest.mark.django_db
def test_database_now_moves_on_inside_a_transaction():
    first = database_now()
    time.sleep(0.02)
    assert database_now() > first
