"""Settings of the tests: fast hashes, mail in memory, everything else as it runs."""

import os
import tempfile

os.environ.setdefault("HIROBA_DEMO", "1")
os.environ.setdefault("HIROBA_DATA", tempfile.mkdtemp(prefix="hiroba-test-"))
os.environ.setdefault("HIROBA_SECRET_KEY", "only-for-tests")
# Parallel workers must not share hints and cache: each takes the next database of the Redis it is given.
_redis, _, _number = os.environ.get("HIROBA_REDIS_URL", "").rpartition("/")
if _redis:
    _worker = os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")
    os.environ["HIROBA_REDIS_URL"] = f"{_redis}/{int(_number) + int(_worker)}"

from hiroba.settings.dev import *
from hiroba.settings.base import TEMPLATES

ALLOWED_HOSTS = ["127.0.0.1", "localhost", "testserver"]
ORIGINS = ["http://testserver", "http://localhost"]
CSRF_TRUSTED_ORIGINS = list(ORIGINS)
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
POSTS_PER_SECOND, POSTS_BURST = 1000.0, 10_000
SAVES_PER_SECOND, SAVES_BURST = 1000.0, 10_000
VISITS_PER_SECOND, VISITS_BURST = 1000.0, 10_000
# Tests change numbers behind the back of the pages and look at once; those of the cache turn it on.
PAGE_CACHE_SECONDS = 0
# A template variable that does not exist fails the test that renders it.
TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = ""
# Static files are looked up when somebody asks: every client of a test would list all seven hundred of them first.
WHITENOISE_AUTOREFRESH = True
