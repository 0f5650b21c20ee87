"""Selection: who may not judge, what was scored, what was decided and when it was announced."""

from django.conf import settings
from django.db import models

from cohorts.enums import Outcome, Reason, ReviewState
from cohorts.models.entries import Entry, EntryRevision
from cohorts.models.programs import Cohort, Criterion
from common.models import PublicModel, RevisedModel


class ConflictDeclaration(models.Model):
    """A juror says, before opening an entry, whether there is a conflict of interest."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="declarations")
    juror = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    has_conflict = models.BooleanField()
    declared_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "juror"], name="declaration_once")]

    def __str__(self) -> str:
        return f"{self.entry_id} {self.juror_id} {self.has_conflict}"


class Review(PublicModel, RevisedModel):
    """One juror's judgement of one entry, pinned to the revision that was read.

    While it is open it holds what was chosen so far, for the juror alone. `comment_rev` and `Score.rev` are the
    review's `rev` when the comment or a score was written last: a page loaded before may not write over it unseen.
    """

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="reviews")
    juror = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="reviews")
    revision = models.ForeignKey(EntryRevision, on_delete=models.PROTECT, related_name="reviews")
    state = models.CharField(max_length=9, choices=ReviewState.choices, default=ReviewState.OPEN)
    comment = models.TextField(blank=True)
    comment_rev = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(null=True, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["entry", "juror"], name="review_once")]

    def __str__(self) -> str:
        return f"{self.entry_id} by {self.juror_id}"


class Score(models.Model):
    """1 to 5, or null for 'does not apply'; no row while nothing is chosen."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="scores")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="scores")
    value = models.PositiveSmallIntegerField(null=True)
    rev = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["review", "criterion"], name="score_once"),
            models.CheckConstraint(
                condition=models.Q(value__isnull=True) | models.Q(value__range=(1, 5)), name="score_range"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.criterion_id}: {self.value}"


class Decision(models.Model):
    """What was decided about an entry. Decided is not announced: until then only staff see it."""

    entry = models.OneToOneField(Entry, on_delete=models.CASCADE, related_name="decision")
    outcome = models.CharField(max_length=8, choices=Outcome.choices)
    reason = models.CharField(max_length=12, choices=Reason.choices)
    note = models.CharField(max_length=200, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.entry_id}: {self.outcome}"


class Announcement(PublicModel):
    """The one act by which decisions become known; one a term."""

    cohort = models.OneToOneField(Cohort, on_delete=models.PROTECT, related_name="announcement")
    announced_at = models.DateTimeField()
    announced_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    adopted = models.PositiveSmallIntegerField()
    declined = models.PositiveSmallIntegerField()

    def __str__(self) -> str:
        return f"announcement of {self.cohort_id}"
