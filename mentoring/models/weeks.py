"""A mentor's week: the pattern from which hours are derived."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from common.models import PublicModel, RevisedModel
from mentoring.enums import Mode
from mentoring.recurrence import Band


class Availability(PublicModel, RevisedModel):
    """When a mentor is free every week. The hours of the next weeks are `Slot`s that were derived from it."""

    mentor = models.OneToOneField("mentoring.Mentor", models.PROTECT, related_name="availability")
    minutes = models.PositiveSmallIntegerField(_("length of a talk"), default=60)
    link = models.URLField(_("link to the meeting"), max_length=300, blank=True)
    place = models.CharField(_("place"), max_length=120, blank=True)
    room = models.ForeignKey("mentoring.Room", models.PROTECT, null=True, blank=True, related_name="+")
    meets_on_holidays = models.BooleanField(_("meets on public holidays too"), default=False)
    changed_at = models.DateTimeField(_("last change"), null=True)

    class Meta:
        verbose_name = _("weekly hours")
        constraints = [
            models.CheckConstraint(condition=Q(minutes__gte=15, minutes__lte=240), name="week_talk_length"),
        ]

    def __str__(self) -> str:
        return f"{self.mentor_id} r{self.rev}"

    @property
    def week(self) -> list[Band]:
        """The bands as plain values, Monday first."""
        return [Band(row.weekday, row.starts, row.ends, row.mode) for row in self.bands.all()]


class WeeklyBand(models.Model):
    """Free time on one weekday (0 is Monday)."""

    availability = models.ForeignKey(Availability, models.CASCADE, related_name="bands")
    weekday = models.PositiveSmallIntegerField(_("weekday"))
    starts = models.TimeField(_("from"))
    ends = models.TimeField(_("until"))
    mode = models.CharField(_("how"), max_length=10, choices=Mode)

    class Meta:
        verbose_name = _("weekly free time")
        ordering = ["weekday", "starts"]
        constraints = [
            models.UniqueConstraint(fields=["availability", "weekday", "starts"], name="week_band_once"),
            models.CheckConstraint(condition=Q(ends__gt=F("starts"), weekday__lte=6), name="week_band_in_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.weekday} {self.starts}-{self.ends}"
