"""ASGI entry point: pages by Django, sockets by Channels, both behind one exact-origin check."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hiroba.settings.dev")
pages = get_asgi_application()

from hiroba.bodies import capped  # noqa: E402  (apps must be loaded first)
from hiroba.kept_pages import kept_pages  # noqa: E402
from hiroba.routing import build_application  # noqa: E402

application = build_application(kept_pages(capped(pages)))
