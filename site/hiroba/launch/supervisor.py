"""Start everything on one machine, say where it is, and stop all of it together.

This process only watches, so it loads no Django: it starts at once and stays small, and the server
loads beside the preparation instead of after it.
"""

import http.client
import signal
import sys
import time
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any, NoReturn

from hiroba.launch import preflight
from hiroba.launch.children import Children
from hiroba.launch.speech import Refusal, say

READY_SECONDS = 120.0
STOP_SECONDS = 10.0
HOST = "127.0.0.1"
NAMES = {"server": ("サーバー", "server"), "worker": ("ワーカー", "worker")}


def run(folder: Path, port: int) -> None:
    """Check, prepare, start server and worker, and stay until told to stop.

    Order: the folder before the lock (which lies in it), the lock before the port (the second
    instance is the likelier reason for both), all of them before the first write to the database.
    """
    # Set for SIGINT, too: a group that was started in the background would ignore it.
    on_stop_signals(_stop)
    with ExitStack() as stack:
        preflight.check_folder(folder)
        stack.enter_context(preflight.hold_instance(folder))
        preflight.check_room(folder)
        preflight.check_port(port)
        children = Children()
        stack.callback(children.end_all, STOP_SECONDS)
        # Called before the children are ended: a second Ctrl-C must not leave half of them running.
        stack.callback(on_stop_signals, signal.SIG_IGN)
        with suppress(KeyboardInterrupt):
            begin(children, folder, port)
            wait_until_ready(children, port)
            announce(folder, port)
            stay(children)
        say("止めています…", "Stopping…")


def begin(children: Children, folder: Path, port: int) -> None:
    """Prepare the database, then let server and worker work on it.

    Where a preparation has been finished before, this one will be short: the server loads beside it
    and opens the port when it is told that the database is as the code needs it.
    """
    say("サーバーとワーカーを始めています…", "Starting server and worker…")
    serve = ["serve", "--host", HOST, "--port", str(port)]
    extra = {"PORT": str(port)}  # settings make the origins from it
    children.begin("preparation", ["prepare"], extra)
    if (folder / "prepared").exists():
        children.begin("server", serve, extra)
    if children.wait_for("preparation"):
        sys.exit(1)  # it has said why
    if "server" not in children.running:
        children.begin("server", serve, extra)
    children.let_go("server")
    children.begin("worker", ["worker", "--alone"], extra)


def wait_until_ready(children: Children, port: int) -> None:
    """Wait until the server itself says that it can serve people."""
    deadline = time.monotonic() + READY_SECONDS
    while not is_ready(port):
        refuse_when_dead(children)
        if time.monotonic() > deadline:
            raise Refusal(
                f"サーバーが {READY_SECONDS:.0f} 秒以内に始まりませんでした。",
                f"The server did not become ready within {READY_SECONDS:.0f} seconds.",
            )
        time.sleep(0.05)


def stay(children: Children) -> NoReturn:
    """Watch both processes until a signal or until one of them ends."""
    while True:
        refuse_when_dead(children)
        time.sleep(0.5)


def refuse_when_dead(children: Children) -> None:
    """A half-running installation would look healthy and lose mail: stop it instead."""
    name = children.first_dead()
    if name is not None:
        japanese, english = NAMES[name]
        raise Refusal(
            f"{japanese}が終了したため、すべて止めました。", f"The {english} ended, so everything was stopped."
        )


def is_ready(port: int) -> bool:
    """Ask the server."""
    link = http.client.HTTPConnection(HOST, port, timeout=5)
    try:
        link.request("GET", "/healthz/ready")
        return link.getresponse().status == http.client.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        link.close()


def announce(folder: Path, port: int) -> None:
    """Print the address and, in a demonstration, whom one can be, as the preparation noted it."""
    address = f"http://{HOST}:{port}/"
    people = (folder / "prepared").read_text("utf-8").splitlines()[1:]
    if people:
        sys.stdout.write("".join(f"  {line}\n" for line in people))
        say(f"どの人としても {address}demo/ からワンクリックで入れます。", f"Sign in as any of them at {address}demo/")
    say(f"広場は {address} で動いています(止めるには Ctrl-C)。", f"Hiroba runs at {address} (Ctrl-C stops it)")


def on_stop_signals(act: Any) -> None:
    """Say what SIGTERM and Ctrl-C do from now on; they always mean the same."""
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, act)


def _stop(number: int, frame: Any) -> NoReturn:
    """End in order, wherever we are."""
    raise KeyboardInterrupt
