"""What /my/ says about communities: what is unread, or where the last conversation stands."""

from collections.abc import Sequence
from datetime import datetime

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from activity.cards import Card, register_card
from common.dates import format_daytime
from communities.models import Message
from communities.permissions import is_visible_channel
from communities.queries import ChannelEntry, last_word_in, my_channels, waiting_cases_for

CASES_PRIORITY = 14
UNREAD_PRIORITY = 12
QUIET_PRIORITY = 4
QUOTED = 60


def community_card(user: User, _now: datetime) -> Card | None:
    """One card for all the communities somebody belongs to; None for who belongs to none. At most three queries."""
    entries = [entry for entry in my_channels(user) if is_visible_channel(user, entry.channel)]
    if not entries:
        return None
    unread = [entry for entry in entries if entry.unread]
    return _unread_card(unread) if unread else _quiet_card(entries)


def cases_card(user: User, _now: datetime) -> Card | None:
    """For those who run places: reported messages and appeals that wait. One query, and one for roles."""
    count = waiting_cases_for(user).count()
    if not count:
        return None
    return Card(
        title=ngettext("%(count)d reported message", "%(count)d reported messages", count) % {"count": count},
        sentence=_("Please look at what was reported and decide."),
        state=_("Waits for you"),
        tone="call",
        url=reverse("communities:cases"),
        action=_("Look at it"),
        priority=CASES_PRIORITY,
    )


def _unread_card(entries: Sequence[ChannelEntry]) -> Card:
    """Leads to the channel where most is unread."""
    count = sum(entry.unread for entry in entries)
    most = max(entries, key=lambda entry: entry.unread).channel
    return Card(
        title=ngettext("%(count)d new message", "%(count)d new messages", count) % {"count": count},
        sentence=_("“%(channel)s” in %(community)s") % {"channel": most.name, "community": most.community.name},
        state=_("Not read yet"),
        tone="call",
        url=f"{reverse('communities:channel', args=[most.public_id])}#unread",
        action=_("Read on"),
        priority=UNREAD_PRIORITY,
        picture=f"{most.community.drawing}.svg",
    )


def _quiet_card(entries: Sequence[ChannelEntry]) -> Card:
    """Where somebody spoke last; where nobody has spoken yet, the community joined last."""
    word = last_word_in([entry.channel for entry in entries])
    channel = word.channel if word else entries[0].channel
    return Card(
        title=_("Your communities"),
        sentence=_last_word(word) if word else _("Nobody has said anything in “%s” yet.") % channel.community.name,
        state=_("All read") if word else _("Still quiet"),
        url=reverse("communities:channel", args=[channel.public_id]),
        action=_("Go on with the talk") if word else _("Write the first word"),
        priority=QUIET_PRIORITY,
        picture=f"{channel.community.drawing}.svg",
    )


def _last_word(word: Message) -> str:
    quoted = Truncator(" ".join(word.body.split())).chars(QUOTED)
    facts = {"community": word.channel.community.name, "when": format_daytime(word.created_at), "words": quoted}
    return _("Last word in %(community)s (%(when)s): “%(words)s”") % facts


def register() -> None:
    """Called once when the app is ready."""
    register_card(cases_card)
    register_card(community_card)
