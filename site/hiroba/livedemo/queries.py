"""Reads of the board."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet

from accounts.models import User
from common.errors import NotFound
from hiroba.livedemo.models import Note

STREAM_KIND = "board"
STREAM_KEY = "ui"
SHOWN = 50
MOST_CHANGES = 100


def latest_notes() -> list[Note]:
    """The last notes, oldest first; a removed one keeps its place."""
    return list(_with_author().order_by("-seq")[:SHOWN])[::-1]


def changes_after(seq: int, head: int) -> tuple[list[Note], int]:
    """Notes whose last event is above `seq`, in the order of posting, and up to which number that is complete.

    `head` is the stream's number, read before.
    """
    changed = list(_with_author().filter(changed_seq__gt=seq).order_by("changed_seq")[:MOST_CHANGES])
    last = changed[-1].changed_seq if changed else head
    complete = last if len(changed) == MOST_CHANGES else max(head, last)
    return sorted(changed, key=lambda note: note.seq), complete


def own_note(public_id: UUID, user: User) -> Note:
    """A note of this person; NotFound for a foreign one as for a missing one."""
    note = _with_author().filter(public_id=public_id, author=user).first()
    if note is None:
        raise NotFound
    return note


def people_of(public_ids: Iterable[UUID]) -> list[User]:
    """Who is at the board, by name."""
    return list(User.objects.filter(public_id__in=list(public_ids), is_active=True).order_by("display_name", "pk"))


def _with_author() -> QuerySet[Note]:
    return Note.objects.select_related("author")
