"""Each finding of the doctor beside the healthy case, and what the command says."""

import socket
import sqlite3
from datetime import timedelta
from importlib import import_module
from io import StringIO
from pathlib import Path
from secrets import token_urlsafe

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from common.maintenance import begin_maintenance
from hiroba import doctor
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def names() -> list[str]:
    return [finding.name for finding in doctor.findings()]


@pytest.fixture(autouse=True)
def well(db, settings, tmp_path, monkeypatch):
    """A healthy installation, on the database of the tests."""
    tmp_path.chmod(0o700)
    built = tmp_path / "built"
    built.mkdir()
    (built / "app.css").touch()
    texts = tmp_path / "LC_MESSAGES" / "django.mo"
    texts.parent.mkdir()
    texts.touch()
    UserFactory(is_superuser=True)
    settings.DATA_DIR, settings.STATIC_ROOT = tmp_path, str(built)
    monkeypatch.setattr(doctor, "LOCALE", tmp_path)
    if connection.vendor == "sqlite":  # the tests' database may lie in memory, which has no journal
        monkeypatch.setattr(doctor, "sqlite_pragmas", lambda: None)
        checks = tuple(c for c in doctor.CHECKS if c.__name__ != "sqlite_pragmas")
        monkeypatch.setattr(doctor, "CHECKS", checks)


def test_a_healthy_installation_has_no_finding():
    assert names() == []


def test_the_command_says_so_and_ends_well():
    out = StringIO()
    call_command("doctor", stdout=out)
    assert "Nothing is wrong" in out.getvalue()


def test_the_command_names_what_is_wrong_and_fails(settings):
    settings.ORIGINS = ["https://a.example.jp/"]
    out = StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("doctor", stdout=out)
    assert (ended.value.code, "HIROBA_ORIGINS" in out.getvalue()) == (1, True)


def test_a_site_that_was_left_closed():
    begin_maintenance(now=timezone.now(), minutes=None)
    assert names() == ["maintenance"]


def test_an_open_data_folder(tmp_path):
    tmp_path.chmod(0o755)
    assert names() == ["data"]


def test_a_full_disk(monkeypatch):
    monkeypatch.setattr(doctor.preflight, "LEAST_FREE_BYTES", 10**18)
    assert names() == ["data"]


def test_a_database_that_does_not_answer(monkeypatch):
    def broken(*args):
        raise DatabaseError

    monkeypatch.setattr(doctor.connection, "cursor", broken)
    assert names() == ["database"]


def test_missing_migrations(monkeypatch):
    monkeypatch.setattr(doctor.MigrationExecutor, "migration_plan", lambda self, targets: [1, 2])
    assert names() == ["migrations"]


def test_some_of_the_migrations_that_were_joined(monkeypatch):
    MigrationRecorder.Migration.objects.filter(app="activity").delete()
    MigrationRecorder(connection).record_applied("activity", "0001_initial")
    assert names() == ["migrations"]
    assert "activity" in str(list(doctor.findings()))
    MigrationRecorder.Migration.objects.filter(app="activity").delete()
    for _app, name in import_module("activity.migrations.0001_schema").Migration.replaces:
        MigrationRecorder(connection).record_applied("activity", name)
    assert names() == []


def test_sqlite_without_its_safeguards(tmp_path, monkeypatch):
    class Plain:
        vendor = "sqlite"

        def cursor(self):
            link = sqlite3.connect(tmp_path / "plain.sqlite3")
            return Closing(link)

    class Closing:
        def __init__(self, link):
            self.link = link

        def __enter__(self):
            return self.link

        def __exit__(self, *error):
            self.link.close()

    monkeypatch.undo()
    monkeypatch.setattr(doctor, "connection", Plain())
    finding = doctor.sqlite_pragmas()
    assert finding is not None
    assert "journal_mode=delete" in finding.english


def test_a_redis_that_is_not_there(settings):
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": settings.REDIS_URL}
    }
    assert names() == ["redis"]


def test_a_queue_nobody_works_on():
    from django_tasks_db.models import DBTaskResult

    from common.jobs import enqueue

    enqueue("files.render_pages", file="x")
    assert names() == []
    DBTaskResult.objects.update(enqueued_at=timezone.now() - timedelta(minutes=6))
    assert names() == ["worker"]


def test_a_known_secret_key(settings):
    settings.DEMO_MODE, settings.SECRET_KEY = False, "changeme"
    settings.ORIGINS = ["https://a.example.jp"]
    assert names() == ["secret key"]


@pytest.mark.parametrize("origins", [[], ["http://a.example.jp"], ["https://*.example.jp"], ["https://a.example.jp/"]])
def test_origins_that_let_nobody_or_everybody_in(settings, origins):
    settings.DEMO_MODE, settings.ORIGINS, settings.SECRET_KEY = False, origins, token_urlsafe(48)
    assert names() == ["origins"]


def test_a_mail_server_that_is_not_there(settings):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", taken.getsockname()[1]
        assert names() == ["mail"]


def test_files_that_were_not_built(settings):
    Path(settings.STATIC_ROOT, "app.css").unlink()
    assert names() == ["built files"]


def test_texts_that_were_not_compiled(tmp_path):
    (tmp_path / "LC_MESSAGES" / "django.mo").unlink()
    assert names() == ["built files"]


def test_clocks_that_differ(monkeypatch):
    monkeypatch.setattr(doctor, "database_now", lambda: timezone.now() + timedelta(seconds=30))
    assert names() == ["clock"]


def test_every_finding_says_what_to_do_in_both_languages(settings, tmp_path):
    settings.DEMO_MODE, settings.ORIGINS, settings.SECRET_KEY = False, [], "x"
    tmp_path.chmod(0o755)
    for finding in doctor.findings():
        assert finding.japanese.endswith("ください。")
        assert finding.english.endswith(".")
