"""PDF: checked for what acts by itself, then drawn page by page.

The original is kept as it came, for saving only; so one that would do something when somebody opens it is refused.
"""

import re
import zlib
from pathlib import Path
from typing import Any

import pypdfium2
from pypdfium2 import raw

from common.decoder.pictures import SMALLER, save
from common.decoder.refusal import Refused

PAGE_SIDE = 2000
# Each size is drawn from the document itself: quicker than shrinking, and letters stay sharp. The large one is a JPEG,
# which costs a ninth of a WebP's time for a fifth more bytes (figure `pdf.ten`).
SIZES = (("", PAGE_SIDE, "JPEG"), *((f"-{name}", side, "WEBP") for name, side in SMALLER))
# What may follow the end mark: line ends, not another file.
TAIL = 64
# Scripts, started programs, files inside the file. Long enough never to occur in packed bytes by chance.
ACTIVE = (b"/JavaScript", b"/Launch", b"/EmbeddedFile", b"/RichMedia", b"/GoToE", b"/ImportData")
ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
STREAM = re.compile(rb"stream\r?\n")
DICTIONARY = 2048
UNPACKED = 64 * 1024 * 1024
XFA_FORMS = (2, 3)


def check(source: str, max_pages: int) -> list[dict[str, Any]]:
    """Refuse what cannot be drawn or acts by itself; one empty entry for each page."""
    content = Path(source).read_bytes()
    if len(content.rpartition(b"%%EOF")[2].strip(b"\0\r\n\t ")) > TAIL:
        raise Refused("broken")
    document = _open(source, max_pages)
    if _is_active(content) or _has_active_parts(document):
        raise Refused("scripted")
    return [{} for _ in range(len(document))]


def draw(source: str, folder: str, max_pages: int) -> list[dict[str, Any]]:
    """Draw every page as page-N, once for reading, once for phones and once for lists."""
    document = _open(source, max_pages)
    found = []
    for number in range(len(document)):
        try:
            page = document[number]
            drawn = [(suffix, _drawn(page, side), form) for suffix, side, form in SIZES]
        except MemoryError:
            raise
        except Exception:
            raise Refused("broken") from None
        found += [save(image, Path(folder), f"page-{number + 1}{suffix}", form) for suffix, image, form in drawn]
        page.close()
    return found


def _drawn(page: Any, side: int) -> Any:
    """The page with its longest side at `side` pixels."""
    scale = side / max(*page.get_size(), 1)
    return page.render(scale=scale, may_draw_forms=False, rev_byteorder=True).to_pil().convert("RGB")


def _open(source: str, max_pages: int) -> Any:
    try:
        document = pypdfium2.PdfDocument(source)
    except pypdfium2.PdfiumError as error:
        raise Refused("encrypted" if "password" in str(error).lower() else "broken") from None
    if raw.FPDF_GetSecurityHandlerRevision(document) >= 0:
        raise Refused("encrypted")
    if len(document) == 0:
        raise Refused("broken")
    if len(document) > max_pages:
        raise Refused("pages")
    return document


def _has_active_parts(document: Any) -> bool:
    """What the library itself sees: scripts of the document, files inside it, forms with a program."""
    return (
        raw.FPDFDoc_GetJavaScriptActionCount(document) > 0
        or raw.FPDFDoc_GetAttachmentCount(document) > 0
        or document.get_formtype() in XFA_FORMS
    )


def _is_active(content: bytes) -> bool:
    """Whether an active name stands in the file, spelt with escapes or packed into an object stream, too."""
    if _names_something_active(content):
        return True
    left = UNPACKED
    for start in STREAM.finditer(content):
        head = ESCAPED.sub(_unescaped, content[max(0, start.start() - DICTIONARY) : start.start()])
        if b"/ObjStm" not in head:
            continue
        unpacked = _unpacked(content[start.end() :], left)
        left -= len(unpacked)
        if left <= 0:
            raise Refused("unpacked")
        if _names_something_active(unpacked):
            return True
    return False


def _names_something_active(text: bytes) -> bool:
    return any(name in text or name in ESCAPED.sub(_unescaped, text) for name in ACTIVE)


def _unescaped(match: re.Match[bytes]) -> bytes:
    return bytes([int(match[1], 16)])


def _unpacked(packed: bytes, most: int) -> bytes:
    try:
        return zlib.decompressobj().decompress(packed, most)
    except zlib.error:
        return b""
