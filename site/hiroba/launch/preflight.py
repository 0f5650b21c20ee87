"""What must hold before the product starts: each check refuses with one sentence, none guesses."""

import errno
import fcntl
import os
import shutil
import socket
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO

from hiroba.launch.speech import Refusal

LEAST_FREE_BYTES = 200 * 1024 * 1024
LOOPBACK = ("127.0.0.1", "localhost", "::1")
# A killed `start` needs a moment until the kernel and its children have let go of lock and port.
GRACE_SECONDS = 3.0
FULL_MESSAGES = ("disk is full", "disk full", "no space left", "could not extend file")


def port_taken(port: int) -> Refusal:
    """Somebody listens where we should."""
    return Refusal(
        f"ポート {port} は使用中です。PORT=8001 make run のように別の番号を指定してください。",
        f"Port {port} is already in use; choose another one, for example PORT=8001 make run.",
    )


def folder_unusable(folder: Path, reason: str) -> Refusal:
    """The data folder cannot be written."""
    return Refusal(
        f"データフォルダー {folder} に書き込めません({reason})。HIROBA_DATA に書き込めるフォルダーを指定してください。",
        f"The data folder {folder} cannot be written ({reason}); point HIROBA_DATA at a folder you may write to.",
    )


def disk_full(folder: Path) -> Refusal:
    """There is too little room to promise that nothing is lost."""
    return Refusal(
        f"ディスクの空きが足りません({folder})。200 MB 以上空けてから、もう一度始めてください。",
        f"The disk is full ({folder}); free at least 200 MB and start again.",
    )


def already_running(folder: Path) -> Refusal:
    """Another `start` holds the data."""
    return Refusal(
        f"このデータフォルダー {folder} では広場がすでに動いています。止めるか、別の HIROBA_DATA を指定してください。",
        f"Hiroba is already running on the data folder {folder}; stop it or choose another HIROBA_DATA.",
    )


def check_folder(folder: Path) -> None:
    """Make the folder, private to its owner, and write to it; root passes permission checks, so ask."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with tempfile.NamedTemporaryFile(dir=folder, prefix=".start-") as file:
            file.write(b"1")
            file.flush()
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise disk_full(folder) from error
        raise folder_unusable(folder, error.strerror or type(error).__name__) from error


def check_room(folder: Path) -> None:
    """Refuse before the first write fails half-way."""
    if shutil.disk_usage(folder).free < LEAST_FREE_BYTES:
        raise disk_full(folder)


def check_port(port: int, host: str = "127.0.0.1") -> None:
    """Try the port as the server will; waits a moment for a predecessor that is closing."""

    def try_once() -> None:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))

    _with_grace(try_once, port_taken(port))


def hold_instance(folder: Path) -> IO[str]:
    """Take the lock of the data folder; it is freed by the kernel when this process ends, however.

    The caller keeps the returned file open for as long as it runs.
    """
    file = (folder / "instance.lock").open("a+")
    try:
        _with_grace(lambda: fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB), already_running(folder))
    except Refusal:
        file.close()
        raise
    return file


def _with_grace(attempt: Callable[[], None], refusal: Refusal) -> None:
    """Repeat `attempt` until it succeeds or the grace is over."""
    deadline = time.monotonic() + GRACE_SECONDS
    while True:
        try:
            return attempt()
        except OverflowError as error:
            raise refusal from error
        except OSError as error:
            if time.monotonic() > deadline:
                raise refusal from error
        time.sleep(0.2)


def check_host(host: str) -> None:
    """Keep a demonstration, where anybody signs in as anybody, off the network."""
    from django.conf import settings

    if settings.DEMO_MODE and host not in LOOPBACK:
        raise Refusal(
            f"デモモードはこのコンピューターの中だけで動きます(HIROBA_HOST={host} は使えません)。",
            f"Demo mode listens on this machine only; HIROBA_HOST={host} is refused.",
        )


def check_administrators() -> None:
    """Refuse, outside a demonstration, an administrator whose password everybody knows."""
    from django.conf import settings

    from hiroba.checks import default_admins

    names = "" if settings.DEMO_MODE else ", ".join(default_admins())
    if names:
        raise Refusal(
            f"管理者 {names} の初期パスワードが変更されていません。manage.py changepassword で変えてください。",
            f"The administrator {names} still has a default password; run manage.py changepassword.",
        )


def means_disk_full(error: BaseException) -> bool:
    """Whether an error, or what caused it, says that the disk is full."""
    while True:
        text = str(error).lower()
        if getattr(error, "errno", None) == errno.ENOSPC or any(m in text for m in FULL_MESSAGES):
            return True
        cause = error.__cause__ or error.__context__
        if cause is None:
            return False
        error = cause


def port_from_environment() -> int:
    """PORT as a number; anything else is refused."""
    text = os.environ.get("PORT") or "8000"
    if text.isdecimal() and 0 < int(text) < 65536:
        return int(text)
    raise Refusal(
        f"PORT={text} は使えません。1 から 65535 までの数字を指定してください。",
        f"PORT={text} cannot be used; give a number from 1 to 65535.",
    )
