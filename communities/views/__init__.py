"""Pages of the communities app: load → check the right → one form → one action → render."""

from communities.views.channel import channel, channel_fragment, channel_read, message_post
from communities.views.coming import join, leave, leave_undo
from communities.views.messages import message_edit, message_remove
from communities.views.places import community, directory

__all__ = [
    "channel",
    "channel_fragment",
    "channel_read",
    "community",
    "directory",
    "join",
    "leave",
    "leave_undo",
    "message_edit",
    "message_post",
    "message_remove",
]
