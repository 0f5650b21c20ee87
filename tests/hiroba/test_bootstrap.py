"""Set-up before any package is there: the sentences, the stamps, the interrupted install."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from hiroba import bootstrap
from hiroba.launch import browser, environment, places, steps
from hiroba.launch.places import ROOT, Stamp, digest_of
from hiroba.launch.speech import Refusal


@pytest.fixture
def venv(tmp_path, monkeypatch) -> Path:
    """An environment folder of one's own, with tools that only note that they were called."""
    folder = tmp_path / ".venv"
    for name, value in {
        "VENV": folder,
        "PYTHON": folder / "bin" / "python",
        "UNFINISHED": folder / "unfinished",
    }.items():
        monkeypatch.setattr(environment, name, value)
    monkeypatch.setattr(environment, "create", lambda: make_environment(folder))
    monkeypatch.setattr(environment, "install", lambda lock: (folder / "packages").write_text(lock.name))
    return folder


def make_environment(folder: Path) -> None:
    """What `python -m venv` leaves, as far as set-up looks at it."""
    (folder / "bin").mkdir(parents=True, exist_ok=True)
    (folder / "lib" / environment.python_name() / "site-packages").mkdir(parents=True, exist_ok=True)
    (folder / "bin" / "python").symlink_to(sys.executable)


LOCK = ROOT / "requirements.txt"
DEV_LOCK = ROOT / "requirements-dev.txt"


def test_a_first_set_up_installs_and_stamps(venv):
    environment.ensure(LOCK)
    assert environment.has_current(LOCK)
    assert not environment.has_current(DEV_LOCK)
    assert (venv / "lib" / environment.python_name() / "site-packages" / "hiroba.pth").read_text().split() == [
        str(ROOT),
        str(ROOT / "site"),
    ]


def test_a_later_set_up_does_nothing(venv, monkeypatch):
    environment.ensure(LOCK)
    monkeypatch.setattr(environment, "install", lambda lock: pytest.fail("installed again"))
    environment.ensure(LOCK)


def test_the_development_environment_serves_a_run(venv):
    environment.ensure(DEV_LOCK)
    assert environment.has_current(LOCK)


def test_an_interrupted_install_starts_over(venv, monkeypatch):
    def killed(lock):
        (venv / "half").touch()
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(environment, "install", killed)
        with pytest.raises(KeyboardInterrupt):
            environment.ensure(LOCK)
    assert not environment.has_current(LOCK)
    environment.ensure(LOCK)
    assert not (venv / "half").exists()
    assert environment.has_current(LOCK)


def test_an_environment_whose_python_is_gone_is_made_again(venv):
    environment.ensure(LOCK)
    environment.PYTHON.unlink()
    (venv / "old").touch()
    environment.PYTHON.symlink_to(venv / "gone")
    environment.ensure(LOCK)
    assert not (venv / "old").exists()


def test_a_missing_venv_module_names_the_package(monkeypatch):
    monkeypatch.setattr(environment.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(Refusal, match=r"apt-get install python3-venv.*apt-get install python3-venv"):
        environment.check_venv_module()


def test_a_failing_tool_shows_its_last_words_and_refuses(capfd):
    with pytest.raises(Refusal, match="no luck"):
        environment.run_quietly([sys.executable, "-c", "import sys; sys.exit('because')"], Refusal("だめ", "no luck"))
    assert "because" in capfd.readouterr().err


def test_a_stamp_is_current_until_a_source_changes(tmp_path, monkeypatch):
    monkeypatch.setattr(places, "ROOT", tmp_path)
    source = tmp_path / "source"
    source.write_text("a")
    Stamp(tmp_path / "stamp", digest_of([source])).write()
    assert Stamp(tmp_path / "stamp", digest_of([source])).is_current
    source.write_text("b")
    assert not Stamp(tmp_path / "stamp", digest_of([source])).is_current


def test_a_missing_browser_is_a_refusal_without_root(monkeypatch):
    monkeypatch.setattr(browser, "missing", lambda: ["chromium"])
    monkeypatch.setattr(browser.os, "geteuid", lambda: 1000)
    with pytest.raises(Refusal, match="apt-get install chromium"):
        browser.ensure()


def test_a_python_that_is_too_old_says_so(monkeypatch, capsys):
    monkeypatch.setattr(bootstrap, "OLDEST", (99, 0))
    monkeypatch.setattr(bootstrap, "NEW_ENOUGH", "import sys; sys.exit(1)")
    with pytest.raises(SystemExit) as ended:
        bootstrap.main()
    assert ended.value.code == 1
    assert capsys.readouterr().err.startswith("Python 3.11 以上が必要です")


def test_an_old_python_hands_over_to_a_newer_one(monkeypatch):
    taken = []
    monkeypatch.setattr(bootstrap, "OLDEST", (99, 0))
    monkeypatch.setattr(bootstrap, "NEWER", ("gone", "python3"))
    monkeypatch.setattr(bootstrap, "NEW_ENOUGH", "")
    monkeypatch.setattr(bootstrap.shutil, "which", lambda name: None if name == "gone" else sys.executable)
    monkeypatch.setattr(bootstrap.os, "execv", lambda path, words: taken.append((path, words)) or sys.exit(0))
    with pytest.raises(SystemExit):
        bootstrap.main()
    assert taken == [(sys.executable, [sys.executable, *sys.argv])]


def test_every_make_target_has_its_step():
    targets = [line.split(":")[0] for line in (ROOT / "Makefile").read_text().splitlines() if ":  ##" in line]
    assert [target for target in targets if target != "help" and target not in steps.STEPS] == []


def test_a_port_that_is_no_port_is_one_line():
    environ = {**os.environ, "PORT": "many"}
    command = ["make", "--silent", "run", f"PYTHON={sys.executable}"]
    done = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, check=False)
    lines = [line for line in done.stderr.splitlines() if not line.startswith("make")]
    assert (done.stdout, len(lines), lines[0][:11]) == ("", 1, "PORT=many は")
