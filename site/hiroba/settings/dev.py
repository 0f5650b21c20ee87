"""The embedded default: SQLite, no services, demo mode, reachable from this machine only."""

import os

os.environ.setdefault("HIROBA_DEMO", "1")

from hiroba.settings.base import *
from hiroba.settings.base import ORIGINS, env

DEBUG = env.bool("HIROBA_DEBUG", default=False)
PORT = env.int("PORT", 8000)
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
if not ORIGINS:
    ORIGINS = [f"http://{host}:{PORT}" for host in ALLOWED_HOSTS]
CSRF_TRUSTED_ORIGINS = list(ORIGINS)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
# Served where they are built; nothing is collected, hence no folder to look for.
STATIC_ROOT = None
