"""Messages of a channel in the order of their numbers.

A page takes the head of the stream BEFORE it reads messages (`realtime.queries.head_of`): what is posted in between is
then fetched twice, never missed.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from accounts.models import User
from communities.models import Channel, Message, Reaction

PAGE = 50
CHANGES = 100


@dataclass(frozen=True)
class MessagePage:
    """Messages, oldest first; `older` is the number to go on from, None at the beginning of the channel."""

    messages: tuple[Message, ...]
    older: int | None


@dataclass(frozen=True)
class Changes:
    """What was posted, edited or removed after a number, oldest message first; complete up to `head`."""

    messages: tuple[Message, ...]
    head: int


def _read(place: Channel | Message) -> QuerySet[Message]:
    """What was said in a channel itself, or in answer to one of its messages; who said it is read once for the page."""
    said = {"root": place} if isinstance(place, Message) else {"channel": place, "root": None}
    return Message.objects.filter(**said).select_related("last_answer").defer("last_answer__mentions")


def latest_messages(place: Channel | Message, size: int = PAGE) -> MessagePage:
    """The last `size` messages of a channel, or answers to a message; one query."""
    return _page(_read(place), size)


def messages_before(place: Channel | Message, seq: int, size: int = PAGE) -> MessagePage:
    """The `size` messages before number `seq`; one query."""
    return _page(_read(place).filter(seq__lt=seq), size)


def _page(messages: QuerySet[Message], size: int) -> MessagePage:
    found = list(messages.order_by("-seq")[: size + 1])
    shown = tuple(reversed(found[:size]))
    return MessagePage(shown, shown[0].seq if len(found) > size else None)


def changes_after(place: Channel | Message, after: int, *, head: int, limit: int = CHANGES) -> Changes:
    """Messages of a channel, or answers to a message, whose last event is later than `after`; one query.

    `head` was read before. With more than `limit` changes the answer is complete up to its own, smaller head, and the
    reader asks again from there.
    """
    found = list(_read(place).filter(changed_seq__gt=after).order_by("changed_seq")[: limit + 1])
    if len(found) > limit:
        found = found[:limit]
        head = found[-1].changed_seq
    return Changes(tuple(sorted(found, key=lambda message: message.seq)), head)


def answered_since(channel: Channel, user: User, read_up_to: int, most: int = PAGE) -> list[tuple[Message, int]]:
    """The messages to which others have answered after `read_up_to`, with how many; the latest first. One query."""
    news = Message.objects.filter(channel=channel, root__isnull=False, removed_at=None, seq__gt=read_up_to)
    counted = news.exclude(author=user).annotate(
        place=Window(RowNumber(), partition_by="root", order_by="-seq"), n=Window(Count("pk"), partition_by="root")
    )
    last = counted.filter(place=1).select_related("root").order_by("-seq")[:most]
    return [(answer.root, answer.n) for answer in last if answer.root]


@dataclass(frozen=True)
class Said:
    """How many said one word to a message, and whether the reader did."""

    count: int
    mine: bool


def reactions_to(messages: Iterable[Message], user_id: int | None) -> dict[int, dict[str, Said]]:
    """For each message (by primary key) the words said to it; one query, none when there is no message."""
    pks = [message.pk for message in messages]
    if not pks:
        return {}
    mine = Count("pk", filter=Q(user_id=user_id or 0))
    rows = Reaction.objects.filter(message__in=pks).values_list("message", "kind").annotate(n=Count("pk"), own=mine)
    found: dict[int, dict[str, Said]] = {}
    for message, kind, count, own in rows:
        found.setdefault(message, {})[kind] = Said(count, own > 0)
    return found


def last_word_in(channels: Iterable[Channel]) -> Message | None:
    """What was said last in any of the channels and still stands, with channel and community; one query."""
    said = Message.objects.filter(channel__in=list(channels), removed_at=None)
    return said.select_related("channel__community").order_by("-created_at", "-pk").first()


def find_message(public_id: UUID) -> Message | None:
    """The message with its channel and community, or None; one query."""
    related = ("channel__community", "author", "removed_by", "root")
    return Message.objects.select_related(*related).filter(public_id=public_id).first()
