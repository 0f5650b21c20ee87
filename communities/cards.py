"""What /my/ says about communities: how much is unread, and where it is."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from activity.cards import Card, register_card
from communities.permissions import is_visible_channel
from communities.queries import my_channels

PRIORITY = 10


def unread_card(user: User, _now: datetime) -> Card | None:
    """One card for all channels, leading to the one where most is unread; None when nothing is."""
    entries = [entry for entry in my_channels(user) if entry.unread and is_visible_channel(user, entry.channel)]
    if not entries:
        return None
    count = sum(entry.unread for entry in entries)
    most = max(entries, key=lambda entry: entry.unread).channel
    return Card(
        title=ngettext("%(count)d new message", "%(count)d new messages", count) % {"count": count},
        sentence=_("“%(channel)s” in %(community)s") % {"channel": most.name, "community": most.community.name},
        url=f"{reverse('communities:channel', args=[most.public_id])}#unread",
        action=_("Read on"),
        priority=PRIORITY,
    )


def register() -> None:
    """Called once when the app is ready."""
    register_card(unread_card)
