"""What people send. Texts are judged by the actions, so that form and JSON meet the same rules."""

from mentoring.forms.base import Keyed, show_error, valid
from mentoring.forms.hours import BookForm, SlotForm
from mentoring.forms.sketches import PinForm, ReplyForm, SketchForm, StateForm, VersionForm
from mentoring.forms.weeks import WeekForm

__all__ = [
    "BookForm",
    "Keyed",
    "PinForm",
    "ReplyForm",
    "SketchForm",
    "SlotForm",
    "StateForm",
    "VersionForm",
    "WeekForm",
    "show_error",
    "valid",
]
