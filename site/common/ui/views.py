"""Who may open the living page of components, `/ui/`."""

from django.conf import settings
from django.http import HttpRequest


def may_see_components(request: HttpRequest) -> bool:
    """Developers, and staff who enter the content management."""
    return bool(settings.DEBUG or getattr(request.user, "is_staff", False))
