"""Each check before the start: refuses with its sentence, and lets the good case pass."""

import errno
import os
import signal
import socket
import subprocess
import sys
from collections import namedtuple
from pathlib import Path

import pytest

from hiroba.launch import preflight
from hiroba.launch.speech import Refusal
from tests.faults.ports import free_port

HOLD = "import sys, time; from hiroba.launch import preflight; from pathlib import Path\n"
HOLD += "file = preflight.hold_instance(Path(sys.argv[1])); print('held', flush=True); time.sleep(60)"


@pytest.fixture(autouse=True)
def no_grace(monkeypatch):
    """A predecessor that is closing is another test's matter."""
    monkeypatch.setattr(preflight, "GRACE_SECONDS", 0.0)


def test_a_free_port_passes():
    preflight.check_port(free_port())


def test_a_taken_port_is_refused():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(Refusal, match=f"ポート {port} は使用中です.*Port {port} is already in use"):
            preflight.check_port(port)


def test_a_port_that_becomes_free_within_the_grace_passes(monkeypatch):
    monkeypatch.setattr(preflight, "GRACE_SECONDS", 5.0)
    taken = socket.socket()
    taken.bind(("127.0.0.1", 0))
    taken.listen()
    monkeypatch.setattr(preflight.time, "sleep", lambda seconds: taken.close())
    preflight.check_port(taken.getsockname()[1])


@pytest.mark.parametrize("text", ["0", "65536", "-1", "http", "８０００x"])
def test_a_port_that_is_no_port_is_refused(monkeypatch, text):
    monkeypatch.setenv("PORT", text)
    with pytest.raises(Refusal, match="PORT="):
        preflight.port_from_environment()


@pytest.mark.parametrize(("text", "port"), [("", 8000), ("8001", 8001), ("65535", 65535)])
def test_port_from_environment(monkeypatch, text, port):
    monkeypatch.setenv("PORT", text)
    assert preflight.port_from_environment() == port


def test_a_new_folder_is_made_private(tmp_path):
    preflight.check_folder(tmp_path / "a" / "var")
    assert (tmp_path / "a" / "var").stat().st_mode & 0o777 == 0o700
    assert list((tmp_path / "a" / "var").iterdir()) == []


def test_a_folder_under_a_file_is_refused(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(Refusal, match=r"書き込めません.*cannot be written"):
        preflight.check_folder(tmp_path / "file" / "var")


def test_a_folder_that_not_even_root_may_write_is_refused():
    with pytest.raises(Refusal, match="cannot be written"):
        preflight.check_folder(Path("/proc/hiroba"))


def test_a_full_folder_is_refused_as_full(tmp_path, monkeypatch):
    def full(**options):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(preflight.tempfile, "NamedTemporaryFile", full)
    with pytest.raises(Refusal, match=r"空きが足りません.*disk is full"):
        preflight.check_folder(tmp_path)


Usage = namedtuple("Usage", "total used free")


@pytest.mark.parametrize(
    ("free", "passes"), [(preflight.LEAST_FREE_BYTES - 1, False), (preflight.LEAST_FREE_BYTES, True)]
)
def test_room_is_asked_for(tmp_path, monkeypatch, free, passes):
    monkeypatch.setattr(preflight.shutil, "disk_usage", lambda path: Usage(10**12, 0, free))
    if passes:
        preflight.check_room(tmp_path)
    else:
        with pytest.raises(Refusal, match="disk is full"):
            preflight.check_room(tmp_path)


def test_a_second_instance_is_refused_and_a_killed_one_lets_go(tmp_path):
    first = subprocess.Popen([sys.executable, "-c", HOLD, str(tmp_path)], stdout=subprocess.PIPE)
    assert first.stdout.readline() == b"held\n"
    with pytest.raises(Refusal, match=r"すでに動いています.*already running"):
        preflight.hold_instance(tmp_path)
    first.send_signal(signal.SIGKILL)
    first.wait()
    first.stdout.close()
    preflight.hold_instance(tmp_path).close()


def test_full_disk_is_seen_through_causes():
    outer = RuntimeError("could not migrate")
    outer.__cause__ = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    assert preflight.means_disk_full(outer)


@pytest.mark.parametrize(
    ("text", "full"),
    [
        ("database or disk is full", True),
        ('could not extend file "base/1/2": No space left on device', True),
        ("database is locked", False),
        ("no such table", False),
    ],
)
def test_full_disk_is_known_by_what_databases_say(text, full):
    assert preflight.means_disk_full(RuntimeError(text)) is full


@pytest.mark.parametrize(("demo", "host"), [(True, "127.0.0.1"), (False, "0.0.0.0")])
def test_a_host_may_be_listened_on(settings, demo, host):
    settings.DEMO_MODE = demo
    preflight.check_host(host)


def test_a_demonstration_does_not_listen_to_the_network(settings):
    settings.DEMO_MODE = True
    with pytest.raises(Refusal, match="this machine only"):
        preflight.check_host("0.0.0.0")


@pytest.fixture
def administrator(django_user_model, settings):
    """Makes an administrator with a given password, outside the demonstration."""
    settings.DEMO_MODE = False

    def make(password: str) -> None:
        user = django_user_model(email="root@example.jp", is_superuser=True, is_active=True)
        user.set_password(password)
        user.save()

    return make


@pytest.mark.django_db
@pytest.mark.parametrize("password", ["admin", "root@example.jp"])
def test_a_default_administrator_is_refused(administrator, password):
    administrator(password)
    with pytest.raises(Refusal, match=r"root@example\.jp.*default password"):
        preflight.check_administrators()


@pytest.mark.django_db
def test_an_administrator_with_a_password_of_ones_own_passes(administrator):
    administrator("Kx8-long-and-own")
    preflight.check_administrators()


@pytest.mark.django_db
def test_a_demonstration_may_have_one(administrator, settings):
    administrator("admin")
    settings.DEMO_MODE = True
    preflight.check_administrators()
