"""Events of a community and the seats people take, most of them without an account."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from common.models import PublicModel, RevisedModel
from communities.enums import EventMode, SeatState
from communities.models.places import Community

if TYPE_CHECKING:
    from datetime import datetime

TITLE_LENGTH = 60
SUMMARY_LENGTH = 200
PLACE_LENGTH = 120
LINK_LENGTH = 300
PERSON_LENGTH = 60
EMAIL_LENGTH = 254
LANGUAGE_LENGTH = 8


class EventQuerySet(models.QuerySet["Event"]):
    """Events by when they are."""

    def ahead(self, now: "datetime") -> "EventQuerySet":
        """Those that are not over, the next one first."""
        return self.filter(ends_at__gt=now).order_by("starts_at", "pk")


class Event(PublicModel, RevisedModel):
    """Something that takes place; with `needed` only when that many come (0: in any case).

    `reached_at` is when there were enough for the first time: then everybody is told, once.
    """

    wagtail_reference_index_ignore = True

    community = models.ForeignKey(Community, models.CASCADE, related_name="events")
    title_ja = models.CharField(max_length=TITLE_LENGTH)
    title_en = models.CharField(max_length=TITLE_LENGTH, blank=True)
    summary_ja = models.CharField(max_length=SUMMARY_LENGTH)
    summary_en = models.CharField(max_length=SUMMARY_LENGTH, blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    mode = models.CharField(max_length=8, choices=EventMode)
    place = models.CharField(max_length=PLACE_LENGTH, blank=True)
    link = models.CharField(max_length=LINK_LENGTH, blank=True)
    capacity = models.PositiveSmallIntegerField(null=True)
    needed = models.PositiveSmallIntegerField(default=0)
    reached_at = models.DateTimeField(null=True)
    edited_at = models.DateTimeField(default=timezone.now)

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("event")
        constraints = [
            models.CheckConstraint(condition=~Q(title_ja=""), name="event_has_title"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="event_ends_after_start"),
            models.CheckConstraint(condition=Q(closes_at__lte=F("starts_at")), name="event_closes_before_start"),
            models.CheckConstraint(condition=Q(capacity=None) | Q(capacity__gt=0), name="event_has_seats"),
            models.CheckConstraint(
                condition=Q(capacity=None) | Q(needed__lte=F("capacity")), name="event_can_be_reached"
            ),
        ]
        indexes = [models.Index(fields=["community", "starts_at"], name="event_when")]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """In the reader's language, where somebody wrote it."""
        return ((get_language() or "").startswith("en") and self.title_en) or self.title_ja

    @property
    def summary(self) -> str:
        """In the reader's language, where somebody wrote it."""
        return ((get_language() or "").startswith("en") and self.summary_en) or self.summary_ja

    @property
    def stream_key(self) -> str:
        """Key of the event stream."""
        return str(self.public_id)


class Registration(PublicModel):
    """Somebody's seat, or their turn in the waiting list. One for each address and event.

    The seat has a number, and two people cannot have the same: an event is never overbooked, whatever the code does.
    `door` is part of the cancel link; a new one closes all links that were sent before.
    """

    wagtail_reference_index_ignore = True

    event = models.ForeignKey(Event, models.CASCADE, related_name="registrations")
    name = models.CharField(max_length=PERSON_LENGTH)
    email = models.CharField(max_length=EMAIL_LENGTH)
    language = models.CharField(max_length=LANGUAGE_LENGTH)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    state = models.CharField(max_length=10, choices=SeatState)
    seat = models.PositiveSmallIntegerField(null=True)
    turn_at = models.DateTimeField()
    client_id = models.UUIDField(unique=True)
    door = models.UUIDField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event", "email"], name="registration_once"),
            models.UniqueConstraint(fields=["event", "seat"], name="registration_seat_once"),
            models.CheckConstraint(
                # Without "not null" a missing seat compares as unknown, which a check lets through.
                condition=Q(state=SeatState.SEATED, seat__isnull=False, seat__gt=0)
                | (~Q(state=SeatState.SEATED) & Q(seat=None)),
                name="registration_seated_has_seat",
            ),
        ]
        indexes = [models.Index(fields=["event", "state", "turn_at"], name="registration_turn")]

    def __str__(self) -> str:
        return f"{self.event_id} {self.state} {self.seat}"
