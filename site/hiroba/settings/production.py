"""Production: https only, behind a proxy; PostgreSQL and Redis by address; whatever is unsafe is refused."""

from hiroba.settings import guards
from hiroba.settings.base import *
from hiroba.settings.base import DATA_DIR, env

DEBUG = env.bool("HIROBA_DEBUG", default=False)
ACCESS_LOG = env.str("HIROBA_ACCESS_LOG", "-")
HIROBA_SECRET_KEY = env.str("HIROBA_SECRET_KEY", "")

_mail = env.dj_email_url("HIROBA_EMAIL_URL", "console:")
EMAIL_BACKEND = _mail["EMAIL_BACKEND"]
EMAIL_HOST = _mail["EMAIL_HOST"]
EMAIL_PORT = _mail["EMAIL_PORT"]
EMAIL_HOST_USER = _mail["EMAIL_HOST_USER"]
EMAIL_HOST_PASSWORD = _mail["EMAIL_HOST_PASSWORD"]
EMAIL_USE_TLS = _mail["EMAIL_USE_TLS"]
EMAIL_USE_SSL = _mail["EMAIL_USE_SSL"]
EMAIL_TIMEOUT = 20

# The proxy in front ends TLS and must set this header itself.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = True
# It also tells who asks; otherwise all visitors would share one limit on logins.
BEHIND_PROXY = env.bool("HIROBA_BEHIND_PROXY", default=True)
# Probes come from the load balancer, over plain http.
SECURE_REDIRECT_EXEMPT = [r"^healthz/"]
# This host only: what a city's other hosts speak is not ours to decide.
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
# The prefix makes browsers refuse a cookie that a neighbouring host has planted.
SESSION_COOKIE_NAME = "__Host-sessionid"
CSRF_COOKIE_NAME = "__Host-csrftoken"

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

guards.refuse_unsafe({**globals(), "DATA_DIR": DATA_DIR})
