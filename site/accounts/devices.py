"""Which device a login session runs on, in words its owner recognises. Pure; a made-up User-Agent only names itself."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# The first that fits counts: every browser names its ancestors too.
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)
BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)


def device_of(user_agent: str) -> str | Promise:
    """Browser and system, as far as they are known.

    >>> device_of("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0")
    'Edge (Windows)'
    """
    system = _first(SYSTEMS, user_agent)
    browser = _first(BROWSERS, user_agent)
    if not browser and not system:
        return _("Unknown device")
    return f"{browser} ({system})" if browser and system else browser or system


def _first(table: tuple[tuple[str, str], ...], user_agent: str) -> str:
    return next((name for sign, name in table if sign in user_agent), "")
