"""An entry: the draft (answers), what was handed in (revisions), and where it stands."""

from typing import Any, Never, Self

from django.conf import settings
from django.db import models
from django.utils import timezone

from cohorts.enums import ADOPTED_STATES, PENDING_STATES, EntryState
from cohorts.models.programs import Cohort, Track
from common.models import PublicModel, RevisedModel


class EntryQuerySet(models.QuerySet["Entry"]):
    """Entries named by what they are."""

    def handed_in(self) -> Self:
        """Entries that have a receipt number, withdrawn ones included."""
        return self.filter(number__isnull=False)

    def pending(self, cohort: Cohort) -> Self:
        """Entries of a term that its announcement will tell about."""
        return self.filter(cohort=cohort, state__in=PENDING_STATES)

    def adopted(self) -> Self:
        """Entries whose adoption has been announced."""
        return self.filter(state__in=ADOPTED_STATES)


class Entry(PublicModel, RevisedModel):
    """One firm's entry to one term. Draft answers live in `Answer`; jurors read an `EntryRevision`.

    `title`, `org_name`, `track` and the three `publish_` flags are copied from the revision on each
    submission, so that lists and other apps need no look into answers.

    `second_email` is only whom the entrant named and opens nothing; `second_person` is set when the owner of that
    address has said yes. `second_joined`: only membership of the organisation opens the entry to them,
    since the yes has made them a member, or since they were taken out of it later.
    """

    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="entries")
    organisation = models.ForeignKey(
        "accounts.Organisation", on_delete=models.PROTECT, null=True, blank=True, related_name="entries"
    )
    applicant = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="entries")
    second_person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="entries_as_second"
    )
    second_email = models.EmailField(blank=True)
    second_joined = models.BooleanField(default=False)
    track = models.ForeignKey(Track, on_delete=models.PROTECT, null=True, blank=True, related_name="entries")
    number = models.CharField(max_length=24, unique=True, null=True, blank=True)
    title = models.CharField(max_length=80, blank=True)
    org_name = models.CharField(max_length=120, blank=True)
    state = models.CharField(max_length=13, choices=EntryState.choices, default=EntryState.DRAFT)
    form_version = models.CharField(max_length=20)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="entries_entered", null=True
    )
    on_behalf = models.BooleanField(default=False)
    publish_company = models.BooleanField(default=False)
    publish_title = models.BooleanField(default=False)
    publish_content = models.BooleanField(default=False)
    saved_at = models.DateTimeField(null=True, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    state_changed_at = models.DateTimeField(default=timezone.now)

    objects = EntryQuerySet.as_manager()

    class Meta:
        ordering = ["number", "pk"]
        verbose_name_plural = "entries"
        constraints = [
            models.UniqueConstraint(
                fields=["cohort", "applicant"], condition=models.Q(state="draft"), name="entry_one_draft"
            ),
            models.CheckConstraint(
                condition=(
                    models.Q(state="draft", number__isnull=True)
                    | models.Q(state="withdrawn")
                    | (models.Q(number__isnull=False) & ~models.Q(state="draft"))
                ),
                name="entry_number_when_handed_in",
            ),
        ]
        indexes = [models.Index(fields=["cohort", "state"], name="entry_cohort_state")]

    def __str__(self) -> str:
        return self.number or f"draft {self.public_id}"

    @property
    def is_draft(self) -> bool:
        """Nothing has been handed in yet."""
        return self.state == EntryState.DRAFT

    @property
    def is_adopted(self) -> bool:
        """Adoption has been announced (a decision that is not announced does not count)."""
        return self.state in ADOPTED_STATES


class Answer(models.Model):
    """One field of the draft. What is not valid is kept as typed, with `is_valid` false.

    `rev` is the entry's revision counter at the last change of this field: it tells whether a save
    that was begun on an older state would overwrite somebody's newer text.
    """

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="answers")
    key = models.SlugField(max_length=40)
    value = models.JSONField(null=True)
    is_valid = models.BooleanField(default=False)
    rev = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["entry", "key"], name="answer_key_unique")]

    def __str__(self) -> str:
        return f"{self.entry_id} {self.key}"


class EntryRevision(PublicModel):
    """What was handed in, unchangeable: answers, names and hashes of the files, and a SHA-256 over both."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveSmallIntegerField()
    answers = models.JSONField()
    files = models.JSONField(default=list)
    form_version = models.CharField(max_length=20)
    sha256 = models.CharField(max_length=64)
    submitted_at = models.DateTimeField()
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["entry", "number"], name="revision_number_unique")]

    def __str__(self) -> str:
        return f"{self.entry_id} v{self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write once; a correction is a new revision."""
        if self.pk is not None:
            raise RuntimeError("a revision never changes; hand in a new one")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Never:
        """Refused: jurors' scores are pinned to it."""
        raise RuntimeError("a revision is never deleted")
