"""The tables of mentoring: people and hours, sketches with their pins."""

from mentoring.models.notes import ActionItem, Goals, SessionNote
from mentoring.models.rooms import Room, Venue
from mentoring.models.sessions import Mentor, Session, Slot
from mentoring.models.sketches import Annotation, AnnotationComment, PinPlace, Sketch, SketchPage, SketchVersion
from mentoring.models.weeks import Availability, WeeklyBand

__all__ = [
    "ActionItem",
    "Annotation",
    "AnnotationComment",
    "Availability",
    "Goals",
    "Mentor",
    "PinPlace",
    "Room",
    "Session",
    "SessionNote",
    "Sketch",
    "SketchPage",
    "SketchVersion",
    "Slot",
    "Venue",
    "WeeklyBand",
]
