"""What a login session proves. Django keeps the name of the backend in the session, so whoever reads the login session
(pages, sockets, long polls) gets a user who knows how many factors stand behind it.

Neither backend takes a password: `actions.passwords` and `actions.codes` are the only ways in.
"""

from typing import Any

from django.contrib.auth.backends import ModelBackend

from accounts.models import User

ONE_FACTOR = "accounts.backends.OneFactor"
TWO_FACTORS = "accounts.backends.TwoFactors"


class OneFactor(ModelBackend):
    """A mail code or a password was given."""

    factors = 1

    def authenticate(self, request: Any, **credentials: Any) -> None:  # type: ignore[override]
        """Refuse: a password typed into any other form opens nothing."""

    async def aauthenticate(self, request: Any, **credentials: Any) -> None:  # type: ignore[override]
        """Refuse, like `authenticate`."""

    def get_user(self, user_id: Any) -> User | None:
        """The user of a login session, marked with what the session proves."""
        return self._marked(super().get_user(user_id))

    async def aget_user(self, user_id: Any) -> User | None:
        """The same for asynchronous callers."""
        return self._marked(await super().aget_user(user_id))

    def _marked(self, user: Any) -> User | None:
        if user is not None:
            user.factors = self.factors
        return user  # type: ignore[no-any-return]


class TwoFactors(OneFactor):
    """A code of the authenticator app or a recovery code was given as well."""

    factors = 2
