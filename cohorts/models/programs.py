"""Programme → term (cohort) → track, its dates and its rubric."""

from typing import Any, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cohorts.enums import CohortState, MilestoneKind, Precision
from common.models import PublicModel


class Localised(models.Model):
    """Content that an operator writes in Japanese and may add in other languages.

    `translations` is `{"en": {"name": "…"}}`; what is missing falls back to the Japanese field.
    """

    translations = models.JSONField(default=dict, blank=True)

    class Meta:
        abstract = True

    def text(self, field: str) -> Any:
        """The value of `field` in the reader's language."""
        language = (get_language() or "ja").split("-")[0]
        return self.translations.get(language, {}).get(field) or getattr(self, field)

    @property
    def label(self) -> str:
        """The name in the reader's language."""
        return str(self.text("name"))


class Program(PublicModel, Localised):
    """A municipality's programme, e.g. こおりやまDXプラットフォーム; it runs in terms."""

    key = models.SlugField(unique=True)
    name = models.CharField(max_length=120)
    summary = models.CharField(max_length=200, blank=True)
    municipality_code = models.CharField(max_length=6, blank=True)
    area = models.CharField(max_length=40, blank=True, help_text=_("The area entrants come from, e.g. 郡山市"))
    owner_name = models.CharField(max_length=120, blank=True)
    operator_name = models.CharField(max_length=120, blank=True)
    eligibility = models.JSONField(default=list, blank=True)
    faq = models.JSONField(default=list, blank=True, help_text=_("A list of {q, a}"))

    class Meta:
        ordering = ["key"]

    def __str__(self) -> str:
        return self.name


class CohortQuerySet(models.QuerySet["Cohort"]):
    """Terms named by what they are."""

    def open_at(self, now: Any) -> Self:
        """Terms that take entries at this instant."""
        return self.filter(state=CohortState.OPEN, opens_at__lte=now, closes_at__gt=now)


class Cohort(PublicModel, Localised):
    """One term (期). `last_number` is the counter of receipt numbers; only its locked row hands them out."""

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="cohorts")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=80)
    key = models.SlugField(unique=True)
    prefix = models.CharField(max_length=8, unique=True)
    fiscal_year = models.PositiveSmallIntegerField()
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    capacity = models.PositiveSmallIntegerField(validators=[MinValueValidator(1)])
    state = models.CharField(max_length=12, choices=CohortState.choices, default=CohortState.PREPARING)
    community = models.ForeignKey(
        "communities.Community", on_delete=models.PROTECT, null=True, blank=True, related_name="cohorts"
    )
    last_number = models.PositiveIntegerField(default=0)
    is_synthetic = models.BooleanField(default=False)

    objects = CohortQuerySet.as_manager()

    class Meta:
        ordering = ["-opens_at"]
        constraints = [
            models.UniqueConstraint(fields=["program", "number"], name="cohort_number_unique"),
            models.CheckConstraint(condition=models.Q(closes_at__gt=models.F("opens_at")), name="cohort_closes_later"),
            models.CheckConstraint(condition=models.Q(capacity__gte=1), name="cohort_capacity_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.program} {self.name}"

    def takes_entries(self, now: Any) -> bool:
        """Whether the call is open at this instant; the deadline itself is already too late."""
        return self.state == CohortState.OPEN and bool(self.opens_at <= now < self.closes_at)


class Track(PublicModel, Localised):
    """A division (部門) of a term. `expected` is what the operator expected before the call, for the plot."""

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="tracks")
    key = models.SlugField()
    name = models.CharField(max_length=40)
    lead = models.CharField(max_length=80, blank=True)
    for_you = models.JSONField(default=list, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    capacity = models.PositiveSmallIntegerField(null=True, blank=True)
    expected = models.PositiveSmallIntegerField(null=True, blank=True)
    drawing = models.SlugField(blank=True, help_text=_("Name of the illustration on the card"))

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["cohort", "key"], name="track_key_unique")]

    def __str__(self) -> str:
        return self.name

    @property
    def tone(self) -> str:
        """The colour of its chip: neighbours in a list of two divisions are told apart, by their words as well."""
        return "sun" if self.position % 2 else "ink"

    @property
    def lead_text(self) -> str:
        """The one line below the name, in the reader's language."""
        return str(self.text("lead"))

    @property
    def reasons(self) -> list[str]:
        """こんな方に, in the reader's language."""
        return list(self.text("for_you"))


class Milestone(PublicModel, Localised):
    """A date on the course of a term; `precision` keeps a month from looking like a day."""

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="milestones")
    title = models.CharField(max_length=80)
    kind = models.CharField(max_length=12, choices=MilestoneKind.choices)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)
    precision = models.CharField(max_length=5, choices=Precision.choices, default=Precision.DAY)
    note = models.CharField(max_length=120, blank=True)
    source = models.CharField(max_length=120, blank=True)
    is_synthetic = models.BooleanField(default=False)

    class Meta:
        ordering = ["starts_at", "pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def label(self) -> str:
        """The title in the reader's language."""
        return str(self.text("title"))

    def is_over(self, now: Any) -> bool:
        """Whether it lies behind us; a span is over at its end."""
        return bool((self.ends_at or self.starts_at) < now)


class Rubric(PublicModel, Localised):
    """What a term is judged by; published with the call. `scale` holds five words for 1 to 5."""

    cohort = models.OneToOneField(Cohort, on_delete=models.CASCADE, related_name="rubric")
    name = models.CharField(max_length=80, blank=True)
    scale = models.JSONField(default=list, blank=True)
    source = models.CharField(max_length=200, blank=True)
    published_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.name or f"rubric of {self.cohort_id}"


class Criterion(PublicModel, Localised):
    """One question of the rubric with its share of 100 points."""

    rubric = models.ForeignKey(Rubric, on_delete=models.CASCADE, related_name="criteria")
    name = models.CharField(max_length=60)
    help = models.CharField(max_length=120, blank=True)
    weight = models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(100)])
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name_plural = "criteria"
        constraints = [
            models.UniqueConstraint(fields=["rubric", "name"], name="criterion_name_unique"),
            models.CheckConstraint(condition=models.Q(weight__range=(1, 100)), name="criterion_weight_range"),
        ]

    def __str__(self) -> str:
        return self.name
