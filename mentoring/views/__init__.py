"""Pages of mentoring."""

from mentoring.views.agenda import agenda, slot_withdraw
from mentoring.views.items import action_add, action_move
from mentoring.views.notes import goals, note, note_confirm
from mentoring.views.pins import pin, reply, resolve, shift, take_up
from mentoring.views.rooms import room_state, rooms
from mentoring.views.sessions import book, load_csv, mentors, session, session_calendar, session_cancel
from mentoring.views.sketch import annotations, fragment, sketch, sketches
from mentoring.views.uploads import sketch_add, upload
from mentoring.views.weeks import week

__all__ = [
    "action_add",
    "action_move",
    "agenda",
    "annotations",
    "book",
    "fragment",
    "goals",
    "load_csv",
    "mentors",
    "note",
    "note_confirm",
    "pin",
    "reply",
    "resolve",
    "room_state",
    "rooms",
    "session",
    "session_calendar",
    "session_cancel",
    "shift",
    "sketch",
    "sketch_add",
    "sketches",
    "slot_withdraw",
    "take_up",
    "upload",
    "week",
]
