"""Messages as one reader sees them: with author, day, unread line, and what the reader may do with each."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from accounts.models import User
from accounts.rights import allowed
from common.addresses import address_of
from common.dates import as_day, format_clock, format_date, format_daytime, jst
from common.ui.components.channel import Reaction
from common.ui.components.labels import AvatarRole
from common.ui.icons import IconOrNone
from communities.actions.mentions import place_of
from communities.enums import REACTION_ICONS, ReactionKind, RemovalReason
from communities.message_text import body_html
from communities.models import Channel, Message
from communities.permissions import serves_channel
from communities.queries import Author, Said, own_removals, role_in
from communities.views.attached import Attached, attached
from communities.views.faces import head_of

AnyUser = User | AnonymousUser
QUOTED = 40


@dataclass(frozen=True)
class Deed:
    """The one thing the reader may do with a message."""

    url: str = ""
    label: str = ""
    icon: IconOrNone = ""


@dataclass(frozen=True)
class Thread:
    """The way to the answers; `last` is how the last one begins."""

    url: str = ""
    label: str = ""
    last: str = ""
    has_news: bool = False


@dataclass(frozen=True)
class Line:
    """One message with what stands above it."""

    message: Message
    author: Author
    head: AvatarRole
    mine: bool
    opens_day: bool
    opens_unread: bool
    html: SafeString
    tombstone: str
    deed: Deed
    words: list[Reaction]
    react_url: str
    thread: Thread
    files: list[Attached]
    report_url: str = ""
    is_root: bool = False

    @property
    def anchor(self) -> str:
        """Id of the element."""
        return f"m-{self.message.public_id}"

    @property
    def day(self) -> str:
        """The day mark above it; the year is said when it is not the present one."""
        when = self.message.created_at
        return format_date(when, with_year=as_day(when).year != as_day(timezone.now()).year)

    @property
    def iso_day(self) -> str:
        """The day for machines; the script knows day marks by it."""
        return as_day(self.message.created_at).isoformat()

    @property
    def clock(self) -> str:
        """Time of posting in Japan."""
        return format_clock(self.message.created_at)

    @property
    def iso(self) -> str:
        """Time of posting for machines."""
        return jst(self.message.created_at).isoformat(timespec="minutes")

    @property
    def edited(self) -> str:
        """Said beside the time, so that readers know that they may have read something else."""
        return _("(edited)") if self.message.edited_at else ""


def about(message: Message) -> dict[str, Any]:
    """The context of a page about one message: its text, its channel, the way back to where it stands."""
    html = "" if message.is_removed else body_html(message.body)
    return {"message": message, "message_html": html, "channel": message.channel, "place": place_of(message)}


def reads_as_insider(user: AnyUser, channel: Channel) -> bool:
    """Members and staff see organisations; others see roles only."""
    return role_in(user, channel.community) is not None or serves_channel(user, channel)


def lines_for(
    user: AnyUser,
    channel: Channel,
    messages: Iterable[Message],
    authors: Mapping[int, Author],
    *,
    said: Mapping[int, Mapping[str, Said]],
    threads: Mapping[int, int] | None = None,
    read_up_to: int | None = None,
) -> list[Line]:
    """Messages of one channel for one reader, in the given order; `authors` holds everybody who wrote them,
    `said` what others said to them, `threads` (None inside one) which of their threads have how much news.

    `read_up_to` draws the unread line above the first news.
    """
    messages = list(messages)
    deeds = _Deeds(user, channel, own_removals(user, messages))
    lines: list[Line] = []
    day: date | None = None
    unread = read_up_to is not None
    for message in messages:
        starts = unread and is_news(user, message, read_up_to or 0)
        opens_day = as_day(message.created_at) != day
        author = authors[message.author_id]
        words = said.get(message.pk, {})
        thread = Thread() if threads is None else thread_of(message, threads.get(message.pk, 0), authors, deeds)
        lines.append(_line(message, author, deeds, words, thread, opens_day=opens_day, opens_unread=starts))
        unread, day = unread and not starts, as_day(message.created_at)
    return lines


def is_news(user: AnyUser, message: Message, read_up_to: int) -> bool:
    """Whether somebody else said it after number `read_up_to`; what was taken down is no news."""
    return message.seq > read_up_to and message.author_id != user.pk and not message.is_removed


def _line(
    message: Message,
    author: Author,
    deeds: "_Deeds",
    said: Mapping[str, Said],
    thread: Thread,
    *,
    opens_day: bool,
    opens_unread: bool,
) -> Line:
    return Line(
        message=message,
        author=author,
        head=head_of(author),
        mine=message.author_id == deeds.user_id,
        opens_day=opens_day,
        opens_unread=opens_unread,
        html=SafeString("") if message.is_removed else _html(message, deeds.own_key),
        tombstone=_tombstone(message) if message.is_removed else "",
        deed=deeds.for_message(message),
        words=_words(said, may_react=deeds.reacts),
        react_url=address_of("communities:message_react", message.public_id) if deeds.reacts else "",
        thread=thread,
        report_url=deeds.report_url(message),
        files=[] if message.is_removed else attached(message.attachments),
    )


def _html(message: Message, own_key: str) -> SafeString:
    """The text with marks where people are called who were told of it."""
    own = next((entry["name"] for entry in message.mentions if entry["id"] == own_key), "")
    return body_html(message.body, [entry["name"] for entry in message.mentions], own)


def thread_of(
    message: Message, news: int, authors: Mapping[int, Author], deeds: "_Deeds"
) -> Thread:  # fmt: skip
    """How many answers there are and how the last one begins; without any, the invitation to write the first."""
    url = f"{address_of('communities:thread', message.public_id)}#thread"
    last = message.last_answer
    if last is None:
        may_begin = deeds.writes and not message.is_removed
        return Thread(f"{url}-end", pgettext("a message", "Answer")) if may_begin else Thread()
    count = message.answer_count
    label = ngettext("%(count)d answer", "%(count)d answers", count) % {"count": count}
    if news:
        label = _("%(answers)s (%(count)d new)") % {"answers": label, "count": news}
    facts = {"name": authors[last.author_id].name, "words": beginning(last)}
    label = _("%(answers)s · last %(when)s") % {"answers": label, "when": format_moment(last.created_at)}
    return Thread(url, label, _("%(name)s: “%(words)s”") % facts, news > 0)


def beginning(message: Message) -> str:
    """How a message begins, in one line."""
    words = " ".join(message.body.split()) or ", ".join(entry["name"] for entry in message.attachments)
    return Truncator(words).chars(QUOTED)


def format_moment(at: datetime) -> str:
    """The time; with the day when it is not today."""
    return format_clock(at) if as_day(at) == as_day(timezone.now()) else format_daytime(at)


def _words(said: Mapping[str, Said], *, may_react: bool) -> list[Reaction]:
    """The words as buttons; for who only reads, those that somebody said. A pressed one takes itself back."""
    return [
        Reaction(
            label=str(kind.label),
            icon=REACTION_ICONS[kind],  # type: ignore[arg-type]
            value=f"-{kind.value}" if found.mine else kind.value,
            count=found.count,
            pressed=found.mine,
        )
        for kind in ReactionKind
        if (found := said.get(kind, Said(0, mine=False))).count or may_react
    ]


def _tombstone(message: Message) -> str:
    reason = RemovalReason(message.removal_reason).label
    if message.removed_by_id == message.author_id:
        return _("The writer took this message down (%(reason)s).") % {"reason": reason}
    return _("The organisers took this message down because of “%(reason)s”.") % {"reason": reason}


class _Deeds:
    """What one reader may do with the messages of one channel; the rights are asked once, not once a message."""

    def __init__(self, user: AnyUser, channel: Channel, removals: Mapping[int, UUID]) -> None:
        self.user_id = user.pk
        self.removals = removals
        self.own_key = str(user.public_id) if isinstance(user, User) else ""
        self.writes = allowed(user, "communities.post_message", channel)
        probe = Message(channel=channel, author_id=0)
        self.reacts = allowed(user, "communities.react_message", probe)
        self.moderates = allowed(user, "communities.remove_message", probe)

    def report_url(self, message: Message) -> str:
        """Who may take it down needs to tell nobody; one's own is one's own."""
        if not self.own_key or self.moderates or message.is_removed or message.author_id == self.user_id:
            return ""
        return address_of("communities:message_report", message.public_id)

    def for_message(self, message: Message) -> Deed:
        if message.pk in self.removals:
            url = address_of("communities:case_appeal", self.removals[message.pk])
            return Deed(url, _("Reason, and how to object"))
        if message.is_removed:
            return Deed()
        if self.writes and message.author_id == self.user_id:
            url = address_of("communities:message_edit", message.public_id)
            return Deed(url, pgettext("a message", "Change"), "pencil")
        if self.moderates:
            url = address_of("communities:message_remove", message.public_id)
            return Deed(url, pgettext("a message", "Take down"), "close")
        return Deed()
