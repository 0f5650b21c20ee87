"""Production refuses each unsafe setting by name, and starts with each good one."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from hiroba.settings import guards
from tests.hiroba.sizes import ROOT

KEY = "k3Vq9xZpL2mN8rT5wY7bC1dF4gH6jK0sA-qWeRtYuIo"


@pytest.fixture
def good(tmp_path: Path) -> dict[str, object]:
    """Values that production starts with."""
    folder = tmp_path / "data"
    folder.mkdir(mode=0o700)
    return {
        "DEBUG": False,
        "HIROBA_SECRET_KEY": KEY,
        "ALLOWED_HOSTS": ["hiroba.example.jp"],
        "ORIGINS": ["https://hiroba.example.jp"],
        "DEMO_MODE": False,
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": "mail.hiroba.test",
        "EMAIL_USE_TLS": True,
        "EMAIL_USE_SSL": False,
        "EMAIL_FROM": "広場 <hiroba@city.test>",
        "DATA_DIR": folder,
    }


BAD = [
    ("DEBUG", True, "HIROBA_DEBUG"),
    ("HIROBA_SECRET_KEY", "", "HIROBA_SECRET_KEY"),
    ("HIROBA_SECRET_KEY", "only-for-tests" + KEY, "HIROBA_SECRET_KEY"),
    ("HIROBA_SECRET_KEY", "django-insecure-" + KEY, "HIROBA_SECRET_KEY"),
    ("HIROBA_SECRET_KEY", KEY[:20], "HIROBA_SECRET_KEY"),
    ("ALLOWED_HOSTS", [], "HIROBA_HOSTS"),
    ("ALLOWED_HOSTS", ["*"], "HIROBA_HOSTS"),
    ("ALLOWED_HOSTS", ["hiroba.example.jp", ".example.jp"], "HIROBA_HOSTS"),
    ("ORIGINS", [], "HIROBA_ORIGINS"),
    ("ORIGINS", ["http://hiroba.example.jp"], "HIROBA_ORIGINS"),
    ("ORIGINS", ["https://*.example.jp"], "HIROBA_ORIGINS"),
    ("ORIGINS", ["https://hiroba.example.jp/"], "HIROBA_ORIGINS"),
    ("HIROBA_SECRET_KEY", "a" * 50, "HIROBA_SECRET_KEY"),
    ("EMAIL_USE_TLS", False, "HIROBA_EMAIL_URL"),
    ("EMAIL_FROM", "hiroba@example.jp", "HIROBA_EMAIL_FROM"),
    ("EMAIL_FROM", "", "HIROBA_EMAIL_FROM"),
    ("DEMO_MODE", True, "HIROBA_DEMO"),
    ("EMAIL_BACKEND", "django.core.mail.backends.console.EmailBackend", "HIROBA_EMAIL_URL"),
    ("EMAIL_BACKEND", "django.core.mail.backends.filebased.EmailBackend", "HIROBA_EMAIL_URL"),
]


def test_good_values_start(good):
    guards.refuse_unsafe(good)


@pytest.mark.parametrize(("key", "value", "setting"), BAD)
def test_a_bad_value_is_refused_by_name(good, key, value, setting):
    with pytest.raises(ImproperlyConfigured, match=setting):
        guards.refuse_unsafe({**good, key: value})


@pytest.mark.parametrize(("key", "value", "setting"), BAD)
def test_only_the_bad_setting_is_named(good, key, value, setting):
    assert len(list(guards.problems({**good, key: value}))) == 1


def test_a_mail_server_on_this_machine_needs_no_encryption(good):
    guards.refuse_unsafe({**good, "EMAIL_USE_TLS": False, "EMAIL_HOST": "127.0.0.1"})


@pytest.mark.parametrize("mode", [0o701, 0o704, 0o777])
def test_a_data_folder_open_to_others_is_refused(good, mode):
    good["DATA_DIR"].chmod(mode)
    with pytest.raises(ImproperlyConfigured, match="HIROBA_DATA"):
        guards.refuse_unsafe(good)


@pytest.mark.parametrize("mode", [0o700, 0o750])
def test_a_private_data_folder_starts(good, mode):
    good["DATA_DIR"].chmod(mode)
    guards.refuse_unsafe(good)


def test_every_problem_is_named_at_once(good):
    with pytest.raises(ImproperlyConfigured, match=r"HIROBA_DEBUG.*HIROBA_DEMO"):
        guards.refuse_unsafe({**good, "DEBUG": True, "DEMO_MODE": True})


def load_production(data: Path, **changes: str) -> subprocess.CompletedProcess[str]:
    """Import the real production settings in a process of their own."""
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'site'}",
        "HIROBA_DATA": str(data),
        "HIROBA_SECRET_KEY": KEY,
        "HIROBA_HOSTS": "hiroba.example.jp",
        "HIROBA_ORIGINS": "https://hiroba.example.jp",
        "HIROBA_EMAIL_URL": "submission://mail.example.jp:587",
        "HIROBA_EMAIL_FROM": "hiroba@city.test",
        **changes,
    }
    code = "import hiroba.settings.production as p; print(p.SESSION_COOKIE_SECURE, p.EMAIL_HOST, p.BEHIND_PROXY)"
    command = [sys.executable, "-c", code]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


def test_production_settings_start_with_good_values(tmp_path):
    done = load_production(tmp_path / "data")
    assert (done.returncode, done.stdout.strip()) == (0, "True mail.example.jp True")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("HIROBA_DEBUG", "1"),
        ("HIROBA_SECRET_KEY", ""),
        ("HIROBA_HOSTS", "*"),
        ("HIROBA_ORIGINS", "http://hiroba.example.jp"),
        ("HIROBA_DEMO", "1"),
        ("HIROBA_EMAIL_URL", "console:"),
    ],
)
def test_production_settings_refuse(tmp_path, name, value):
    done = load_production(tmp_path / "data", **{name: value})
    assert done.returncode == 1
    assert name in done.stderr.splitlines()[-1]
