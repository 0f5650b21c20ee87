"""The tables of mentoring: people and hours, sketches with their pins."""

from mentoring.models.sessions import Mentor, Session, Slot
from mentoring.models.sketches import Annotation, AnnotationComment, Sketch, SketchPage, SketchVersion
from mentoring.models.weeks import Availability, WeeklyBand

__all__ = [
    "Annotation",
    "AnnotationComment",
    "Availability",
    "Mentor",
    "Session",
    "Sketch",
    "SketchPage",
    "SketchVersion",
    "Slot",
    "WeeklyBand",
]
