"""Which protocol goes where."""

from typing import Any

from channels.routing import ProtocolTypeRouter, URLRouter
from django.urls import re_path

from realtime.routing import http_urlpatterns, websocket_urlpatterns


def build_application(pages: Any) -> ProtocolTypeRouter:
    """Put sockets and polls beside Django's pages; they themselves check origin, login and rights."""
    http = URLRouter([*http_urlpatterns, re_path(r"", pages)])
    return ProtocolTypeRouter({"http": http, "websocket": URLRouter(websocket_urlpatterns)})
