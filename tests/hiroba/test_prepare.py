"""Preparing a database once: what is skipped, what is done again, what is said when it cannot be."""

import errno
from contextlib import nullcontext, suppress

import pytest
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.recorder import MigrationRecorder
from django.db.utils import ConnectionHandler, DatabaseError, OperationalError

from hiroba.launch import prepare as module
from hiroba.launch.speech import Refusal

pytestmark = pytest.mark.django_db


@pytest.fixture
def called(monkeypatch) -> list[str]:
    """The commands that were called, in order; the test's own connection stays open."""
    names: list[str] = []
    monkeypatch.setattr(module, "call_command", lambda name, *words, **options: names.append(name))
    monkeypatch.setattr(module.connection, "close", lambda: None)
    monkeypatch.setattr(module, "whole_or_not_at_all", lambda database: nullcontext())
    return names


def test_a_first_start_migrates_and_loads_the_demonstration(called, tmp_path):
    module.prepare(tmp_path)
    assert called == ["migrate", "demo"]


def test_a_later_start_does_neither(called, tmp_path):
    module.prepare(tmp_path)
    module.prepare(tmp_path)
    assert called == ["migrate", "demo"]


def test_a_database_between_two_versions_is_refused(called, tmp_path):
    MigrationRecorder.Migration.objects.filter(app="home").delete()
    MigrationRecorder(connection).record_applied("home", "0001_initial")
    with pytest.raises(Refusal, match=r"between two versions \(home\)"):
        module.prepare(tmp_path)
    assert called == []
    assert not (tmp_path / "prepared").exists()


def test_without_demo_mode_nothing_is_loaded(called, tmp_path, settings):
    settings.DEMO_MODE = False
    module.prepare(tmp_path)
    assert called == ["migrate"]


def test_an_interrupted_preparation_is_done_again(called, tmp_path, monkeypatch):
    def killed(name, *words, **options):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(module, "call_command", killed)
        with pytest.raises(KeyboardInterrupt):
            module.prepare(tmp_path)
    module.prepare(tmp_path)
    assert called == ["migrate", "demo"]


def test_a_stamp_of_another_database_does_not_count(called, tmp_path):
    (tmp_path / "prepared").write_text("another")
    module.prepare(tmp_path)
    assert called == ["migrate", "demo"]


def test_the_stamp_lists_the_people_of_the_demonstration(called, tmp_path, django_user_model):
    django_user_model.objects.create(email="a@example.jp", persona="owner", display_name="経営者")
    module.prepare(tmp_path)
    assert (tmp_path / "prepared").read_text().splitlines()[1:] == ["owner        経営者"]


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (OperationalError("database or disk is full"), "disk is full"),
        (OSError(errno.ENOSPC, "No space left on device"), "disk is full"),
        (DatabaseError("file is not a database"), r"cannot be used \(file is not a database\)"),
        (OperationalError(""), r"cannot be used \(OperationalError\)"),
    ],
)
def test_errors_become_sentences(called, tmp_path, monkeypatch, error, sentence):
    def fails(*words, **options):
        raise error

    monkeypatch.setattr(module, "call_command", fails)
    with pytest.raises(Refusal, match=sentence):
        module.prepare(tmp_path)


def test_other_errors_keep_their_traceback(called, tmp_path, monkeypatch):
    def fails(*words, **options):
        raise OSError(errno.EIO, "broken disk")

    monkeypatch.setattr(module, "call_command", fails)
    with pytest.raises(OSError, match="broken disk"):
        module.prepare(tmp_path)


@pytest.fixture
def own_file(tmp_path) -> BaseDatabaseWrapper:
    """A SQLite database of its own, in the manner of the installation's, with one table."""
    engine = {"ENGINE": "django.db.backends.sqlite3", "NAME": tmp_path / "own.sqlite3"}
    database = ConnectionHandler({"default": engine})["default"]
    execute(database, "PRAGMA journal_mode = WAL", "CREATE TABLE first (id)")
    return database


def execute(database, *statements):
    with database.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def tables(database):
    return sorted(database.introspection.table_names())


def test_an_upgrade_that_ends_is_there_and_leaves_no_copy(own_file, tmp_path):
    with module.whole_or_not_at_all(own_file):
        execute(own_file, "CREATE TABLE second (id)")
    assert tables(own_file) == ["first", "second"]
    own_file.close()
    assert [path.name for path in tmp_path.iterdir()] == ["own.sqlite3"]


def test_an_upgrade_that_breaks_off_has_not_happened_and_can_be_repeated(own_file):
    with suppress(KeyboardInterrupt), module.whole_or_not_at_all(own_file):
        execute(own_file, "CREATE TABLE second (id)")
        raise KeyboardInterrupt
    assert tables(own_file) == ["first"]
    with module.whole_or_not_at_all(own_file):
        execute(own_file, "CREATE TABLE second (id)")
    assert tables(own_file) == ["first", "second"]


def test_twin_without_it_half_an_upgrade_stays(own_file):
    with suppress(KeyboardInterrupt), nullcontext():
        execute(own_file, "CREATE TABLE second (id)")
        raise KeyboardInterrupt
    assert tables(own_file) == ["first", "second"]
