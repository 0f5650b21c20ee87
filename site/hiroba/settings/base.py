"""Settings that hold in every profile; dev, test and production each change a few lines.

Everything an operator may change comes from the environment with the prefix `HIROBA_`.
"""

from pathlib import Path
from typing import Any

from csp.constants import NONCE, NONE, SELF
from django.utils.translation import gettext_lazy as _
from environs import Env

from hiroba.settings.databases import database
from hiroba.settings.secret import secret_key

ROOT = Path(__file__).resolve().parents[3]
env = Env()

with env.prefixed("HIROBA_"):
    DATA_DIR = Path(env.str("DATA", str(ROOT / "var"))).resolve()
    SECRET_KEY = env.str("SECRET_KEY", "") or secret_key(DATA_DIR)
    DEMO_MODE = env.bool("DEMO", default=False)
    DATABASE_URL = env.str("DATABASE_URL", "")
    REDIS_URL = env.str("REDIS_URL", "")
    ALLOWED_HOSTS: list[str] = env.list("HOSTS", [])
    # Exact origins of forms and sockets, e.g. https://hiroba.example.jp
    ORIGINS: list[str] = env.list("ORIGINS", [])
    EMAIL_FROM = env.str("EMAIL_FROM", "hiroba@example.jp")
    # Closed for work on it; `manage.py maintenance on` does the same without a restart.
    MAINTENANCE = env.bool("MAINTENANCE", default=False)
    POSTS_PER_SECOND = env.float("POSTS_PER_SECOND", 5.0)
    POSTS_BURST = env.int("POSTS_BURST", 10)
    # Saving a draft while it is typed: far more than a hand can do, far less than a script.
    SAVES_PER_SECOND = env.float("SAVES_PER_SECOND", 1.0)
    SAVES_BURST = env.int("SAVES_BURST", 60)
    # Forms without an account, from one network address: a class behind one line registers at once, a script does not.
    VISITS_PER_SECOND = env.float("VISITS_PER_SECOND", 0.2)
    VISITS_BURST = env.int("VISITS_BURST", 60)
    # Numbers of the live streams (realtime/limits.py): open sockets of one person in one process.
    REALTIME: dict[str, Any] = {"sockets_per_person": env.int("SOCKETS_PER_PERSON", 30)}
    # How long a public page is kept whole for readers without a cookie; 0 keeps none. Published pages show at once.
    PAGE_CACHE_SECONDS = env.float("PAGE_CACHE_SECONDS", 5.0)
    # "" is a file in the data folder, "-" standard output, "off" none (hiroba/access.py).
    ACCESS_LOG = env.str("ACCESS_LOG", "")
    # Empty: a folder in DATA. s3://bucket/prefix: an object store, with the address of one that is not Amazon's.
    FILE_STORE = env.str("FILE_STORE", "")
    FILE_STORE_ENDPOINT = env.str("FILE_STORE_ENDPOINT", "")
    # Where nginx finds PRIVATE_ROOT, e.g. /private/ (internal); empty: the bytes pass through us.
    FILE_ACCEL_PREFIX = env.str("FILE_ACCEL_PREFIX", "")
    # What one organisation, or one person without, may keep.
    FILE_QUOTA_MB = env.int("FILE_QUOTA_MB", 500)

DEBUG = False
CSRF_TRUSTED_ORIGINS = list(ORIGINS)

INSTALLED_APPS = [
    "hiroba",
    "hiroba.livedemo",
    "home",
    "mentoring",
    "cohorts",
    "communities",
    "activity",
    "realtime",
    "accounts",
    "common",
    "daphne",
    "channels",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "rules.apps.AutodiscoverRulesConfig",
    "django_tasks",
    "django_tasks_db",
    "csp",
    "wagtail.contrib.settings",
    "wagtail.contrib.simple_translation",
    "wagtail.locales",
    "wagtail.embeds",
    "wagtail.sites",
    "home.apps.UserAdminConfig",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "home.apps.ContentAdminConfig",
    "wagtail",
    "modelcluster",
    "taggit",
    "whitenoise.runserver_nostatic",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
]

MIDDLEWARE = [
    "home.page_cache.PublicPageCacheMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "hiroba.middleware.AdminPolicyMiddleware",
    "common.maintenance_page.MaintenanceMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "common.middleware.NeutralAddressMiddleware",
    # Before anything that may refuse: an error page knows who reads it.
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "common.middleware.PlainInputMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "common.middleware.PrivatePagesMiddleware",
    "hiroba.same_person.SamePersonMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.middleware.LoginSessionMiddleware",
    "common.middleware.ErrorPageMiddleware",
    "common.middleware.UploadLeadMiddleware",
    "hiroba.access.RouteNoteMiddleware",
    "home.middleware.KnownSiteMiddleware",
]

