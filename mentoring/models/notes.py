"""What comes out of a talk: the record both sides confirm, the goals of an entry, and who does what until when."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cohorts.models import Entry
from common.models import PublicModel, RevisedModel
from mentoring.enums import ActionState, Side

PERSON: Any = settings.AUTH_USER_MODEL


class SessionNote(PublicModel, RevisedModel):
    """Three fields, at most ninety seconds. Each side confirms; an edit takes both confirmations away."""

    wagtail_reference_index_ignore = True

    session = models.OneToOneField("mentoring.Session", models.PROTECT, related_name="note")
    decided = models.CharField(_("what was decided"), max_length=300, blank=True)
    next_step = models.CharField(_("next step"), max_length=120, blank=True)
    next_time = models.CharField(_("next time"), max_length=120, blank=True)
    written_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    written_at = models.DateTimeField(_("written"), null=True)
    mentor_confirmed_at = models.DateTimeField(_("confirmed by the mentor"), null=True)
    mentor_confirmed_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    team_confirmed_at = models.DateTimeField(_("confirmed by the company"), null=True)
    team_confirmed_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("record of a session")
        constraints = [
            models.CheckConstraint(
                condition=Q(mentor_confirmed_at__isnull=True, mentor_confirmed_by__isnull=True)
                | Q(mentor_confirmed_at__isnull=False, mentor_confirmed_by__isnull=False),
                name="note_mentor_confirms_with_time",
            ),
            models.CheckConstraint(
                condition=Q(team_confirmed_at__isnull=True, team_confirmed_by__isnull=True)
                | Q(team_confirmed_at__isnull=False, team_confirmed_by__isnull=False),
                name="note_team_confirms_with_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.session_id} r{self.rev}"

    @property
    def is_agreed(self) -> bool:
        """Both sides have confirmed this wording."""
        return self.mentor_confirmed_at is not None and self.team_confirmed_at is not None

    def is_confirmed_by(self, side: str) -> bool:
        """Whether a side has confirmed this wording."""
        return getattr(self, f"{side}_confirmed_at") is not None

    @property
    def missing_side(self) -> str:
        """The side that has not confirmed yet while the other one has; "" otherwise."""
        waiting = [side for side in Side.values if not self.is_confirmed_by(side)]
        return waiting[0] if len(waiting) == 1 else ""


class Goals(PublicModel, RevisedModel):
    """Up to three goals of an entry, in a few words each; a mentor reads them a minute before the talk."""

    entry = models.OneToOneField(Entry, models.PROTECT, related_name="goals")
    first = models.CharField(_("first goal"), max_length=60, blank=True)
    second = models.CharField(_("second goal"), max_length=60, blank=True)
    third = models.CharField(_("third goal"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("goals of an entry")
        verbose_name_plural = _("goals of an entry")

    def __str__(self) -> str:
        return f"{self.entry_id} r{self.rev}"

    @property
    def lines(self) -> list[str]:
        """Those that say something."""
        return [line for line in (self.first, self.second, self.third) if line]


class ActionItem(PublicModel, RevisedModel):
    """Who does what until when, agreed in a session or offered at a pin (at most one action for a pin)."""

    wagtail_reference_index_ignore = True

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="actions")
    what = models.CharField(_("what to do"), max_length=120)
    owner = models.ForeignKey(PERSON, models.PROTECT, related_name="+", verbose_name=_("who does it"))
    due_on = models.DateField(_("due day"))
    state = models.CharField(_("state"), max_length=6, choices=ActionState, default=ActionState.OPEN)
    state_changed_at = models.DateTimeField(_("last change"), null=True)
    state_changed_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    session = models.ForeignKey("mentoring.Session", models.PROTECT, null=True, blank=True, related_name="actions")
    pin = models.OneToOneField("mentoring.Annotation", models.PROTECT, null=True, blank=True, related_name="action")
    created_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    client_id = models.UUIDField()

    class Meta:
        verbose_name = _("action")
        ordering = ["state", "due_on", "id"]
        indexes = [models.Index(fields=["owner", "state"], name="action_owner_state")]
        constraints = [
            models.UniqueConstraint(fields=["created_by", "client_id"], name="action_client_once"),
            models.CheckConstraint(
                condition=Q(session__isnull=False, pin__isnull=True) | Q(session__isnull=True, pin__isnull=False),
                name="action_has_one_source",
            ),
            models.CheckConstraint(condition=~Q(what=""), name="action_says_something"),
        ]

    def __str__(self) -> str:
        return self.what
