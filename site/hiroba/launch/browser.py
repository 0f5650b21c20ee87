"""Chromium and Japanese fonts for the browser tests, from Debian; standard library only."""

import os
import shutil
import subprocess

from hiroba.launch.environment import run_quietly
from hiroba.launch.speech import Refusal, say

# Chromium without a window: a third faster in tests, and half as much to fetch. A whole one does as well.
SHELL, WHOLE = "chromium-headless-shell", "chromium"


def installed() -> str:
    """Where the browser lies: the one that `HIROBA_CHROMIUM` names, or Debian's; empty without any."""
    return os.environ.get("HIROBA_CHROMIUM") or shutil.which(SHELL) or shutil.which(WHOLE) or ""


def missing() -> list[str]:
    """The packages still to install; without Japanese fonts every picture is boxes."""
    lacks = [] if installed() else [SHELL]
    return lacks if has_japanese_font() else [*lacks, "fonts-noto-cjk"]


def has_japanese_font() -> bool:
    """Ask fontconfig; a machine without it has no fonts that Chromium would find."""
    if not shutil.which("fc-list"):
        return False
    done = subprocess.run(["fc-list", ":lang=ja", "family"], capture_output=True, text=True, check=False)  # noqa: S607
    return bool(done.stdout.strip())


def ensure() -> None:
    """Install what is missing when root; otherwise say what to install and fail, never skip."""
    lacks = missing()
    if not lacks:
        return
    names = " ".join(lacks)
    refusal = Refusal(
        f"ブラウザーのテストに {names} が必要です。apt-get install {names} で入れてください。",
        f"The browser tests need {names}; install with apt-get install {names}.",
    )
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        raise refusal
    say(f"{names} を入れています…", f"Installing {names}…")
    run_quietly(["apt-get", "update", "-qq"], refusal)
    command = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *lacks, "fontconfig"]
    run_quietly(["env", "DEBIAN_FRONTEND=noninteractive", *command], refusal)
