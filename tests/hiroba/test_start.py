"""`manage.py start` as a process: refuses bad situations in one sentence, survives kills, stops whole."""

import random
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.faults.databases import sqlite_template
from tests.faults.harness import answers
from tests.hiroba.starting import refusal_of, starting
from tests.hiroba.test_children import is_gone, wait_for

# Lets the refusal for too little room pass, so that the disk is found full in the middle of the work.
REACH_THE_DISK = (
    "import sys; from hiroba.launch import preflight, start; preflight.LEAST_FREE_BYTES = 0; sys.exit(start.main())"
)


def assert_one_sentence(result: tuple[int, str], japanese: str, english: str) -> None:
    """Exit code 1 and one line in both languages, without a traceback."""
    code, text = result
    lines = [line for line in text.splitlines() if not line.endswith("…")]
    assert (code, len(lines)) == (1, 1), text
    assert japanese in lines[0]
    assert english in lines[0]


@pytest.fixture(scope="module")
def started_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the first start leaves behind: a migrated database with the demonstration in it."""
    folder = tmp_path_factory.mktemp("started-once") / "var"
    folder.mkdir(mode=0o700)
    shutil.copy(sqlite_template(), folder / "hiroba.sqlite3")
    with starting(folder) as first:
        first.wait_ready()
        assert first.end(signal.SIGINT) == 0
    return folder


@pytest.fixture
def data(started_once: Path, tmp_path: Path) -> Path:
    """A data folder of one's own, as an earlier start left it."""
    return shutil.copytree(started_once, tmp_path / "var")


def test_a_taken_port_is_refused(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        result = refusal_of(tmp_path / "var", taken.getsockname()[1])
    assert_one_sentence(result, "使用中です", "already in use")
    assert not (tmp_path / "var" / "hiroba.sqlite3").exists()


@pytest.mark.parametrize("place", ["file/var", "/proc/hiroba"])
def test_an_unwritable_data_folder_is_refused(tmp_path, place):
    (tmp_path / "file").touch()
    assert_one_sentence(refusal_of(tmp_path / place), "書き込めません", "cannot be written")


def test_a_database_that_is_none_is_refused(data):
    (data / "hiroba.sqlite3").write_text("this is not a database, but it is long enough to be read as one" * 20)
    assert_one_sentence(refusal_of(data), "データベースを使えません", "database cannot be used")


@pytest.fixture
def small_disk(tmp_path):
    """A file system of three megabytes; only root may mount one, and whoever is not must say so loudly."""
    folder = tmp_path / "disk"
    folder.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(folder)], check=True)
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def test_a_full_disk_is_refused_before_anything_is_written(small_disk):
    assert_one_sentence(refusal_of(small_disk), "空きが足りません", "disk is full")
    assert not (small_disk / "hiroba.sqlite3").exists()


def test_a_disk_that_fills_up_while_preparing_is_refused(small_disk):
    result = refusal_of(small_disk, None, sys.executable, "-c", REACH_THE_DISK)
    assert_one_sentence(result, "空きが足りません", "disk is full")
    with sqlite3.connect(small_disk / "hiroba.sqlite3") as link:
        assert link.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_start_serves_refuses_a_second_one_and_stops_whole(data):
    with starting(data) as first:
        first.wait_ready()
        assert answers(f"http://127.0.0.1:{first.port}/healthz/live")
        assert_one_sentence(refusal_of(data), "すでに動いています", "already running")
        assert first.end(signal.SIGINT) == 0
    assert not answers(f"http://127.0.0.1:{first.port}/healthz/live")
    with starting(data) as again:
        again.wait_ready()
        assert not any("Preparing the database" in line for line in again.lines)
        assert again.end(signal.SIGTERM) == 0


def children_of(pid: int) -> list[int]:
    """The direct children of a process."""
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    return [int(word) for word in listed.split()]


def test_a_killed_start_leaves_nothing_behind_and_the_next_one_starts(data):
    with starting(data) as killed:
        killed.wait_ready()
        left = children_of(killed.process.pid)
        assert len(left) == 2
        killed.end(signal.SIGKILL)
        with starting(data, killed.port) as again:
            again.wait_ready()
            assert all(is_gone(pid) for pid in left)
            assert again.end(signal.SIGINT) == 0


@pytest.mark.parametrize("victim", [0, 1])
def test_when_one_process_dies_everything_stops_with_a_sentence(data, victim):
    with starting(data) as started:
        started.wait_ready()
        children = children_of(started.process.pid)
        subprocess.run(["kill", "-9", str(children[victim])], check=True)
        started.wait_for("すべて止めました")
        assert started.process.wait(20) == 1
        assert all(wait_for(lambda pid=pid: is_gone(pid)) for pid in children)


def test_kills_during_the_first_start_do_no_harm(tmp_path):
    """Kill while it migrates and while it loads; then it starts, complete."""
    moments = random.Random(7)
    for stage in ("Preparing the database", "Loading the demo"):
        with starting(tmp_path / "var") as started:
            started.wait_for(stage)
            time.sleep(moments.uniform(0.2, 3))
            started.end(signal.SIGKILL)
    with starting(tmp_path / "var") as last:
        last.wait_ready()
        assert answers(f"http://127.0.0.1:{last.port}/")
        assert last.end(signal.SIGINT) == 0
    with sqlite3.connect(tmp_path / "var" / "hiroba.sqlite3") as link:
        assert link.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert link.execute("SELECT count(*) FROM accounts_user WHERE persona <> ''").fetchone()[0] > 0
