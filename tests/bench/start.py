"""`start.first` and `start.again`: `make run` as a newcomer runs it, in a fresh clone of the last commit."""

import os
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.bench.figures import Measured, measures, progress
from tests.faults.harness import answers
from tests.faults.ports import free_port

ROOT = Path(__file__).resolve().parents[2]
AGAIN_ROUNDS = 5
PATIENCE_SECONDS = 600.0
# What a session of ours sets and a newcomer's terminal does not have.
OURS = ("HIROBA_", "DJANGO_", "PYTHON", "VIRTUAL_ENV", "MAKE", "MFLAGS", "ONLY", "DB")


@measures("start.first", "start.again", databases=("sqlite",))
def start(database: str) -> Iterator[Measured]:
    """One first start with the machine's package cache, then later ones on the same data."""
    with clone() as folder:
        environment = newcomer(folder)
        yield Measured("start.first", [seconds_to_ready(folder, environment)])
        rounds = [seconds_to_ready(folder, environment) for _ in range(AGAIN_ROUNDS)]
        yield Measured("start.again", rounds)


@contextmanager
def clone() -> Iterator[Path]:
    """A clone of what is committed; set-up finds nothing in it that was made before."""
    with tempfile.TemporaryDirectory(prefix="hiroba-clone-", ignore_cleanup_errors=True) as name:
        subprocess.run(["git", "clone", "--quiet", str(ROOT), f"{name}/hiroba"], check=True)
        yield Path(name) / "hiroba"


def newcomer(folder: Path) -> dict[str, str]:
    """The environment without ours, with data and port of its own."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    kept["PATH"] = os.pathsep.join(p for p in kept["PATH"].split(os.pathsep) if "/.venv/" not in f"{p}/")
    return {**kept, "PORT": str(free_port()), "HIROBA_DATA": str(folder / "var")}


def seconds_to_ready(folder: Path, environment: dict[str, str]) -> float:
    """Run `make run` until the product and its demonstration answer, then stop it with Ctrl-C."""
    log = folder.parent / "make.log"
    began = time.monotonic()
    with log.open("ab") as output:
        process = subprocess.Popen(
            ["make", "run"], cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=output, stderr=output,
            start_new_session=True,
        )  # fmt: skip
    try:
        wait_until_ready(process, f"http://127.0.0.1:{environment['PORT']}", log)
        return time.monotonic() - began
    finally:
        stop(process)
        progress(f"  {time.monotonic() - began:.1f} s with stopping")


def wait_until_ready(process: "subprocess.Popen[bytes]", address: str, log: Path) -> None:
    """Wait for the probe and for the home page of the demonstration."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not (answers(f"{address}/healthz/ready") and answers(f"{address}/")):
        if process.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"make run did not become ready:\n{log.read_text()[-3000:]}")
        time.sleep(0.05)


def stop(process: "subprocess.Popen[bytes]") -> None:
    """Ctrl-C reaches every process of the terminal's group; what does not end is an error."""
    if process.poll() is not None:
        return
    os.killpg(process.pid, signal.SIGINT)
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        raise
