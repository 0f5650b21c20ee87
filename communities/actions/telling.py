"""What every change of a message begins with: its row locked, one event of the channel's stream.

Rows are locked in one order everywhere: the answer, the message it answers to, the stream.
"""

from datetime import datetime

from accounts.models import User
from common.locking import lock
from communities.models import Message
from realtime.actions import append_event

STREAM_KIND = "channel"


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
