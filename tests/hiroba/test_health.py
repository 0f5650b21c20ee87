"""The two probes: alive always, ready only when every part is."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from hiroba import health


def test_live_asks_nothing_of_the_database(client):
    response = client.get("/healthz/live")
    assert (response.status_code, response.content) == (200, b"ok\n")


@pytest.mark.django_db
def test_ready_answers_for_every_part(client):
    response = client.get("/healthz/ready")
    assert response.status_code == 200
    assert response.json() == {"ready": True, "parts": dict.fromkeys(health.PROBES, True)}


@pytest.mark.django_db
@pytest.mark.parametrize("part", list(health.PROBES))
def test_one_failing_part_is_named_and_makes_it_unready(client, monkeypatch, caplog, part):
    def broken():
        raise OSError("a secret of the machine")

    monkeypatch.setitem(health.PROBES, part, broken)
    response = client.get("/healthz/ready")
    assert response.status_code == 503
    assert [name for name, well in response.json()["parts"].items() if not well] == [part]
    assert b"secret" not in response.content
    assert "a secret of the machine" in caplog.text


@pytest.mark.django_db
def test_ready_is_never_cached(client):
    assert "no-cache" in client.get("/healthz/ready")["Cache-Control"]


@pytest.mark.django_db
def test_a_database_behind_the_code_is_unready(monkeypatch):
    health._found_applied.cache_clear()
    monkeypatch.setattr(health.MigrationExecutor, "migration_plan", lambda self, targets: ["one to go"])
    assert not health.migrations_are_applied()
    monkeypatch.undo()
    assert health.migrations_are_applied()


@pytest.mark.django_db
def test_a_database_between_two_versions_is_unready():
    health._found_applied.cache_clear()
    MigrationRecorder.Migration.objects.filter(app="home").delete()
    MigrationRecorder(connection).record_applied("home", "0001_initial")
    assert not health.migrations_are_applied()


@pytest.mark.django_db
def test_applied_migrations_are_asked_for_once(django_assert_num_queries):
    assert health.migrations_are_applied()
    with django_assert_num_queries(0):
        assert health.migrations_are_applied()


def test_a_data_folder_that_takes_no_files_is_unready(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    assert health.data_folder_takes_files()
    settings.DATA_DIR = tmp_path / "gone"
    assert not health.is_well("data", health.data_folder_takes_files)


def test_without_redis_there_is_no_layer_to_ask(settings, monkeypatch):
    settings.REDIS_URL = ""
    monkeypatch.setattr(cache, "set", lambda *words: pytest.fail("asked"))
    assert health.layer_answers()


def test_a_redis_that_forgets_is_unready(settings, monkeypatch):
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    monkeypatch.setattr(health, "cache", {})
    assert not health.is_well("layer", health.layer_answers)


@pytest.mark.django_db
def test_the_database_answers_its_constant():
    assert health.database_answers()
    assert connection.is_usable()
