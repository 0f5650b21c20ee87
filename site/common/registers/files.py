"""Rows of a CSV file, zipped or not, in UTF-8 or in the Shift_JIS of Windows; read piece by piece."""

import codecs
import csv
import hashlib
import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from django.utils.translation import gettext as _

PROBE = 256 * 1024
PIECE = 1024 * 1024


class RefusedFile(Exception):
    """The file is not what it should be; the text is a sentence for the operator."""


def digest_of(path: Path) -> str:
    """SHA-256 of the file; tells whether an import that was cut off was of the same one."""
    found = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            found.update(piece)
    return found.hexdigest()


def rows_of(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Number and cells of each row, from 1; raises RefusedFile for what is no such file."""
    with _opened(path) as file:
        encoding = _encoding_of(file, path)
    with _opened(path) as file:
        text = io.TextIOWrapper(file, encoding=encoding, newline="")
        number = 0
        try:
            for number, cells in enumerate(csv.reader(text), start=1):
                yield number, cells
        except (UnicodeDecodeError, csv.Error) as error:
            words = {"line": number + 1, "problem": error}
            raise RefusedFile(_("The file cannot be read from line %(line)d on: %(problem)s") % words) from None
        except (zipfile.BadZipFile, EOFError) as error:
            raise RefusedFile(_("The archive is damaged: %(problem)s") % {"problem": error}) from None


@contextmanager
def _opened(path: Path) -> Iterator[IO[bytes]]:
    """The bytes of the CSV: the file itself, or the one CSV inside an archive."""
    if not path.is_file():
        raise RefusedFile(_("There is no file “%(name)s”.") % {"name": path})
    if not zipfile.is_zipfile(path):
        with path.open("rb") as file:
            yield file
        return
    with zipfile.ZipFile(path) as archive:
        names = [name for name in archive.namelist() if name.lower().endswith(".csv")]
        if len(names) != 1:
            raise RefusedFile(_("The archive should hold one CSV file; it holds %(count)d.") % {"count": len(names)})
        with archive.open(names[0]) as file:
            yield file


def _encoding_of(file: IO[bytes], path: Path) -> str:
    """UTF-8 when the beginning is, else the Shift_JIS of Windows; what is neither is no such file."""
    begin = file.read(PROBE)
    if not begin.strip():
        raise RefusedFile(_("The file “%(name)s” is empty.") % {"name": path.name})
    for name in ("utf-8-sig", "cp932"):
        try:
            codecs.getincrementaldecoder(name)().decode(begin)  # a character cut at the end is no error
        except UnicodeDecodeError:
            continue
        return name
    raise RefusedFile(_("The file is neither UTF-8 nor Shift_JIS text."))
