"""Which types are taken, and whether the first bytes are what the name says. The decoder has the last word."""

from typing import IO

import puremagic
from django.utils.translation import gettext_lazy as _

from common.errors import InvalidInput
from common.files.names import extension_of
from common.files.registry import OFFICE, PDF

HEIC = "image/heic"
EXTENSIONS = {
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
    "heic": HEIC,
    "heif": HEIC,
    "pdf": PDF,
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}
WORDS = {
    "jpg": "JPEG",
    "png": "PNG",
    "webp": "WebP",
    "heic": "HEIC",
    "pdf": "PDF",
    "docx": "Word",
    "xlsx": "Excel",
    "pptx": "PowerPoint",
}
# As a word in sentences, and as the extension of a picture that was written anew in another format.
EXTENSION_OF = {EXTENSIONS[extension]: extension for extension in WORDS}
HEAD = 8192
HEIF_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"mif1", b"msf1", b"hevc", b"hevx"}
# An Office file with a password is no archive any more; the name of its only content says so.
LOCKED_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LOCKED_CONTENT = "EncryptedPackage".encode("utf-16-le")


def media_type_of(name: str, stream: IO[bytes], accepts: frozenset[str]) -> str:
    """The type of an upload when its extension is accepted and its first bytes agree, otherwise InvalidInput."""
    media_type = EXTENSIONS.get(extension_of(name), "")
    if media_type not in accepts:
        sentence = _("“%(name)s” is of a kind that cannot be attached. You can use %(types)s.")
        raise InvalidInput({"file": sentence % {"name": name, "types": words_for(accepts)}})
    stream.seek(0)
    head = stream.read(HEAD)
    if _agrees(media_type, head):
        return media_type
    if media_type in OFFICE and head.startswith(LOCKED_OFFICE) and _is_locked(stream):
        sentence = _("“%(name)s” is locked with a password. Please save it without one.")
        raise InvalidInput({"file": sentence % {"name": name}})
    sentence = _("“%(name)s” is not what its name says. Please save it again as %(type)s.")
    raise InvalidInput({"file": sentence % {"name": name, "type": WORDS[EXTENSION_OF[media_type]]}})


def words_for(accepts: frozenset[str]) -> str:
    """The accepted types in words: "PDF・Word・JPEG"."""
    return "・".join(word for extension, word in WORDS.items() if EXTENSIONS[extension] in accepts)


def accept_list(accepts: frozenset[str]) -> str:
    """The accepted extensions as the attribute of a file field: ".jpg,.jpeg,.pdf"."""
    return ",".join(f".{extension}" for extension, media_type in EXTENSIONS.items() if media_type in accepts)


def _agrees(media_type: str, head: bytes) -> bool:
    """Whether the first bytes are those of the type, by their signature and by the sniffer's list."""
    if media_type == PDF:
        return head.startswith(b"%PDF-")
    if media_type in OFFICE:
        return head.startswith(b"PK\x03\x04")
    if media_type == HEIC:
        return head[4:8] == b"ftyp" and head[8:12] in HEIF_BRANDS
    try:
        return media_type in {match.mime_type for match in puremagic.magic_string(head)}
    except (puremagic.PureError, ValueError):
        return False


def _is_locked(stream: IO[bytes]) -> bool:
    """Whether the old container holds nothing but a locked document; an upload is small enough to be read."""
    stream.seek(0)
    return LOCKED_CONTENT in stream.read()
