"""The people that all rows are about."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import override_settings
from django.utils import timezone

from accounts.models import User
from hiroba.demo.people import People, make_people
from tests.faults.sessions import open_session
from tests.matrix import PERSONAS


@pytest.fixture(scope="module")
def people(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[People]:
    """The personas of the demonstration with their roles and nothing else, made once for all rows."""
    folder = override_settings(PRIVATE_ROOT=tmp_path_factory.mktemp("private"))
    with folder, django_db_blocker.unblock(), transaction.atomic():
        yield make_people(timezone.now())
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def keys(people: People) -> dict[str, str]:
    """The login session of each persona, opened once: what a request does to it is taken back with the request."""
    named = User.objects.filter(persona__in=PERSONAS).exclude(persona="")
    opened = {person.persona: open_session(person.email) for person in named}
    assert {*opened, "anonymous"} == set(PERSONAS)
    return opened
