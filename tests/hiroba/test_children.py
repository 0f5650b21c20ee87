"""Children end with their parent, whatever ends it; the supervisor stops everything together."""

import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from hiroba.launch import children as module
from hiroba.launch.children import Children
from tests.hiroba.sizes import ROOT

# A stand-in for manage.py: notes its pid, watches its parent as `serve` and `worker` do, and stays.
CHILD = """
    import os, signal, sys, time
    from hiroba.launch.children import end_with_parent, wait_for_go
    end_with_parent()
    if "deaf" in sys.argv:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
    if "dying" in sys.argv:
        sys.exit(3)
    if "waiting" in sys.argv:
        wait_for_go()
    open(sys.argv[1], "w").write(str(os.getpid()))
    time.sleep(60)
"""
PARENT = """
    import sys, time
    from pathlib import Path
    from hiroba.launch import children
    children.MANAGE = Path(sys.argv[1])
    kept = children.Children()
    kept.begin("child", sys.argv[2:], {})
    time.sleep(60)
"""


@pytest.fixture
def scripts(tmp_path, monkeypatch) -> Path:
    """A folder with both scripts; `children` starts the stand-in instead of manage.py."""
    (tmp_path / "child.py").write_text(textwrap.dedent(CHILD))
    (tmp_path / "parent.py").write_text(textwrap.dedent(PARENT))
    monkeypatch.setattr(module, "MANAGE", tmp_path / "child.py")
    monkeypatch.setenv("PYTHONPATH", f"{ROOT}{os.pathsep}{ROOT / 'site'}")
    return tmp_path


def wait_for(condition, seconds: float = 10.0) -> bool:
    """Whether a condition holds within some seconds."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.05)
    return False


def has_text(path: Path) -> bool:
    return path.exists() and bool(path.read_text())


def is_gone(pid: int) -> bool:
    """Whether a process has ended; one that nobody has waited for yet counts as ended."""
    status = Path(f"/proc/{pid}/stat")
    return not status.exists() or status.read_text().rsplit(")", 1)[1].split()[0] == "Z"


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_a_child_ends_when_its_parent_is_killed(scripts, number):
    command = [sys.executable, str(scripts / "parent.py"), str(scripts / "child.py"), str(scripts / "pid")]
    parent = subprocess.Popen(command)
    assert wait_for(lambda: has_text(scripts / "pid"))
    pid = int((scripts / "pid").read_text())
    parent.send_signal(number)
    parent.wait()
    assert wait_for(lambda: is_gone(pid))


def test_without_the_pipe_the_child_stays(scripts):
    """The twin: nothing else ends it."""
    source = (scripts / "child.py").read_text().replace("end_with_parent()\n", "pass\n", 1)
    (scripts / "child.py").write_text(source)
    command = [sys.executable, str(scripts / "parent.py"), str(scripts / "child.py"), str(scripts / "pid")]
    parent = subprocess.Popen(command)
    assert wait_for(lambda: has_text(scripts / "pid"))
    pid = int((scripts / "pid").read_text())
    parent.kill()
    parent.wait()
    time.sleep(1)
    assert not is_gone(pid)
    os.kill(pid, signal.SIGKILL)


def test_a_dead_child_is_named(scripts):
    children = Children()
    children.begin("worker", ["x", "dying"], {})
    assert wait_for(lambda: children.first_dead() == "worker")


def test_a_child_waits_for_its_parents_word(scripts):
    children = Children()
    children.begin("server", [str(scripts / "pid"), "waiting"], {})
    assert not wait_for(lambda: has_text(scripts / "pid"), 1.0)
    children.let_go("server")
    assert wait_for(lambda: has_text(scripts / "pid"))
    children.end_all(5)


def test_a_child_without_a_parent_goes_ahead(scripts):
    command = [sys.executable, str(scripts / "child.py"), str(scripts / "pid"), "waiting"]
    with subprocess.Popen(command) as child:
        assert wait_for(lambda: has_text(scripts / "pid"))
        child.kill()


def test_a_child_that_ends_by_itself_is_waited_for(scripts):
    children = Children()
    children.begin("preparation", ["x", "dying"], {})
    assert children.wait_for("preparation") == 3
    assert children.running == {}


def test_end_all_is_polite_first(scripts):
    children = Children()
    children.begin("server", [str(scripts / "pid")], {})
    assert wait_for(lambda: has_text(scripts / "pid"))
    children.end_all(5)
    assert children.running["server"].returncode == -signal.SIGTERM


def test_end_all_kills_what_does_not_listen(scripts):
    children = Children()
    children.begin("server", [str(scripts / "pid"), "deaf"], {})
    assert wait_for(lambda: has_text(scripts / "pid"))
    began = time.monotonic()
    children.end_all(0.5)
    assert children.running["server"].returncode == -signal.SIGKILL
    assert time.monotonic() - began < 3


def test_a_child_gets_the_extra_environment(scripts):
    (scripts / "child.py").write_text("import os, sys; open(sys.argv[1], 'w').write(os.environ['PORT'])")
    children = Children()
    children.begin("server", [str(scripts / "port")], {"PORT": "4711"})
    children.running["server"].wait()
    assert (scripts / "port").read_text() == "4711"