ROOT_URLCONF = "hiroba.urls"
ASGI_APPLICATION = "hiroba.asgi.application"
CSRF_FAILURE_VIEW = "hiroba.views.csrf_failure"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "hiroba.context.site",
            ],
        },
    },
]

DATABASES = {"default": database(DATABASE_URL, DATA_DIR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Redis that is away costs half a second and is a miss (common.caches).
CACHE_TIMEOUTS = {"socket_connect_timeout": 0.5, "socket_timeout": 0.5}
_REDIS_CACHE = {"BACKEND": "common.caches.ForgetfulRedisCache", "LOCATION": REDIS_URL, "OPTIONS": CACHE_TIMEOUTS}
_LOCAL_CACHE = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
CACHES: dict[str, Any] = {
    "default": _REDIS_CACHE if REDIS_URL else _LOCAL_CACHE,
    # Limits (common.rate): no page throws a bucket out. What was used least lately goes first; 50,000 need about 30 MB.
    "buckets": (
        {**_REDIS_CACHE, "KEY_PREFIX": "buckets"}
        if REDIS_URL
        else {**_LOCAL_CACHE, "LOCATION": "buckets", "OPTIONS": {"MAX_ENTRIES": 50_000, "CULL_FREQUENCY": 10}}
    ),
}
# The layer only carries hints between processes (see realtime/README.md); one process needs none.
CHANNEL_LAYERS: dict[str, Any] = (
    {
        "default": {
            "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
            "CONFIG": {"hosts": [{"address": REDIS_URL, "socket_timeout": None}]},
        }
    }
    if REDIS_URL
    else {}
)
TASKS = {
    # Wagtail refreshes its search index on `default`: at once, so that a published page is found at once.
    "default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"},
    "bg": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]},
}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "rules.permissions.ObjectPermissionBackend",
    # No form opens an account by these two: accounts.actions does, and the session keeps which one it was.
    "accounts.backends.OneFactor",
    "accounts.backends.TwoFactors",
]
# allauth gives second factors, login stages and the list of login sessions; its pages and mails are not used.
ACCOUNT_ADAPTER = "accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
MFA_ADAPTER = "accounts.adapters.SecondFactorAdapter"
MFA_TOTP_ISSUER = "Hiroba"
MFA_TOTP_TOLERANCE = 1
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "accounts:login"
LOGIN_REDIRECT_URL = "activity:my"
LOGOUT_REDIRECT_URL = "/"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30

LANGUAGE_CODE = "ja"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("ja", _("Japanese")), ("en", _("English"))]
LOCALE_PATHS = [ROOT / "site" / "hiroba" / "locale"]
TIME_ZONE = "Asia/Tokyo"
USE_I18N = USE_TZ = WAGTAIL_I18N_ENABLED = True

STATIC_URL = "/static/"
STATIC_ROOT: Path | None = DATA_DIR / "static"
STATICFILES_DIRS = [ROOT / "site" / "hiroba" / "static_built"]
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"  # public pictures of the CMS only
PRIVATE_ROOT = DATA_DIR / "private"  # entries, sketches, attachments: never served by path

EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = DATA_DIR / "mail"
DEFAULT_FROM_EMAIL = SERVER_EMAIL = EMAIL_FROM

DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "common.files.uploading.PrivateUploadHandler",
]
FILE_MAX_BYTES = 10 * 1024 * 1024
FILE_QUOTA_BYTES = FILE_QUOTA_MB * 1024 * 1024
FILE_MAX_PIXELS = 60_000_000
FILE_MAX_PAGES = 20

CONTENT_SECURITY_POLICY = {
    # Wagtail's own admin uses inline scripts; it is reached by staff only and has a policy of its own.
    "EXCLUDE_URL_PREFIXES": ("/cms/",),
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:", "blob:"],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    },
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True

WAGTAIL_SITE_NAME = "Hiroba"
WAGTAILADMIN_BASE_URL = ORIGINS[0] if ORIGINS else "http://127.0.0.1:8000"
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "home.search.backend"}}
WAGTAIL_GRAVATAR_PROVIDER_URL = None
# People log in on our pages only, where the second factor is asked for.
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = WAGTAIL_PASSWORD_RESET_ENABLED = WAGTAILUSERS_PASSWORD_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_ENABLE_UPDATE_CHECK = False
# Its comments send mails past our outbox; a draft that is sent back carries a comment.
WAGTAILADMIN_COMMENTS_ENABLED = False
WAGTAIL_FINISH_WORKFLOW_ACTION = "home.cms.checking.publish_checked"
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
SILENCED_SYSTEM_CHECKS: list[str] = []

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
