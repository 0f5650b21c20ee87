from typing import Any

from django.urls import path, re_path

from realtime.consumers import no_such_socket, stream_socket
from realtime.polls import long_poll

# Django's `path` is typed for views; Channels' router calls what stands here as an ASGI application.
_stream: Any = stream_socket
_nowhere: Any = no_such_socket
_poll: Any = long_poll

websocket_urlpatterns = [path("ws/", _stream), re_path(r"", _nowhere)]
http_urlpatterns = [path("streams/<uuid:public_id>/events", _poll, name="realtime:events")]
