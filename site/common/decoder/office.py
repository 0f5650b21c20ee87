"""Word, Excel and PowerPoint: there is no decoder, so the archive itself is checked part by part.

Taken is what consists of text, tables and pictures. Refused are macros, controls, embedded programs, links that are
followed when the file is opened, password protection, and archives that are more than they say.
"""

import io
import posixpath
import re
import zipfile
import zlib
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from common.decoder.refusal import Refused

MAIN_PART = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "pptx": "ppt/presentation.xml"}
TYPES = "[Content_Types].xml"
MAIN_TYPE = {
    "docx": "wordprocessingml.document.main+xml",
    "xlsx": "spreadsheetml.sheet.main+xml",
    "pptx": "presentationml.presentation.main+xml",
}
PARTS = 2000
UNPACKED = 200 * 1024 * 1024
# Packing text a hundred times smaller is normal, a thousand times is a bomb.
RATIO, SMALL = 300, 1024 * 1024
CHUNK = 1024 * 1024
CHARTS = 1  # a chart carries its table as an Excel file; inside that one, nothing more
MACRO_PARTS = re.compile(r"vbaproject|vbadata|macrosheets/|dialogsheets/|customui|attachedtoolbars", re.I)
ACTIVE_PARTS = re.compile(r"activex|oleobject|\.(bin|exe|dll|js|vbs|cmd|bat|ps1|hta|swf|jar|lnk|html?|mht)$", re.I)
PRINTER = re.compile(r"printersettings/", re.I)  # the only binary part that every Excel file may have
CHART_DATA = re.compile(r"embeddings/[^/]+\.(xlsx|docx|pptx)$", re.I)
LINK_PARTS = re.compile(r"externallinks/|connections\.xml$|querytables/|webextensions?/", re.I)
FOLLOWED_BY_HAND = "/hyperlink"
LINK_SCHEMES = ("http://", "https://", "mailto:", "tel:", "#")
FIELD = re.compile(rb"<(?:\w+:)?instrText[^>]*>([^<]*)<|<(?:\w+:)?fldSimple[^>]*instr=\"([^\"]*)\"")
FETCHING_FIELD = re.compile(rb"DDE(AUTO)?\b|INCLUDE(TEXT|PICTURE)\b|(?<![A-Z])LINK\s+\w+\.", re.I)
CALLING_FORMULA = re.compile(rb"<(?:\w+:)?f(?:\s[^>]*)?>[^<]*\b(?:WEBSERVICE|CALL|REGISTER\.ID|EXEC)\s*\(", re.I)


def check(source: str, extension: str, depth: int = CHARTS) -> list[dict[str, Any]]:
    """Raise Refused unless the file is a plain document of its kind; there are no pages."""
    check_archive(Path(source).read_bytes(), extension, depth)
    return []


def check_archive(content: bytes, extension: str, depth: int) -> None:
    """Structure first, then names, then what each part says."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            _check_structure(content, parts, archive.comment)
            _check_names(parts, extension)
            _check_contents(archive, parts, extension, depth)
    except (zipfile.BadZipFile, zlib.error, ParseError, DefusedXmlException):
        raise Refused("broken") from None
    except (ValueError, KeyError, OSError, EOFError, NotImplementedError, RuntimeError, RecursionError):
        raise Refused("broken") from None


def _check_structure(content: bytes, parts: list[zipfile.ZipInfo], comment: bytes) -> None:
    """One whole archive from the first byte to the last, not a bomb, not locked."""
    if any(part.flag_bits & 1 for part in parts):
        raise Refused("encrypted")
    if len(parts) > PARTS or sum(part.file_size for part in parts) > UNPACKED:
        raise Refused("unpacked")
    if any(p.file_size > SMALL and p.file_size > RATIO * max(p.compress_size, 1) for p in parts):
        raise Refused("unpacked")
    begins = min((part.header_offset for part in parts), default=-1)
    ends = content.rfind(b"PK\x05\x06")
    names = [part.filename for part in parts]
    if begins != 0 or comment or ends + 22 != len(content) or len(set(names)) != len(names):
        raise Refused("broken")
    if any(name.startswith("/") or "\\" in name or ".." in name.split("/") for name in names):
        raise Refused("broken")


def _check_names(parts: list[zipfile.ZipInfo], extension: str) -> None:
    names = [part.filename for part in parts]
    if not {TYPES, MAIN_PART[extension]} <= set(names):
        raise Refused("broken")
    if any(MACRO_PARTS.search(name) for name in names):
        raise Refused("macros")
    if any(ACTIVE_PARTS.search(name) and not PRINTER.search(name) for name in names):
        raise Refused("embedded")
    if any("embeddings/" in name.lower() and not CHART_DATA.search(name) for name in names):
        raise Refused("embedded")
    if any(LINK_PARTS.search(name) for name in names):
        raise Refused("external")


def _check_contents(archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo], extension: str, depth: int) -> None:
    """Read every part whole: checksums must be right, and only then is it known what is inside."""
    for part in parts:
        content = _read(archive, part)
        name = part.filename.lower()
        if CHART_DATA.search(name):
            if depth == 0:
                raise Refused("embedded")
            check_archive(content, name.rpartition(".")[2], depth - 1)
        elif name.endswith((".xml", ".rels", ".vml")):
            _check_part(part.filename, content, extension)


def _read(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    """The part's bytes; what lies about its size ends with a wrong checksum."""
    with archive.open(part) as stream:
        return b"".join(iter(lambda: stream.read(CHUNK), b""))


def _check_part(name: str, content: bytes, extension: str) -> None:
    """No document type (entities), no macro type, no link that is followed by itself, no field that fetches."""
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content or content[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        raise Refused("broken")
    if name == TYPES:
        _check_types(fromstring(content, forbid_dtd=True), extension)
    elif name.endswith(".rels"):
        _check_links(fromstring(content, forbid_dtd=True))
    fields = b"".join(first or second for first, second in FIELD.findall(content))
    if FETCHING_FIELD.search(fields) or CALLING_FORMULA.search(content):
        raise Refused("external")


def _check_types(root: Element, extension: str) -> None:
    types = {posixpath.join("/", e.get("PartName", "")): e.get("ContentType", "") for e in root}
    if any("macroenabled" in found.lower() or "vba" in found.lower() for found in types.values()):
        raise Refused("macros")
    if not types.get(f"/{MAIN_PART[extension]}", "").endswith(MAIN_TYPE[extension]):
        raise Refused("broken")


def _check_links(root: Element) -> None:
    for link in root:
        if link.get("TargetMode", "").lower() != "external":
            continue
        by_hand = link.get("Type", "").endswith(FOLLOWED_BY_HAND)
        if not by_hand or not link.get("Target", "").lower().startswith(LINK_SCHEMES):
            raise Refused("external")
