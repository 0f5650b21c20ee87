"""The only place that writes in mentoring."""

from mentoring.actions.annotations import move_annotation, pin_comment, reopen, reply, resolve
from mentoring.actions.items import add_action, move_action, take_up_offer
from mentoring.actions.notes import confirm_note, set_goals, write_note
from mentoring.actions.pin_places import shift_pin
from mentoring.actions.rooms import add_room, set_room_open
from mentoring.actions.sessions import add_mentor, add_slot, book_slot, cancel_session, move_session, withdraw_slot
from mentoring.actions.sketches import add_version, create_sketch, hide_sketch, lay_out_pages, publish_sketch
from mentoring.actions.weeks import WeekPlan, derive_hours, extend_weeks, set_week

__all__ = [
    "WeekPlan",
    "add_action",
    "add_mentor",
    "add_room",
    "add_slot",
    "add_version",
    "book_slot",
    "cancel_session",
    "confirm_note",
    "create_sketch",
    "derive_hours",
    "extend_weeks",
    "hide_sketch",
    "lay_out_pages",
    "move_action",
    "move_annotation",
    "move_session",
    "pin_comment",
    "publish_sketch",
    "reopen",
    "reply",
    "resolve",
    "set_goals",
    "set_room_open",
    "set_week",
    "shift_pin",
    "take_up_offer",
    "withdraw_slot",
    "write_note",
]
