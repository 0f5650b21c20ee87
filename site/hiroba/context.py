"""What every page knows: operator, main navigation, languages, the inbox, whether this is a demonstration."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from accounts.models import User
from activity.queries import inbox_of
from home.queries import footer_for, language_links, navigation_for, operator_for


def site(request: HttpRequest) -> dict[str, Any]:
    """Context for base.html; an error page may be drawn before anybody was looked up."""
    user = getattr(request, "user", None)
    return {
        "demo_mode": settings.DEMO_MODE,
        # Lazily: only pages with the header ask, and only for people who are logged in.
        "inbox": SimpleLazyObject(lambda: inbox_of(user)) if isinstance(user, User) else None,
        "operator": operator_for(request),
        "navigation": navigation_for(request),
        "footer_links": footer_for(request),
        "languages": language_links(request),
    }
