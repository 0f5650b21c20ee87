"""What people send. Texts are judged by the actions, so that form and JSON meet the same rules."""

from mentoring.forms.base import Keyed, show_error, typed_again, valid
from mentoring.forms.hours import BookForm, SlotForm
from mentoring.forms.notes import ActionForm, GoalsForm, MoveForm, NoteForm, RevForm
from mentoring.forms.rooms import RoomForm
from mentoring.forms.sketches import PinForm, PlaceForm, ReplyForm, SketchForm, StateForm, VersionForm
from mentoring.forms.weeks import WeekForm

__all__ = [
    "ActionForm",
    "BookForm",
    "GoalsForm",
    "Keyed",
    "MoveForm",
    "NoteForm",
    "PinForm",
    "PlaceForm",
    "ReplyForm",
    "RevForm",
    "RoomForm",
    "SketchForm",
    "SlotForm",
    "StateForm",
    "VersionForm",
    "WeekForm",
    "show_error",
    "typed_again",
    "valid",
]
