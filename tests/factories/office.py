"""Small Word, Excel and PowerPoint files, harmless ones and others."""

import io
import zipfile
from collections.abc import Mapping

from common.decoder.office import MAIN_PART, MAIN_TYPE, TYPES

CONTENT_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/{part}" ContentType="application/vnd.openxmlformats-officedocument.{type}"/></Types>'
)
MACRO_TYPE = "ms-word.document.macroEnabled.main+xml"
RELATIONSHIP = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def office_bytes(
    extension: str = "docx", parts: Mapping[str, str | bytes] | None = None, *, main_type: str = "", body: str = ""
) -> bytes:
    """A file of the given kind with further parts in it."""
    main = MAIN_PART[extension]
    content = {
        TYPES: CONTENT_TYPES.format(part=main, type=main_type or MAIN_TYPE[extension]),
        main: f"<document>{body}</document>",
        **(parts or {}),
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in content.items():
            archive.writestr(name, text)
    return buffer.getvalue()


def relationships(kind: str, target: str, *, external: bool = True) -> str:
    """A part that names one relationship."""
    mode = ' TargetMode="External"' if external else ""
    link = f'<Relationship Id="r1" Type="{RELATIONSHIP}/{kind}" Target="{target}"{mode}/>'
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{link}</Relationships>'


def locked_zip(content: bytes) -> bytes:
    """The same archive with the mark of a password on every part."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        offsets = [part.header_offset for part in archive.infolist()]
        directory = archive.start_dir
    changed = bytearray(content)
    for offset in offsets:
        changed[offset + 6] |= 1
    while changed[directory : directory + 4] == b"PK\x01\x02":
        changed[directory + 8] |= 1
        lengths = (int.from_bytes(changed[directory + at : directory + at + 2], "little") for at in (28, 30, 32))
        directory += 46 + sum(lengths)
    return bytes(changed)


def locked_office() -> bytes:
    """What Office writes for a document with a password: the old container with one sealed stream."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 1024 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 512


def lying_zip() -> bytes:
    """A part that says it is short and is not."""
    content = bytearray(office_bytes(parts={"word/long.xml": "<x>" + "a" * 100_000 + "</x>"}))
    at = content.rfind(b"PK\x01\x02", 0, content.rfind(b"word/long.xml"))
    content[at + 24 : at + 28] = (10).to_bytes(4, "little")
    return bytes(content)
