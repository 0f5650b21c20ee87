"""Where one meets on site: houses and their rooms. A booking claims the room's quarter-hours."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from common.models import PublicModel


class Venue(PublicModel):
    """A house with rooms."""

    name = models.CharField(_("name"), max_length=60, unique=True)
    address = models.CharField(_("address"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("venue")
        ordering = ["name"]
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="venue_has_name")]

    def __str__(self) -> str:
        return self.name


class Room(PublicModel):
    """A room that can be booked with a session; closed ones keep their bookings and are offered no more."""

    venue = models.ForeignKey(Venue, models.PROTECT, related_name="rooms")
    name = models.CharField(_("name"), max_length=50)
    is_active = models.BooleanField(_("can be booked"), default=True)

    class Meta:
        verbose_name = _("room")
        ordering = ["venue__name", "name"]
        constraints = [
            models.UniqueConstraint(fields=["venue", "name"], name="room_once"),
            models.CheckConstraint(condition=~Q(name=""), name="room_has_name"),
        ]

    def __str__(self) -> str:
        return f"{self.venue} {self.name}"

    @property
    def resource(self) -> str:
        """The name under which its quarter-hours are claimed."""
        return f"room:{self.public_id}"
