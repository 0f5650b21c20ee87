"""What each `make` target does, in order; standard library only."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from hiroba.launch import assets, browser, environment, preflight
from hiroba.launch.places import BUILT, LOCALE, NODE_MODULES, PYTHON, ROOT, VENV
from hiroba.launch.speech import Refusal, refuse, say

RUN_LOCK = ROOT / "requirements.txt"
DEV_LOCK = ROOT / "requirements-dev.txt"
OMIT_ADDRESSES = "--omit-lockfile-registry-resolved"


def set_up(lock: Path) -> None:
    """Environment, front end and texts; bytecode is compiled beside the front end."""
    with environment.one_setup_at_a_time():
        compiling = None
        if not environment.has_current(lock):
            environment.ensure(lock)
            compiling = environment.begin_compiling()
        try:
            assets.ensure_all()
            if lock == DEV_LOCK:
                assets.ensure_npm_packages()
        finally:
            if compiling is not None:
                compiling.wait()


def call(*command: str) -> None:
    """Run one tool in sight of the person; its failure ends the target with its exit code."""
    code = subprocess.run(command, cwd=ROOT, check=False).returncode
    if code:
        sys.exit(code)


def tool(name: str) -> str:
    """A command of the environment."""
    return str(VENV / "bin" / name)


def run() -> None:
    """Set up, then become the supervisor, so that Ctrl-C and signals reach it directly."""
    preflight.port_from_environment()
    set_up(RUN_LOCK)
    os.chdir(ROOT)
    os.execv(PYTHON, [str(PYTHON), "-m", "hiroba.launch.start"])  # noqa: S606  (no shell wanted)


def test() -> None:
    """Everything: Node's tests, then pytest with the browser walks. ARGS= goes to pytest; COVER=1 measures coverage."""
    set_up(DEV_LOCK)
    browser.ensure()
    node_tests()
    cover = ["--cov", "--cov-report=term:skip-covered"] if os.environ.get("COVER") else []
    call(tool("pytest"), "-n", "2", *cover, *os.environ.get("ARGS", "").split())


def node_tests() -> None:
    """The TypeScript unit tests, by the environment's own Node."""
    call(*assets.npm("test", "--silent"))


def check() -> None:
    """Every tool that needs no running product; all run, so that one round shows everything."""
    set_up(DEV_LOCK)
    failed = [name for name, command in checks().items() if not passes(name, command)]
    if failed:
        raise Refusal(f"make check: {', '.join(failed)} が通りません。", f"make check failed in: {', '.join(failed)}")
    say("make check: すべて通りました。", "all checks passed.")


def checks() -> dict[str, list[str]]:
    """The tools of `make check`, in the order of their speed."""
    manage = [str(PYTHON), "manage.py"]
    return {
        "ruff check": [tool("ruff"), "check", "--output-format", "concise"],
        "ruff format": [tool("ruff"), "format", "--check", "--output-format", "concise"],
        "imports": [tool("lint-imports"), "--no-logo"],
        "translations": [str(PYTHON), "-m", "hiroba.translations", "check"],
        "sizes": [str(PYTHON), "-m", "tests.hiroba.sizes"],
        "templates": [tool("djlint"), "templates", "--lint", "--quiet"],
        "types": [tool("mypy"), "site", "communities", "cohorts", "mentoring", "home", "manage.py"],
        "types (ts)": assets.npm("run", "--silent", "check"),
        "migrations": [*manage, "makemigrations", "--check", "--dry-run"],
        "system": [*manage, "check", "--fail-level", "WARNING"],
    }


def passes(name: str, command: Sequence[str]) -> bool:
    """Run one check; print its output only when it fails."""
    environ = {**os.environ, "DJANGO_SETTINGS_MODULE": "hiroba.settings.test"}
    done = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, check=False)
    sys.stdout.write(f"{'ok  ' if done.returncode == 0 else 'FAIL'} {name}\n")
    if done.returncode:
        sys.stdout.write(done.stdout + done.stderr)
    sys.stdout.flush()
    return done.returncode == 0


def figures(package: str) -> Callable[[], None]:
    """`make bench` or `make faults`; set-up's lines must not stand among the figures."""

    def measure() -> None:
        with_stdout_on_stderr(lambda: set_up(DEV_LOCK))
        call(str(PYTHON), "-m", package)

    return measure


def with_stdout_on_stderr(act: Callable[[], None]) -> None:
    """Run `act` with what it says on standard error."""
    kept, sys.stdout = sys.stdout, sys.stderr
    try:
        act()
    finally:
        sys.stdout = kept


def screenshots() -> None:
    """Render the README's pictures from a running demonstration."""
    set_up(DEV_LOCK)
    browser.ensure()
    call(str(PYTHON), "-m", "tests.hiroba.screenshots")


def lock() -> None:
    """Compile both lists into locks with hashes and without addresses; the second follows the first."""
    set_up(DEV_LOCK)
    compiled = [tool("uv"), "pip", "compile", "--universal", "--python-version", "3.11", "--generate-hashes"]
    compiled += ["--no-emit-index-url", "--no-header", "--quiet"]
    call(*compiled, "requirements.in", "-o", RUN_LOCK.name)
    call(*compiled, "-c", RUN_LOCK.name, "requirements-dev.in", "-o", DEV_LOCK.name)
    call(*assets.npm("install", "--package-lock-only", "--ignore-scripts", "--no-audit", OMIT_ADDRESSES))


def clean() -> None:
    """Remove what set-up made; the data folder stays."""
    for folder in (VENV, NODE_MODULES, BUILT, LOCALE / "LC_MESSAGES"):
        shutil.rmtree(folder, ignore_errors=True)
    say(
        "環境と組み立てたものを消しました(データは残っています)。",
        "Removed the environment and what was built; data stays.",
    )


STEPS: dict[str, Callable[[], None]] = {
    "env": lambda: set_up(RUN_LOCK),
    "dev-env": lambda: set_up(DEV_LOCK),
    "build": lambda: set_up(RUN_LOCK),
    "run": run,
    "test": test,
    "node-tests": node_tests,
    "browser": browser.ensure,
    "check": check,
    "bench": figures("tests.bench"),
    "faults": figures("tests.faults"),
    "screenshots": screenshots,
    "lock": lock,
    "clean": clean,
}


def main(arguments: Sequence[str]) -> int:
    """Run the named step; a refusal is one line and exit code 1."""
    try:
        STEPS[arguments[0]]()
    except Refusal as refusal:
        return refuse(refusal)
    except KeyboardInterrupt:
        return 130
    return 0
