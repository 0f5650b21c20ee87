"""The virtual environment, from the hash lock; standard library only."""

import fcntl
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from hiroba.launch.places import PYTHON, ROOT, VENV, Stamp, digest_of
from hiroba.launch.speech import Refusal, say

UNFINISHED = VENV / "unfinished"
TAIL_LINES = 3
# Pip by itself asks an index about its own version and compiles on one core; we do neither.
PIP = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "--no-input", "--quiet"]


@contextmanager
def one_setup_at_a_time() -> Iterator[None]:
    """Let a second `make` wait, so that the two never write the same environment."""
    with (ROOT / ".setup.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def check_venv_module() -> None:
    """Debian splits `venv` off: name the package."""
    if importlib.util.find_spec("venv") is None or importlib.util.find_spec("ensurepip") is None:
        package = f"{python_name()}-venv"
        raise Refusal(
            f"Python の venv がありません。apt-get install python3-venv(または {package})で入れてください。",
            f"Python's venv module is missing; install it with apt-get install python3-venv (or {package}).",
        )


def run_quietly(command: Sequence[str], refusal: Refusal, cwd: Path = ROOT) -> None:
    """Run one tool of set-up; when it fails, show the end of what it said and refuse."""
    done = subprocess.run(command, cwd=cwd, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    if done.returncode:
        said = [line for line in (done.stdout + done.stderr).splitlines() if line.strip()]
        sys.stderr.write("".join(f"    {line}\n" for line in said[-TAIL_LINES:]))
        raise refusal


def has_current(lock: Path) -> bool:
    """Whether the environment is what a lock says; the one for development contains the other."""
    names = ["requirements-dev.txt"] if "dev" in lock.name else ["requirements.txt", "requirements-dev.txt"]
    whole = PYTHON.exists() and not UNFINISHED.exists()
    return whole and any(stamp_of(ROOT / name).is_current for name in names)


def stamp_of(lock: Path) -> Stamp:
    """What an installed lock depends on: both locks, the Python, the place (scripts name it)."""
    locks = [ROOT / "requirements.txt", lock]
    return Stamp(VENV / f"installed-{lock.stem}", digest_of(locks, python_name(), str(ROOT)))


def ensure(lock: Path) -> None:
    """Make the environment hold what `lock` says; skip at once when it does.

    A marker stands while packages are written: after a kill the environment is thrown away and made
    again, since pip cannot mend a half-written package.
    """
    if has_current(lock):
        return
    check_venv_module()
    if UNFINISHED.exists() or not runs(PYTHON):
        shutil.rmtree(VENV, ignore_errors=True)
    VENV.mkdir(exist_ok=True)
    UNFINISHED.touch()
    if not PYTHON.exists():
        say("Python の環境を用意しています…", "Preparing the Python environment…")
        create()
    say("パッケージを入れています…", "Installing packages…")
    install(lock)
    link_sources()
    stamp_of(lock).write()
    UNFINISHED.unlink()


def create() -> None:
    """Make the environment with the Python that runs this."""
    run_quietly(
        [sys.executable, "-m", "venv", str(VENV)],
        Refusal("Python の環境を作れませんでした。", "The Python environment could not be made."),
    )


def install(lock: Path) -> None:
    """Install the lock; every file is checked against its hash, and nothing is resolved anew."""
    run_quietly(
        [*PIP, "install", "--no-compile", "--no-deps", "--require-hashes", "-r", str(lock)],
        Refusal(
            "パッケージを入れられませんでした。ネットワークを確かめて、もう一度始めてください。",
            "The packages could not be installed; check the network and start again.",
        ),
    )


def begin_compiling() -> "subprocess.Popen[bytes]":
    """Compile what was installed, on both cores and beside the next steps; 9 s instead of pip's 18."""
    return subprocess.Popen(
        [str(PYTHON), "-m", "compileall", "-q", "-j", str(os.cpu_count() or 1), str(VENV / "lib")],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def link_sources() -> None:
    """Put both source roots on the path, as an editable install does, without building anything."""
    for packages in VENV.glob("lib/python*/site-packages"):
        (packages / "hiroba.pth").write_text(f"{ROOT}\n{ROOT / 'site'}\n")


def python_name() -> str:
    """The Python that packages are built for, as its folder is called; patch releases share it."""
    return f"python{sys.version_info[0]}.{sys.version_info[1]}"


def runs(python: Path) -> bool:
    """Whether this environment still works: its base may be gone, or have become another version."""
    if not python.exists() or not (VENV / "lib" / python_name()).exists():
        return False
    return subprocess.run([str(python), "-c", ""], capture_output=True, check=False).returncode == 0
