"""Links in mails that know whom they were written to: whoever follows one types six digits, and no address.

The link opens nothing by itself. It saves typing the address, and the digits go to that address only: whoever gets it
passed on, or finds it in a log, gets no further than to a field.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.core import signing
from django.urls import reverse

from common.errors import NotFound

_SALT = "accounts.way_back"
KEPT = timedelta(days=90)


@dataclass(frozen=True)
class WayBack:
    """To whom the mail went, and where it leads."""

    email: str
    path: str


def way_back_url(*, email: str, path: str) -> str:
    """The address for a mail to `email` that leads to `path` of the product."""
    return reverse("accounts:way_back", args=[signing.dumps([email, path], salt=_SALT)])


def read_way_back(token: str) -> WayBack:
    """What a link says; NotFound when it was not made here, or longer ago than 90 days."""
    try:
        email, path = signing.loads(token, salt=_SALT, max_age=KEPT)
    except (signing.BadSignature, ValueError, TypeError):
        raise NotFound from None
    return WayBack(email, path)
