"""Files of a message: pictures and PDFs to be looked at, Office files for saving (`common.files`)."""

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common.errors import InvalidInput, NotFound
from common.files import check_upload, keep_file
from common.files.receiving import Checked
from common.models import StoredFile
from communities.actions.telling import locked_message, tell
from communities.models import Message

FILE_KIND = "message"
MOST_FILES = 5
SHOWN = "page-1-mid"


@contextmanager
def checked_files(uploads: Sequence[UploadedFile]) -> Iterator[list[Checked]]:
    """Open every upload before anything is locked; InvalidInput (field "files") for the first that cannot be kept."""
    if len(uploads) > MOST_FILES:
        raise InvalidInput({"files": _("A message takes at most %(most)d files.") % {"most": MOST_FILES}})
    with ExitStack() as stack:
        try:
            checked = [stack.enter_context(check_upload(upload=upload, kind=FILE_KIND)) for upload in uploads]
        except InvalidInput as refusal:
            raise InvalidInput({"files": refusal.sentence}) from refusal
        yield checked


def digests(uploads: Sequence[UploadedFile]) -> list[str]:
    """What a repeated request has to repeat: the bytes as they were sent, not as they are kept."""
    return [_digest(upload) for upload in uploads]


def _digest(upload: UploadedFile) -> str:
    found = hashlib.sha256()
    for chunk in upload.chunks():
        found.update(chunk)
    upload.seek(0)
    return found.hexdigest()


def attach_files(*, message: Message, checked: Sequence[Checked], by: User, now: datetime) -> None:
    """Keep the files of a message that was just inserted, in its transaction."""
    files = [keep_file(checked=each, subject=message.public_id, by=by, now=now) for each in checked]
    message.attachments = [described(file) for file in files]
    message.save(update_fields=["attachments"])


def described(file: StoredFile) -> dict[str, Any]:
    """What the page needs to show a file: nothing that its address would not tell whoever may read it."""
    shown = file.variants.filter(name=SHOWN).first()
    size = {"width": shown.width, "height": shown.height} if shown else {}
    facts = {"id": str(file.public_id), "name": file.original_name, "type": file.media_type, "size": file.size}
    return {**facts, "pages": file.pages, "state": file.state, "refusal": file.refusal, **size}


@transaction.atomic
def note_file(*, file: StoredFile, now: datetime) -> None:
    """The worker has drawn a PDF, or could not: one event, so that open pages show it.

    Order of effects as with every change: rows locked, event, write.
    """
    message = Message.objects.filter(public_id=file.subject).first()
    if message is None:
        return
    try:
        locked = locked_message(message)
    except NotFound:
        return
    entry = described(file)
    locked.attachments = [entry if known["id"] == entry["id"] else known for known in locked.attachments]
    locked.changed_seq = tell(locked, "drawn", by=None, now=now)
    locked.save(update_fields=["attachments", "changed_seq"])
