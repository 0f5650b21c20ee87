"""Pages of the communities app: load → check the right → one form → one action → render."""

from communities.views.channel import channel, channel_fragment, channel_read, message_post
from communities.views.coming import join, leave, leave_undo
from communities.views.event_plans import event_change, event_new
from communities.views.events import event, event_calendar, event_done, event_fragment, events
from communities.views.messages import message_edit, message_react, message_remove
from communities.views.moderation import case, case_appeal, cases, message_report
from communities.views.places import community, directory
from communities.views.registrations import event_people, event_people_csv, registration
from communities.views.threads import answer_post, thread, thread_fragment

__all__ = [
    "answer_post",
    "case",
    "case_appeal",
    "cases",
    "channel",
    "channel_fragment",
    "channel_read",
    "community",
    "directory",
    "event",
    "event_calendar",
    "event_change",
    "event_done",
    "event_fragment",
    "event_new",
    "event_people",
    "event_people_csv",
    "events",
    "join",
    "leave",
    "leave_undo",
    "message_edit",
    "message_post",
    "message_react",
    "message_remove",
    "message_report",
    "registration",
    "thread",
    "thread_fragment",
]
