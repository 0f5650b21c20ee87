"""Whether an installation waits for its first administrator, and who may be it: whoever reads its terminal."""

from base64 import b32encode

from django.conf import settings
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac
from wagtail.models import Page

from accounts.queries import has_administrator

SALT = "hiroba.setup"
BYTES = 20


def needs_setup() -> bool:
    """True until there is an administrator, and never again."""
    return not has_administrator()


def setup_token() -> str:
    """32 characters that only this installation can make: from its secret key and a random number of its database.

    Every process and every machine of an installation says the same one, so nothing has to be kept or shared.
    """
    root = Page.get_first_root_node()
    number = str(root.translation_key) if root is not None else ""
    digest = salted_hmac(SALT, number, secret=settings.SECRET_KEY, algorithm="sha256")
    return b32encode(digest.digest()[:BYTES]).decode().lower()


def is_setup_token(token: str) -> bool:
    """Whether these are the characters that the terminal shows; capitals are fine."""
    return constant_time_compare(token.lower().encode("utf-8", "replace"), setup_token().encode())


def setup_address() -> str:
    """The whole address to open."""
    origin = settings.ORIGINS[0] if settings.ORIGINS else ""
    return f"{origin}{reverse('setup', args=[setup_token()])}"
