"""Saying something, changing it, taking it down: each is one event of the channel's stream."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
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


def post_message(*, channel: Channel, body: str, client_id: UUID, by: User, now: datetime) -> Posted:
    """Post once, however often it is asked with the same `client_id`.

    Order of effects: number and event first (which locks the stream's row, so that numbers are in commit order), then
    the message and what search finds; the unique constraint on (author, client_id) decides, and rolls number and event
    back with it. Nothing is looked up before. Raises InvalidInput for a body that cannot be kept, Conflict when the key
    was used for another channel or text.
    """
    text = clean_body(body)
    print_of_this = fingerprint(channel.public_id, text)
    try:
        with transaction.atomic():
            message = _insert(
                channel=channel, body=text, fingerprint=print_of_this, client_id=client_id, by=by, now=now
            )
            return Posted(message, created=True)
    except IntegrityError:
        earlier = Message.objects.filter(author=by, client_id=client_id).first()
        if earlier is None:
            raise
    if earlier.fingerprint != print_of_this:
        raise Conflict(_("This was sent before with another text. Your text is kept here; please send it again."))
    return Posted(earlier, created=False)


def _insert(*, channel: Channel, body: str, fingerprint: str, client_id: UUID, by: User, now: datetime) -> Message:
    public_id = uuid4()
    seq = _append(channel, "posted", public_id, by, now)
    message = Message.objects.create(
        public_id=public_id,
        channel=channel,
        author=by,
        body=body,
        client_id=client_id,
        fingerprint=fingerprint,
        seq=seq,
        changed_seq=seq,
        created_at=now,
    )
    search_changed(message)
    return message


@transaction.atomic
def edit_message(*, message: Message, body: str, rev: int, by: User, now: datetime) -> Message:
    """Replace the text; readers see that it was edited.

    Order of effects: lock, check, event, write, what search finds. Raises StaleWrite when `rev` is not the present one,
    Closed when the message was taken down meanwhile, InvalidInput for the text. The same text again writes nothing.
    """
    text = clean_body(body)
    locked = lock(Message.objects.select_related("channel"), message.public_id, rev)
    if locked.is_removed:
        raise Closed(_("This message was taken down and cannot be changed any more."))
    if locked.body == text:
        return locked
    locked.changed_seq = _append(locked.channel, "edited", locked.public_id, by, now)
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
    locked = lock(Message.objects.select_related("channel"), message.public_id)
    if locked.is_removed:
        return locked
    is_own = locked.author_id == by.pk
    if reason not in (AUTHOR_REASONS if is_own else MODERATOR_REASONS):
        raise InvalidInput({"reason": _("Please choose one of the reasons.")})
    locked.changed_seq = _append(locked.channel, "removed", locked.public_id, by, now)
    locked.removed_at, locked.removed_by, locked.removal_reason = now, by, reason
    bump(locked, "removed_at", "removed_by", "removal_reason", "changed_seq")
    search_changed(locked)
    if not is_own:
        record(verb="message_removed", subject=locked, by=by, now=now, facts={"reason": str(reason)})
    return locked


def _append(channel: Channel, event: str, object_id: UUID, by: User, now: datetime) -> int:
    return append_event(
        kind=STREAM_KIND, key=channel.stream_key, event=event, object_id=object_id, data={}, by=by, now=now
    )
