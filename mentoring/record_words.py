"""How the audit trail speaks of sessions and sketches."""

from collections.abc import Iterable
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from activity.words import SubjectKind, register_subject_kind, register_verbs
from mentoring.models import Sketch

VERBS = {
    "mentor_added": _("added a mentor"),
    "slot_added": _("offered an hour"),
    "slot_withdrawn": _("took back an hour"),
    "week_set": _("set the weekly hours"),
    "venue_added": _("added a house"),
    "room_added": _("added a room"),
    "room_closed": _("closed a room"),
    "room_opened": _("opened a room again"),
    "session_booked": _("booked a session"),
    "session_held": _("held a session"),
    "session_cancelled": _("cancelled a session"),
    "note_written": _("wrote the record of a session"),
    "note_confirmed": _("confirmed the record of a session"),
    "goals_set": _("set the goals"),
    "action_added": _("added what is to be done"),
    "action_done": _("ticked off what was to be done"),
    "action_open": _("took up again what was to be done"),
    "sketch_created": _("made a sketch"),
    "sketch_version_added": _("added a version of the sketch"),
    "pin_shifted": _("moved a carried pin"),
    "sketch_published": _("published the sketch"),
    "sketch_hidden": _("took the sketch from the public pages"),
}


def sketches(ids: Iterable[UUID]) -> dict[UUID, tuple[str, str]]:
    """Titles of sketches."""
    found = Sketch.objects.filter(public_id__in=list(ids)).values_list("public_id", "title")
    return {public_id: (title, reverse("mentoring:sketch", args=[public_id])) for public_id, title in found}


def register() -> None:
    """Called once when the app is ready."""
    register_verbs(VERBS)
    register_subject_kind(SubjectKind("mentoring.sketch", _("sketch"), sketches))
    for name, label in (
        ("session", _("mentoring session")),
        ("slot", _("hour of a mentor")),
        ("mentor", _("mentor")),
        ("venue", _("venue")),
        ("room", _("room")),
        ("availability", _("weekly hours")),
    ):
        register_subject_kind(SubjectKind(f"mentoring.{name}", label, lambda ids: {}))
