"""A small installation for these tests: accounts and streams with one kind of stream, no other app.

A real server on it starts in a second, and a fault here is realtime's own.
"""

from hiroba.settings.base import ORIGINS as OWN_ORIGINS
from hiroba.settings.base import env
from hiroba.settings.test import *  # noqa: F403

INSTALLED_APPS = [
    "tests.realtime",
    "realtime",
    "accounts",
    "common",
    "channels",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "rules.apps.AutodiscoverRulesConfig",
    "django_tasks",
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
]
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "common.middleware.ErrorPageMiddleware",
]
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True, "OPTIONS": {}}]
ROOT_URLCONF = "tests.realtime.site"
if OWN_ORIGINS:
    ORIGINS = OWN_ORIGINS
REALTIME = env.json("HIROBA_TEST_REALTIME", {})
REALTIME = {name: tuple(value) if isinstance(value, list) else value for name, value in REALTIME.items()}
