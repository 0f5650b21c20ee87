"""The kinds of mail of the apps below: the login code, invitations, and the daily mail itself."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from activity.enums import Urgency
from activity.kinds import Kind, everybody, register_kind
from activity.queries import DIGEST

LOGIN_CODE = Kind(
    "accounts/login_code",
    _("Login codes"),
    everybody,
    urgency=Urgency.CODE,
    in_inbox=False,
    useful_for=timedelta(minutes=10),
    is_secret=True,
)
INVITATION = Kind(
    "accounts/invitation",
    _("Invitations"),
    everybody,
    in_inbox=False,
    useful_for=timedelta(days=14),
    is_secret=True,
)
DAILY = Kind(DIGEST, _("The daily mail"), everybody, urgency=Urgency.NEWS, in_inbox=False)


def register() -> None:
    """Called once by AppConfig.ready()."""
    register_kind(LOGIN_CODE)
    register_kind(INVITATION)
    register_kind(DAILY)
