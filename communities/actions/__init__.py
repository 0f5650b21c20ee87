"""The only place of this app that writes."""

from communities.actions.messages import Posted, edit_message, post_message, remove_message
from communities.actions.people import Left, add_member, join_community, leave_community, undo_leaving
from communities.actions.places import create_channel, create_community
from communities.actions.reading import mark_read

__all__ = [
    "Left",
    "Posted",
    "add_member",
    "create_channel",
    "create_community",
    "edit_message",
    "join_community",
    "leave_community",
    "mark_read",
    "post_message",
    "remove_message",
    "undo_leaving",
]
