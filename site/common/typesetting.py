"""Paper: a typst template and data make a PDF.

What people typed goes beside the template, as JSON in `sys.inputs`, and is shown as text only: markup, functions and
file names in it are letters like any other. No template is ever put together from data.

Fonts are those of two wheels and nothing else, so that a document looks alike on every machine. typst leaves out,
without a word, what no font can draw; therefore such characters become 〓, the printer's mark for a missing sort, and
the document can say so.
"""

import json
import struct
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import noto_cjk_sans_jp_bold
import noto_cjk_sans_jp_regular
import typst
from django.conf import settings

MISSING = "〓"
# They choose a form of the character before them (葛󠄀), as the fonts know it.
SELECTORS = frozenset({*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)})
# Joiners and marks of direction: nothing to draw.
UNSEEN = frozenset({*range(0x200B, 0x2010), *range(0x2060, 0x2065), 0xFEFF})
FULL_TABLE = (3, 10, 12)  # platform Windows, all of Unicode, segments


def typeset(template: str, data: Mapping[str, Any]) -> bytes:
    """The PDF of a template in `templates/`; it reads `json(bytes(sys.inputs.data))`.

    `sys.inputs.is_lacking` is "yes" when a 〓 stands in it. Takes about 50 ms of CPU for two pages. A template reads no
    file outside its own folder.
    """
    path = Path(settings.TEMPLATES[0]["DIRS"][0]) / template
    sent = json.dumps(_each_text(data, printable), ensure_ascii=False)
    inputs = {"data": sent, "is_lacking": "yes" if MISSING in sent else "no"}
    made: bytes = typst.compile(path, root=path.parent, font_paths=_fonts(), sys_inputs=inputs)
    return made


def printable(text: str) -> str:
    """The text with 〓 for every character that the fonts cannot draw.

    >>> printable("髙﨑𠮷㈱ 😀")
    '髙﨑𠮷㈱ 〓'
    """
    return "".join(sign if _is_drawn(sign) else MISSING for sign in text if ord(sign) not in UNSEEN)


def _is_drawn(sign: str) -> bool:
    return sign in "\n\t" or ord(sign) in SELECTORS or ord(sign) in _drawn()


def _each_text(value: Any, change: Callable[[str], str]) -> Any:
    if isinstance(value, Mapping):
        return {key: _each_text(item, change) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_each_text(item, change) for item in value]
    return change(value) if isinstance(value, str) else value


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    """Read once a process: opening two fonts of 16 MB takes longer than a document."""
    folders = [str(Path(font.__file__).parent) for font in (noto_cjk_sans_jp_regular, noto_cjk_sans_jp_bold)]
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders)


@lru_cache(maxsize=1)
def _drawn() -> frozenset[int]:
    """Code points that the regular font has a glyph for; the bold one has the same."""
    font = Path(noto_cjk_sans_jp_regular.__file__).with_name(noto_cjk_sans_jp_regular.FONT_FILE).read_bytes()
    return frozenset(code for first, last in _segments(font) for code in range(first, last + 1))


def _segments(font: bytes) -> Iterator[tuple[int, int]]:
    """First and last code point of each segment of the table `cmap`, format 12 (OpenType, chapter cmap)."""
    count = struct.unpack_from(">H", font, 4)[0]
    tables = (struct.unpack_from(">4sIII", font, 12 + 16 * number) for number in range(count))
    cmap = next(offset for tag, _sum, offset, _length in tables if tag == b"cmap")
    for number in range(struct.unpack_from(">H", font, cmap + 2)[0]):
        platform, encoding, offset = struct.unpack_from(">HHI", font, cmap + 4 + 8 * number)
        place = cmap + offset
        if (platform, encoding, struct.unpack_from(">H", font, place)[0]) != FULL_TABLE:
            continue
        for segment in range(struct.unpack_from(">I", font, place + 12)[0]):
            first, last, _glyph = struct.unpack_from(">III", font, place + 16 + 12 * segment)
            yield first, last
