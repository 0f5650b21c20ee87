"""Moderation cases: what members reported, what was decided, and the writer's one appeal.

A moderation case is about one message; a showcase is something else. Taking somebody else's message down makes a case
as well, so that its writer can appeal.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from common.models import PublicModel, RevisedModel
from communities.enums import CaseState, Decision, RemovalReason, ReportReason
from communities.models.talk import Message

WORDS_LENGTH = 500


class Case(PublicModel, RevisedModel):
    """A moderation case. Its status has one door, `actions.moderation.move_case`."""

    wagtail_reference_index_ignore = True

    message = models.ForeignKey(Message, models.CASCADE, related_name="cases")
    state = models.CharField(max_length=10, choices=CaseState, default=CaseState.OPEN)
    decision = models.CharField(max_length=10, choices=Decision, blank=True)
    reason = models.CharField(max_length=12, choices=RemovalReason, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    appeal = models.CharField(max_length=WORDS_LENGTH, blank=True)
    appealed_at = models.DateTimeField(null=True)
    is_granted = models.BooleanField(null=True)
    answer = models.CharField(max_length=WORDS_LENGTH, blank=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("moderation case")
        constraints = [
            models.UniqueConstraint(fields=["message"], condition=Q(state=CaseState.OPEN), name="case_open_once"),
            models.CheckConstraint(
                condition=Q(state=CaseState.OPEN, decision="", decided_at=None)
                | (~Q(state=CaseState.OPEN) & ~Q(decision="") & Q(decided_at__isnull=False)),
                name="case_decided_says_what",
            ),
            models.CheckConstraint(
                condition=~Q(decision=Decision.REMOVED) | ~Q(reason=""), name="case_removal_has_reason"
            ),
        ]
        indexes = [models.Index(fields=["state", "created_at"], name="case_state")]

    def __str__(self) -> str:
        return f"{self.message_id} {self.state}"


class Report(PublicModel):
    """One person's word about a message; once in each case. The reporter is named to nobody but those who decide."""

    wagtail_reference_index_ignore = True

    case = models.ForeignKey(Case, models.CASCADE, related_name="reports")
    reporter = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    reason = models.CharField(max_length=12, choices=ReportReason)
    words = models.CharField(max_length=WORDS_LENGTH, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "reporter"], name="report_once")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.reason}"
