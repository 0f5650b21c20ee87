"""Taking an upload: the only door through which a stranger's bytes come in.

Two steps, because opening a file takes up to some seconds and no row may be locked that long: `check_upload` opens it
and puts the bytes into the store, without any transaction; `keep_file` writes the rows, in the caller's transaction.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from common.enums import FileState
from common.errors import InvalidInput, TooMany
from common.files.decoding import Page, Undecodable, check_office, check_pdf, decode_picture
from common.files.held import Held, delete_on_commit, spool, workspace
from common.files.names import clean_name, extension_of, with_extension
from common.files.registry import IMAGES, PDF, FileKind, file_kind
from common.files.stores import StoreAway
from common.files.types import EXTENSION_OF, media_type_of
from common.jobs import enqueue
from common.models import FileAccount, FileVariant, StoredFile

MEGABYTE = 1024 * 1024


@dataclass
class Checked:
    """An upload that may be kept: its bytes are stored and go again unless `keep_file` is told to keep them."""

    limits: FileKind
    name: str
    media_type: str
    size: int
    sha256: str
    pages: int
    held: list[tuple[Page, Held]] = field(default_factory=list)


@contextmanager
def check_upload(*, upload: UploadedFile, kind: str) -> Iterator[Checked]:
    """Check an upload, write pictures anew, and store the bytes for the time of the block.

    Order: size, name, type, content (the decoder runs in a process of its own). Call it outside any transaction.
    Raises InvalidInput with a sentence under "file".
    """
    limits = file_kind(kind)
    name = clean_name(upload.name or "")
    _check_size(upload, name, limits)
    media_type = media_type_of(name, upload, limits.accepts)
    with workspace() as folder:
        source = folder / "source"
        spool(upload, source)
        try:
            checked = _open(source, folder, Checked(limits, name, media_type, 0, "", 0))
        except Undecodable as refusal:
            raise refusal.as_input_error(name) from None
        except (TooMany, StoreAway) as busy:
            raise InvalidInput({"file": busy.sentence}) from busy
    try:
        yield checked
    finally:
        checked.held.clear()


@transaction.atomic
def keep_file(*, checked: Checked, subject: UUID, by: Any, now: datetime, name: str = "") -> StoredFile:
    """Write the rows of a checked upload; answers a file that is ready (pictures, Office) or received (PDF).

    Order: the account that pays is locked, so that count and quota hold for two uploads at once; rows; the bytes join
    the caller's transaction, if there is one; a PDF's pages are left to the worker. `name` replaces the uploader's.
    Raises InvalidInput with a sentence under "file".
    """
    kind = checked.limits
    account = _locked_account(kind.account(subject, by))
    _check_count(subject, kind)
    _check_quota(account, checked.size)
    file = StoredFile.objects.create(
        kind=kind.name,
        subject=subject,
        uploaded_by=by,
        account=account,
        original_name=name or checked.name,
        media_type=checked.media_type,
        size=checked.size,
        sha256=checked.sha256,
        pages=checked.pages,
        state=FileState.RECEIVED if checked.media_type == PDF else FileState.READY,
        created_at=now,
    )
    write_variants(file, checked.held)
    if file.state == FileState.RECEIVED:
        enqueue("files.render_pages", file=str(file.public_id))
    return file


def receive_file(*, upload: UploadedFile, kind: str, subject: UUID, by: Any, now: datetime) -> StoredFile:
    """Both steps at once, where nothing has to be locked in between."""
    with check_upload(upload=upload, kind=kind) as checked:
        return keep_file(checked=checked, subject=subject, by=by, now=now)


@transaction.atomic
def remove_file(*, file: StoredFile) -> None:
    """Delete a file: its rows now, its bytes when the transaction commits. The caller records who and why."""
    delete_on_commit(list(file.variants.values_list("storage_key", flat=True)))
    file.delete()


def hold_pages(pages: list[Page], folder: Path) -> list[tuple[Page, Held]]:
    """Put finished pages from the workspace into the store."""
    return [(page, Held(folder / page.name)) for page in pages]


def write_variants(file: StoredFile, held: list[tuple[Page, Held]]) -> None:
    """A row for each stored page; the bytes join the present transaction."""
    FileVariant.objects.bulk_create(
        FileVariant(
            file=file,
            name=page.name,
            width=page.width,
            height=page.height,
            media_type=page.media_type,
            storage_key=bytes_.key,
        )
        for page, bytes_ in held
    )
    for _page, bytes_ in held:
        bytes_.join_transaction()


def _check_size(upload: UploadedFile, name: str, limits: FileKind) -> None:
    most = min(limits.max_bytes, settings.FILE_MAX_BYTES)
    if not upload.size:
        raise InvalidInput({"file": _("“%(name)s” is empty.") % {"name": name}})
    if upload.size > most:
        sentence = _("“%(name)s” is too large. One file may have at most %(size)s MB.")
        raise InvalidInput({"file": sentence % {"name": name, "size": most // MEGABYTE}})


def _open(source: Path, folder: Path, checked: Checked) -> Checked:
    """Let the decoder look at it, then describe and store what is kept.

    A picture is kept as it was written anew: what came, with its position and camera, is never stored.
    """
    pages = [Page("original", 0, 0, checked.media_type)]
    if checked.media_type in IMAGES:
        pages = decode_picture(source, folder, checked.media_type)
        checked.pages, checked.media_type = 1, pages[0].media_type
        checked.name = with_extension(checked.name, EXTENSION_OF[checked.media_type])
    elif checked.media_type == PDF:
        checked.pages = check_pdf(source)
    else:
        check_office(source, extension_of(checked.name))
    original = folder / "original"
    if not original.exists():
        source.rename(original)
    with original.open("rb") as bytes_:
        checked.sha256 = hashlib.file_digest(bytes_, "sha256").hexdigest()
    checked.size = original.stat().st_size
    checked.held = hold_pages(pages, folder)
    return checked


def _locked_account(name: str) -> FileAccount:
    FileAccount.objects.get_or_create(name=name)
    return FileAccount.objects.select_for_update().get(name=name)


def _check_count(subject: UUID, limits: FileKind) -> None:
    if StoredFile.objects.about(subject, limits.name).count() < limits.max_files:
        return
    sentence = ngettext(
        "You can attach %(count)s file. Please delete it first.",
        "You can attach at most %(count)s files. Please delete one first.",
        limits.max_files,
    )
    raise InvalidInput({"file": sentence % {"count": limits.max_files}})


def _check_quota(account: FileAccount, size: int) -> None:
    used = account.files.aggregate(total=Sum("size"))["total"] or 0
    if used + size <= settings.FILE_QUOTA_BYTES:
        return
    sentence = _(
        "There is no room left: your files have %(used)s MB of %(quota)s MB. Please delete some or ask the office."
    )
    raise InvalidInput({"file": sentence % {"used": used // MEGABYTE, "quota": settings.FILE_QUOTA_BYTES // MEGABYTE}})
