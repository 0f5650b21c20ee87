"""File names as people gave them, made harmless: shown and offered for saving, never used as a path."""

import unicodedata
from pathlib import PurePosixPath

LONGEST = 120
# Characters that no file system or header takes; separators are handled before.
FORBIDDEN = set('<>:"|?*')


def clean_name(name: str) -> str:
    """The last part of a name without control, direction-changing and forbidden characters; never empty.

    >>> clean_name("../../図面\\u202egpj.pdf")
    '図面gpj.pdf'
    """
    name = name.replace("\\", "/").rpartition("/")[2]
    kept = "".join(c for c in name if unicodedata.category(c)[0] != "C" and c not in FORBIDDEN)
    # Ideographic variation selectors stay (category Mn): 葛󠄀 is a different name from 葛.
    kept = " ".join(kept.split()).strip(". ")
    stem, dot, extension = kept.rpartition(".")
    if not dot:
        stem, extension = kept, ""
    stem = stem[: LONGEST - len(extension) - 1].strip() or "file"
    return f"{stem}.{extension[:10]}" if extension else stem


def extension_of(name: str) -> str:
    """The extension in lower case without its dot."""
    return PurePosixPath(name).suffix.lower().removeprefix(".")


def with_extension(name: str, extension: str) -> str:
    """The name of a picture that was written anew in another format; a right extension stays as it was typed.

    >>> with_extension("IMG_1.HEIC", "jpg")
    'IMG_1.jpg'
    """
    same = {"jpg": {"jpg", "jpeg"}}.get(extension, {extension})
    return name if extension_of(name) in same else f"{PurePosixPath(name).stem}.{extension}"
