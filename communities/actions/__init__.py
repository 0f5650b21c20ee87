"""The only place of this app that writes."""

from communities.actions.events import Plan, announce_event, change_event
from communities.actions.letters import tell_event_reached
from communities.actions.mentions import with_name_in_front
from communities.actions.messages import Posted, edit_message, post_message, remove_message
from communities.actions.moderation import answer_appeal, appeal_removal, decide_case, report_message
from communities.actions.people import Left, add_member, join_community, leave_community, undo_leaving
from communities.actions.places import create_channel, create_community
from communities.actions.reactions import set_reaction
from communities.actions.reading import mark_read
from communities.actions.seats import Guest, cancel_registration, register

__all__ = [
    "Guest",
    "Left",
    "Plan",
    "Posted",
    "add_member",
    "announce_event",
    "answer_appeal",
    "appeal_removal",
    "cancel_registration",
    "change_event",
    "create_channel",
    "create_community",
    "decide_case",
    "edit_message",
    "join_community",
    "leave_community",
    "mark_read",
    "post_message",
    "register",
    "remove_message",
    "report_message",
    "set_reaction",
    "tell_event_reached",
    "undo_leaving",
    "with_name_in_front",
]
