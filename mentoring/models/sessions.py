"""Mentors, the hours they offer, and the sessions booked in them."""

from datetime import datetime
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cohorts.models import Entry, Localised
from common.models import PublicModel
from mentoring.enums import Area, MentorTitle, Mode, SessionState


class Mentor(PublicModel, Localised):
    """A person who accompanies companies, shown by title and field rather than by name."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.PROTECT, related_name="mentor", verbose_name=_("user"))
    title = models.CharField(_("title"), max_length=20, choices=MentorTitle)
    profile = models.CharField(_("what they do"), max_length=120)
    area = models.CharField(_("area"), max_length=10, choices=Area, default=Area.OUTSIDE)
    speciality = models.JSONField(_("fields"), default=list, blank=True)
    is_remote = models.BooleanField(_("meets online"), default=True)
    is_active = models.BooleanField(_("takes sessions"), default=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("mentor")
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return str(self.user)

    @property
    def label(self) -> str:
        """What they do, in the reader's language."""
        return str(self.text("profile"))

    @property
    def offers(self) -> str:
        """The resource whose quarter-hours this mentor's offered hours claim: two of them never overlap."""
        return f"offer:{self.public_id}"

    @property
    def fields(self) -> list[str]:
        """Their fields, in the reader's language."""
        return list(self.text("speciality"))


class SlotQuerySet(models.QuerySet["Slot"]):
    """Hours named by what they are."""

    def free(self, now: datetime) -> Self:
        """Hours that lie ahead, are still offered, hold no booked session and whose room nobody else has."""
        booked = Session.objects.filter(state=SessionState.BOOKED)
        ahead = self.filter(starts_at__gt=now, withdrawn_at=None, mentor__is_active=True)
        over_it = Q(slot__starts_at__lt=models.OuterRef("ends_at"), slot__ends_at__gt=models.OuterRef("starts_at"))
        in_the_room = booked.filter(over_it, room=models.OuterRef("room"))
        free = ahead.filter(~models.Exists(booked.filter(slot=models.OuterRef("pk"))))
        return free.filter(Q(room=None) | ~models.Exists(in_the_room))


class Slot(PublicModel):
    """One stretch of time a mentor offers. `link` and `place` are told only to those who book.

    `availability`: derived from the weekly hours, otherwise offered by hand. Taken back with `is_out_of_week`: the week
    changed, and the hour comes back when the week does; without it somebody took this one hour back, for good.
    """

    mentor = models.ForeignKey(Mentor, models.PROTECT, related_name="slots")
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"))
    mode = models.CharField(_("how"), max_length=10, choices=Mode, default=Mode.ONLINE)
    link = models.URLField(_("link to the meeting"), max_length=300, blank=True)
    place = models.CharField(_("place"), max_length=120, blank=True)
    room = models.ForeignKey("mentoring.Room", models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(_("taken back"), null=True, blank=True)
    availability = models.ForeignKey(
        "mentoring.Availability", models.PROTECT, null=True, blank=True, related_name="slots"
    )
    is_out_of_week = models.BooleanField(_("no longer in the weekly hours"), default=False)

    objects = SlotQuerySet.as_manager()

    class Meta:
        verbose_name = _("offered hour")
        ordering = ["starts_at", "id"]
        indexes = [models.Index(fields=["mentor", "starts_at"], name="slot_mentor_start")]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="slot_ends_later"),
            models.CheckConstraint(condition=~Q(link="") | ~Q(place=""), name="slot_link_or_place"),
            models.CheckConstraint(
                condition=Q(is_out_of_week=False) | Q(withdrawn_at__isnull=False, availability__isnull=False),
                name="slot_out_of_week_is_withdrawn",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.mentor_id} {self.starts_at.isoformat()}"

    @property
    def holder(self) -> str:
        """The name under which its quarter-hours are claimed."""
        return f"slot:{self.public_id}"


class Session(PublicModel):
    """A mentoring session: one slot, one entry. Its quarter-hours are claimed under `holder` while it is booked.

    `sequence` grows with every change that somebody's calendar has to learn (RFC 5545, 3.8.7.4).
    """

    slot = models.ForeignKey(Slot, models.PROTECT, related_name="sessions")
    mentor = models.ForeignKey(Mentor, models.PROTECT, related_name="sessions")
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="sessions")
    organisation = models.ForeignKey("accounts.Organisation", models.PROTECT, null=True, related_name="sessions")
    booked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    mode = models.CharField(_("how"), max_length=10, choices=Mode)
    state = models.CharField(_("state"), max_length=10, choices=SessionState, default=SessionState.BOOKED)
    link = models.URLField(_("link to the meeting"), max_length=300, blank=True)
    place = models.CharField(_("place"), max_length=120, blank=True)
    room = models.ForeignKey("mentoring.Room", models.PROTECT, null=True, blank=True, related_name="sessions")
    state_changed_at = models.DateTimeField(_("last change"), null=True)
    sequence = models.PositiveIntegerField(_("version in calendars"), default=0, editable=False)

    class Meta:
        verbose_name = _("mentoring session")
        ordering = ["slot__starts_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["slot"], condition=Q(state="booked"), name="slot_booked_once"),
        ]

    def __str__(self) -> str:
        return f"{self.slot} {self.state}"

    @property
    def holder(self) -> str:
        """The name under which its quarter-hours are claimed."""
        return f"session:{self.public_id}"

    @property
    def resources(self) -> list[str]:
        """Who cannot be anywhere else at that time; an entry without an organisation stands for itself."""
        party: Any = self.organisation or self.entry
        kind = "organisation" if self.organisation_id else "entry"
        people = [f"mentor:{self.mentor.public_id}", f"{kind}:{party.public_id}"]
        return [*people, self.room.resource] if self.room else people
