"""Pages of mentoring."""

from mentoring.views.agenda import agenda, slot_withdraw
from mentoring.views.pins import pin, reply, resolve
from mentoring.views.sessions import book, mentors, session, session_calendar, session_cancel
from mentoring.views.sketch import fragment, sketch, sketches
from mentoring.views.uploads import sketch_add, upload
from mentoring.views.weeks import week

__all__ = [
    "agenda",
    "book",
    "fragment",
    "mentors",
    "pin",
    "reply",
    "resolve",
    "session",
    "session_calendar",
    "session_cancel",
    "sketch",
    "sketch_add",
    "sketches",
    "slot_withdraw",
    "upload",
    "week",
]
