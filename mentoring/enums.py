"""Kinds, states and the tables of allowed moves. Data only; the doors that walk them are in actions."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy as _p


class MentorTitle(TextChoices):
    """What a mentor is called; one executive advisor and four special supporters in the first term."""

    EXECUTIVE = "executive", _("Executive advisor")
    SUPPORTER = "supporter", _("Special supporter")
    EXPERT = "expert", _("Dispatched expert")
    DRAWER = "drawer", _("Sketch artist")


class Area(TextChoices):
    """Whether a mentor lives in the municipality; eyes from outside are wanted on purpose."""

    INSIDE = "inside", _("From the area")
    OUTSIDE = "outside", _("From outside the area")


class Mode(TextChoices):
    """How one meets; hybrid needs a place and a link."""

    ONLINE = "online", _("Online")
    ON_SITE = "on_site", _("On site")
    HYBRID = "hybrid", _("On site and online")


class SessionState(TextChoices):
    """Where a mentoring session stands."""

    BOOKED = "booked", _("Booked")
    HELD = "held", _("Held")
    CANCELLED = "cancelled", _("Cancelled")


class Sticker(TextChoices):
    """Three questions that people put to a sketch; each has its own colour, icon and words on the page."""

    NONE = "", _("Just a pin")
    HANDS = "hands", _("Enough hands?")
    PRECEDENT = "precedent", _("Any precedent?")
    WECAN = "wecan", _("We can help")


class Side(TextChoices):
    """Who confirms the record of a session."""

    MENTOR = "mentor", _("mentor")
    TEAM = "team", _("company")


class ActionState(TextChoices):
    """Whether somebody still has to do it."""

    OPEN = "open", _p("action", "To do")
    DONE = "done", _p("action", "Done")


class AnnotationState(TextChoices):
    """Whether the point still waits for somebody."""

    OPEN = "open", _("Open")
    RESOLVED = "resolved", _("Settled")


ONLINE, ON_SITE = frozenset({Mode.ONLINE, Mode.HYBRID}), frozenset({Mode.ON_SITE, Mode.HYBRID})

SESSION_MOVES: dict[str, frozenset[str]] = {
    SessionState.BOOKED: frozenset({SessionState.HELD, SessionState.CANCELLED}),
    SessionState.HELD: frozenset(),
    SessionState.CANCELLED: frozenset(),
}

# What a calendar on a phone has to learn; that a session was held changes nothing in it.
CALENDAR_MOVES = frozenset({SessionState.CANCELLED})

ACTION_MOVES: dict[str, frozenset[str]] = {
    ActionState.OPEN: frozenset({ActionState.DONE}),
    ActionState.DONE: frozenset({ActionState.OPEN}),
}

ANNOTATION_MOVES: dict[str, frozenset[str]] = {
    AnnotationState.OPEN: frozenset({AnnotationState.RESOLVED}),
    AnnotationState.RESOLVED: frozenset({AnnotationState.OPEN}),
}
