"""Asking the decoder's process to open a file, and what its refusals mean to the person who uploaded it."""

import json
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from common.errors import InvalidInput, TooMany
from common.refusals import sentence_for

DECODER = Path(__file__).parents[1] / "decoder" / "__main__.py"
SECONDS = 60
# Each may take 1.5 GB: together they must not take the machine. Whoever comes then waits a little.
AT_ONCE = 2
PATIENCE_SECONDS = 30
_turns = threading.BoundedSemaphore(AT_ONCE)


@dataclass(frozen=True)
class Page:
    """A picture that the decoder wrote into the workspace."""

    name: str
    width: int
    height: int
    media_type: str


class Undecodable(Exception):
    """The file was refused; `reason` is one of `common.refusals.REFUSALS`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason

    def as_input_error(self, name: str) -> InvalidInput:
        """What is wrong and what to do, under the form's file field."""
        return InvalidInput({"file": sentence_for(self.reason, name)})


def decode_picture(source: Path, folder: Path, media_type: str) -> list[Page]:
    """original, page-1, page-1-mid and page-1-thumb as files of these names in `folder`; raises Undecodable."""
    request = {"folder": str(folder), "media_type": media_type, "max_pixels": settings.FILE_MAX_PIXELS}
    return [Page(**page) for page in _ask("picture", source, **request)]


def check_pdf(source: Path) -> int:
    """The number of pages; raises Undecodable for a locked, broken, long or scripted document."""
    return len(_ask("pdf_check", source, max_pages=settings.FILE_MAX_PAGES))


def check_office(source: Path, extension: str) -> None:
    """Raises Undecodable for an Office file that is more than text, tables and pictures."""
    _ask("office_check", source, extension=extension)


def draw_pdf_pages(source: Path, folder: Path) -> list[Page]:
    """page-1, page-1-mid, page-1-thumb, page-2 … as files of these names in `folder`; raises Undecodable."""
    answer = _ask("pdf_pages", source, folder=str(folder), max_pages=settings.FILE_MAX_PAGES)
    return [Page(**page) for page in answer]


def _ask(task: str, source: Path, **more: Any) -> list[dict[str, Any]]:
    """Run the decoder for one request; a crash, a limit and silence all mean: broken. Raises TooMany when it is busy.

    Its environment is empty: whoever takes over a decoder finds neither key nor database address there.
    """
    if not _turns.acquire(timeout=PATIENCE_SECONDS):
        raise TooMany(_("Many files are being checked just now. Please wait a minute and try again."))
    try:
        done = subprocess.run(
            [sys.executable, "-I", str(DECODER)],
            input=json.dumps({"task": task, "source": str(source), **more}),
            capture_output=True,
            text=True,
            timeout=SECONDS,
            check=False,
            env={},
        )
        answer = json.loads(done.stdout) if done.returncode == 0 else {}
    except (subprocess.TimeoutExpired, ValueError):
        answer = {}
    finally:
        _turns.release()
    if "pages" not in answer:
        raise Undecodable(answer.get("refused", "broken"))
    return list(answer["pages"])
