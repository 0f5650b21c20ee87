"""Spares public pages a question to the database."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from wagtail.views import serve

from home.queries import know_site


class KnownSiteMiddleware:
    """Wagtail asks for the site of each public page; it changes once in years, and saving one is heard."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, _args: Any, _kwargs: Any) -> None:
        """Right before Wagtail finds the page."""
        if view is serve:
            know_site(request)
