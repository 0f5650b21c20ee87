"""Writing on the board, changing, taking down: each is one event of its stream."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common.errors import Closed, Conflict, InvalidInput
from common.locking import bump, lock
from common.text import refuse_controls
from hiroba.livedemo.models import BODY_LENGTH, Note
from hiroba.livedemo.queries import STREAM_KEY, STREAM_KIND
from realtime.actions import append_event


@dataclass(frozen=True)
class Posted:
    """The note, and whether this request made it."""

    note: Note
    created: bool


def post_note(*, body: str, client_id: UUID, by: User, now: datetime) -> Posted:
    """Post once, however often it is asked with the same `client_id`.

    Order of effects: number and event, then the note; the unique constraint decides and takes the number back. Raises
    InvalidInput for the text, Conflict when the key was used for another one.
    """
    text = clean(body)
    fingerprint = sha256(text.encode()).hexdigest()
    try:
        with transaction.atomic():
            return Posted(_insert(text, fingerprint, client_id, by, now), created=True)
    except IntegrityError:
        earlier = Note.objects.filter(author=by, client_id=client_id).first()
        if earlier is None:
            raise
    if earlier.fingerprint != fingerprint:
        raise Conflict(_("This was sent before with another text. Your text is kept here; please send it again."))
    return Posted(earlier, created=False)


def _insert(body: str, fingerprint: str, client_id: UUID, by: User, now: datetime) -> Note:
    public_id = uuid4()
    seq = _append("posted", public_id, by, now)
    return Note.objects.create(
        public_id=public_id, author=by, body=body, client_id=client_id, fingerprint=fingerprint,
        seq=seq, changed_seq=seq, created_at=now,
    )  # fmt: skip


@transaction.atomic
def edit_note(*, note: Note, body: str, rev: int, by: User, now: datetime) -> Note:
    """Replace the text. Raises StaleWrite when `rev` is an old one, Closed when the note was taken down."""
    text = clean(body)
    locked = lock(Note.objects.all(), note.public_id, rev)
    if locked.removed_at:
        raise Closed(_("This note was taken down and cannot be changed any more."))
    locked.changed_seq = _append("edited", locked.public_id, by, now)
    locked.body, locked.edited_at = text, now
    return bump(locked, "body", "edited_at", "changed_seq")


@transaction.atomic
def remove_note(*, note: Note, by: User, now: datetime) -> Note:
    """Take it down for good: the text is erased, its place stays. A second removal changes nothing."""
    locked = lock(Note.objects.all(), note.public_id)
    if locked.removed_at:
        return locked
    locked.changed_seq = _append("removed", locked.public_id, by, now)
    locked.body, locked.removed_at = "", now
    return bump(locked, "body", "removed_at", "changed_seq")


def clean(body: str) -> str:
    """The text as it is kept; InvalidInput (field "body") when it is empty, too long or holds control characters."""
    text = body.replace("\r\n", "\n").strip()
    if not text:
        raise InvalidInput({"body": _("Please write something before you send.")})
    if len(text) > BODY_LENGTH:
        raise InvalidInput({"body": _("This is too long for the board. Please shorten it.")})
    return refuse_controls(text, "body")


def _append(event: str, note_id: UUID, by: User, now: datetime) -> int:
    return append_event(kind=STREAM_KIND, key=STREAM_KEY, event=event, object_id=note_id, data={}, by=by, now=now)
