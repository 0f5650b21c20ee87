"""Kinds of files: who may read them, what is accepted. Apps register theirs in `AppConfig.ready()`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

if TYPE_CHECKING:
    from common.models import StoredFile

IMAGES = frozenset({"image/jpeg", "image/png", "image/webp", "image/heic"})
PDF = "application/pdf"
OFFICE = frozenset(
    f"application/vnd.openxmlformats-officedocument.{name}"
    for name in ("wordprocessingml.document", "spreadsheetml.sheet", "presentationml.presentation")
)
PICTURES_AND_PDF = IMAGES | {PDF}
DOCUMENTS = PICTURES_AND_PDF | OFFICE


def whoever_uploads(_subject: UUID, by: Any) -> str:
    """The account of a kind that says nothing else: the person."""
    return f"user:{by.public_id}" if by is not None else "nobody"


@dataclass(frozen=True)
class FileKind:
    """A purpose that files have.

    `may_read(user, file, variant)` is asked on every request for a byte; `user` may be anonymous. A variant is
    "original", or "page-1", "page-1-mid", "page-1-thumb", "page-2" …: pictures without metadata.
    `account(subject, by)` names who fills the quota, e.g. "organisation:<public id>".
    """

    name: str
    may_read: Callable[[Any, StoredFile, str], bool]
    accepts: frozenset[str] = PICTURES_AND_PDF
    max_bytes: int = 10 * 1024 * 1024
    max_files: int = 5
    account: Callable[[UUID, Any], str] = whoever_uploads


Callback = Callable[["StoredFile"], None]
_kinds: dict[str, FileKind] = {}
_ready: dict[str, list[Callback]] = {}
_refused: dict[str, list[Callback]] = {}


def register_file_kind(kind: FileKind) -> None:
    """Make a kind known; a second registration of the same name replaces the first."""
    _kinds[kind.name] = kind


def file_kind(name: str) -> FileKind:
    """The kind, or LookupError."""
    if name not in _kinds:
        raise LookupError(f"no file kind is named {name}")
    return _kinds[name]


def file_kinds() -> list[FileKind]:
    """All kinds, by name: the rights matrix wants rows for each."""
    return [_kinds[name] for name in sorted(_kinds)]


def is_page(variant: str) -> bool:
    """Whether a variant is a picture of a page, written anew; the original is the other thing there is."""
    return variant.startswith("page-")


def on_file_ready(kind: str, callback: Callback) -> None:
    """Call `callback(file)` in the transaction in which the worker makes a file of this kind ready."""
    _ready.setdefault(kind, []).append(callback)


def on_file_refused(kind: str, callback: Callback) -> None:
    """Call `callback(file)` in the transaction in which the worker refuses a file that had been received."""
    _refused.setdefault(kind, []).append(callback)


def announce(file: StoredFile) -> None:
    """Run the callbacks of the file's kind for the state it has now."""
    for callback in (_ready if file.is_ready else _refused).get(file.kind, []):
        callback(file)
