"""What production refuses to start with; each sentence names the setting to change.

Pure: values in, sentences out, so that every guard has a test with the good value beside the bad.
"""

import re
import stat
from collections.abc import Callable, Iterator, Mapping
from email.utils import parseaddr
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured

LEAST_KEY_LENGTH = 40
LEAST_KEY_SIGNS = 12
DEMO_KEYS = ("only-for-", "django-insecure-", "demo", "changeme", "secret")
# Backends that keep a letter on this machine instead of sending it.
MAIL_THAT_GOES_NOWHERE = ("console", "filebased", "locmem", "dummy")
WORLD = stat.S_IRWXO
# As a browser sends it: sockets compare it letter by letter.
EXACT_ORIGIN = re.compile(r"https://[a-z0-9.-]+(:\d+)?")
OWN_MACHINE = ("localhost", "127.0.0.1", "::1")


def debug(values: Mapping[str, Any]) -> str | None:
    """Debug pages show settings and source to anybody who provokes an error."""
    return "HIROBA_DEBUG must be off" if values["DEBUG"] else None


def secret_key(values: Mapping[str, Any]) -> str | None:
    """Whoever knows the key signs himself in as anybody."""
    key = values["HIROBA_SECRET_KEY"]
    if not key:
        return "HIROBA_SECRET_KEY is missing"
    if key.lower().startswith(DEMO_KEYS) or len(key) < LEAST_KEY_LENGTH or len(set(key)) < LEAST_KEY_SIGNS:
        return f"HIROBA_SECRET_KEY must be a random text of at least {LEAST_KEY_LENGTH} characters, not the demo's"
    return None


def hosts(values: Mapping[str, Any]) -> str | None:
    """A wildcard lets a forged Host header write the links in our mails."""
    names = values["ALLOWED_HOSTS"]
    if not names or any("*" in name or name.startswith(".") for name in names):
        return "HIROBA_HOSTS must list the exact host names, without wildcards"
    return None


def origins(values: Mapping[str, Any]) -> str | None:
    """Cookies, forms and sockets travel over https only, from exact origins."""
    listed = values["ORIGINS"]
    if not listed or not all(EXACT_ORIGIN.fullmatch(origin) for origin in listed):
        return "HIROBA_ORIGINS must list the exact https:// origins, without a path or a slash at the end"
    return None


def demo(values: Mapping[str, Any]) -> str | None:
    """The demonstration lets anybody sign in as anybody."""
    return "HIROBA_DEMO must be off" if values["DEMO_MODE"] else None


def mail(values: Mapping[str, Any]) -> str | None:
    """A login code that goes to a file keeps everybody out."""
    if any(f".{name}." in values["EMAIL_BACKEND"] for name in MAIL_THAT_GOES_NOWHERE):
        return "HIROBA_EMAIL_URL must name a mail server (submission://…), not the console or a file"
    encrypted = values["EMAIL_USE_TLS"] or values["EMAIL_USE_SSL"]
    if not encrypted and values["EMAIL_HOST"] not in OWN_MACHINE:
        return "HIROBA_EMAIL_URL must be encrypted (submission://… or smtp://…?ssl=True): login codes travel in it"
    return None


def sender(values: Mapping[str, Any]) -> str | None:
    """Mail from a domain that is not ours ends among the unwanted, and with it every login code."""
    domain = parseaddr(values["EMAIL_FROM"])[1].rpartition("@")[2].lower()
    if not domain or domain.startswith("example.") or ".example." in domain or domain.endswith(".example"):
        return "HIROBA_EMAIL_FROM must be an address of the operator's own domain"
    return None


def data_folder(values: Mapping[str, Any]) -> str | None:
    """Entries and sketches lie there; other accounts of the machine have no business with them."""
    folder = Path(values["DATA_DIR"])
    if folder.exists() and folder.stat().st_mode & WORLD:
        return f"HIROBA_DATA: {folder} must not be open to other users of the machine (chmod 700)"
    return None


GUARDS: tuple[Callable[[Mapping[str, Any]], str | None], ...] = (
    debug,
    secret_key,
    hosts,
    origins,
    demo,
    mail,
    sender,
    data_folder,
)


def problems(values: Mapping[str, Any]) -> Iterator[str]:
    """Every sentence that applies, so that one failed start shows all there is to change."""
    for guard in GUARDS:
        sentence = guard(values)
        if sentence:
            yield sentence


def refuse_unsafe(values: Mapping[str, Any]) -> None:
    """Raise with every problem; the last line that the operator sees names the settings."""
    found = list(problems(values))
    if found:
        raise ImproperlyConfigured(f"Hiroba does not start in production: {'; '.join(found)}.")
