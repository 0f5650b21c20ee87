"""What accounts hands to the apps below it, and a person with a password."""

from typing import Any

import pytest

from accounts import hooks
from accounts.models import User
from tests.factories.accounts import UserFactory

PASSWORD = "ながいながいあいことばです"


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The login codes that were handed to the mail hook."""
    events: list[Any] = []
    monkeypatch.setattr(hooks, "login_code_created", [events.append])
    return events


@pytest.fixture
def changes(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The changes of access that were announced."""
    events: list[Any] = []
    monkeypatch.setattr(hooks, "access_changed", [events.append])
    return events


@pytest.fixture
def person() -> User:
    """Somebody who has chosen a password."""
    user: User = UserFactory(email="taro@example.jp")
    user.set_password(PASSWORD)
    user.save()
    return user
