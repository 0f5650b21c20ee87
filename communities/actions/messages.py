"""Saying something, answering it, changing it, taking it down: each is one event of the channel's stream.

Rows are locked in one order everywhere: the answer, the message it answers to, the stream.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from activity.actions import record
from common.errors import Closed, Conflict, InvalidInput
from common.locking import bump, lock
from common.searching import search_changed
from communities.enums import AUTHOR_REASONS, MODERATOR_REASONS
from communities.message_text import clean_body, fingerprint
from communities.models import Channel, Message
from realtime.actions import append_event

STREAM_KIND = "channel"


@dataclass(frozen=True)
class Posted:
    """The message, and whether this request made it (False: an earlier one with the same key did)."""

    message: Message
    created: bool


def post_message(
    *, channel: Channel, body: str, client_id: UUID, by: User, now: datetime, root: Message | None = None
) -> Posted:
    """Post once, however often it is asked with the same `client_id`; with `root` it is an answer to that message.

    Order of effects: the opening message's row when it is an answer; number and event (which locks the stream's row, so
    that numbers are in commit order), then the message and what search finds; the unique constraint on (author,
    client_id) decides, and rolls number and event back with it. Nothing is looked up before. Raises InvalidInput for a
    body that cannot be kept, Conflict when the key was used for another place or text, NotFound when `root` opens no
    thread in this channel, Closed when it was taken down.
    """
    text = clean_body(body)
    print_of_this = fingerprint((root or channel).public_id, text)
    try:
        with transaction.atomic():
            opening = _opening(channel, root) if root else None
            message = _insert(
                channel=channel, root=opening, body=text, fingerprint=print_of_this, client_id=client_id, by=by, now=now
            )
            if opening:
                _join_thread(opening, message)
            return Posted(message, created=True)
    except IntegrityError:
        earlier = Message.objects.filter(author=by, client_id=client_id).first()
        if earlier is None:
            raise
    if earlier.fingerprint != print_of_this:
        raise Conflict(_("This was sent before with another text. Your text is kept here; please send it again."))
    return Posted(earlier, created=False)


def _opening(channel: Channel, root: Message) -> Message:
    """The message that opens the thread, locked; answers have no answers of their own."""
    return lock(Message.objects.filter(channel=channel, root=None), root.public_id)


def _join_thread(opening: Message, answer: Message) -> None:
    """After the insert: whoever repeats what was acknowledged before a removal gets the same answer as then."""
    if opening.is_removed:
        raise Closed(_("This message was taken down. It cannot be answered any more."))
    Message.objects.filter(pk=opening.pk).update(answer_count=F("answer_count") + 1, last_answer=answer)


def _insert(
    *, channel: Channel, by: User, now: datetime, root: Message | None = None, **values: Any
) -> Message:  # fmt: skip
    message = Message(public_id=uuid4(), channel=channel, author=by, root=root, created_at=now, **values)
    message.seq = message.changed_seq = tell(message, "answered" if root else "posted", by=by, now=now)
    message.save(force_insert=True)
    search_changed(message)
    return message


@transaction.atomic
def edit_message(*, message: Message, body: str, rev: int, by: User, now: datetime) -> Message:
    """Replace the text; readers see that it was edited.

    Order of effects: lock, check, event, write, what search finds. Raises StaleWrite when `rev` is not the present one,
    Closed when the message was taken down meanwhile, InvalidInput for the text. The same text again writes nothing.
    """
    text = clean_body(body)
    locked = locked_message(message, rev)
    if locked.is_removed:
        raise Closed(_("This message was taken down and cannot be changed any more."))
    if locked.body == text:
        return locked
    locked.changed_seq = tell(locked, "edited", by=by, now=now)
    locked.body, locked.edited_at = text, now
    bump(locked, "body", "edited_at", "changed_seq")
    search_changed(locked)
    return locked


@transaction.atomic
def remove_message(*, message: Message, reason: str, by: User, now: datetime) -> Message:
    """Take a message down; a tombstone with the reason stays in its place, and the text is kept for an appeal.

    Order of effects: lock, event, write, out of the search, and a line in the audit trail when somebody else than the
    author removes. Raises InvalidInput for a reason that is not this person's to give. Removing twice changes nothing.
    """
    locked = locked_message(message)
    if locked.is_removed:
        return locked
    is_own = locked.author_id == by.pk
    if reason not in (AUTHOR_REASONS if is_own else MODERATOR_REASONS):
        raise InvalidInput({"reason": _("Please choose one of the reasons.")})
    locked.changed_seq = tell(locked, "removed", by=by, now=now)
    locked.removed_at, locked.removed_by, locked.removal_reason = now, by, reason
    bump(locked, "removed_at", "removed_by", "removal_reason", "changed_seq")
    search_changed(locked)
    if locked.root:
        count_answers(locked.root)
    if not is_own:
        record(verb="message_removed", subject=locked, by=by, now=now, facts={"reason": str(reason)})
    return locked


def locked_message(message: Message, rev: int | None = None) -> Message:
    """The message's row, then that of the message it answers to, both locked; NotFound, StaleWrite as `lock`."""
    locked = lock(Message.objects.select_related("channel"), message.public_id, rev)
    if locked.root_id:
        locked.root = Message.objects.select_for_update().get(pk=locked.root_id)
    return locked


def tell(message: Message, event: str, *, by: User | None, now: datetime) -> int:
    """One event of the channel's stream about `message`, whose row is locked or not yet there; answers its number.

    The frame of an answer names its thread, so that a page knows which of its lists changed.
    """
    opening, key = message.root, message.channel.stream_key
    data = {"thread": str(opening.public_id)} if opening else {}
    seq = append_event(
        kind=STREAM_KIND, key=key, event=event, object_id=message.public_id, data=data, by=by, now=now
    )  # fmt: skip
    if opening:
        Message.objects.filter(pk=opening.pk).update(changed_seq=seq)
    return seq


def count_answers(opening: Message) -> None:
    """Note in the opening message's locked row how many of its answers stand, and the last one of them."""
    standing = Message.objects.filter(root=opening, removed_at=None).order_by("seq")
    Message.objects.filter(pk=opening.pk).update(answer_count=standing.count(), last_answer=standing.last())
