"""Accessibility: what a municipality promises, and how the tests came out.

Words and numbers are those of the Web Accessibility Infrastructure Committee for JIS X 8341-3:2016: whoever writes 準拠
has a policy, has tested at least 25 pages chosen by lot and 15 chosen by hand, and shows the result.
"""

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Page

from home.fields import SectionsField
from home.models.pages import BodyPage
from home.sections import CHECKS, LINES

STANDARD = "JIS X 8341-3:2016"
LEAST_RANDOM, LEAST_CHOSEN = 25, 15


class Claim(models.TextChoices):
    """How much one may say (対応度の表記)."""

    CONFORMS = "conforms", _("conforms to the standard")
    PARTLY = "partly", _("conforms in part")
    CONSIDERS = "considers", _("takes the standard into account")


class Level(models.TextChoices):
    """Levels of the standard."""

    A = "A", "A"
    AA = "AA", "AA"
    AAA = "AAA", "AAA"


class AccessibilityPage(BodyPage):
    """What policy and results share."""

    claim = models.CharField(_("claim"), max_length=12, choices=Claim, default=Claim.CONSIDERS)
    level = models.CharField(_("level"), max_length=3, choices=Level, default=Level.AA)

    class Meta:
        abstract = True

    @property
    def standard(self) -> str:
        """What the claim is about."""
        return STANDARD


class AccessibilityPolicyPage(AccessibilityPage):
    """The promise: which pages, which level, until when, what is left out and whom to tell."""

    live_data = "accessibility_policy"
    scope = models.CharField(_("which pages"), max_length=200)
    goal_on = models.DateField(_("to be reached by"), null=True, blank=True)
    exceptions = SectionsField(LINES, blank=True, verbose_name=_("what is left out, and why"))

    template = "home/accessibility_policy_page.html"
    parent_page_types = ["home.HomePage"]
    subpage_types = ["home.AccessibilityResultsPage"]
    content_panels = [
        *Page.content_panels,
        FieldRowPanel([FieldPanel("claim"), FieldPanel("level"), FieldPanel("goal_on")]),
        FieldPanel("scope"),
        FieldPanel("exceptions"),
        FieldPanel("body"),
    ]

    class Meta:
        verbose_name = _("accessibility policy")


class AccessibilityResultsPage(AccessibilityPage):
    """The result of one round of tests."""

    live_data = "accessibility_results"
    tested_on = models.DateField(_("tested until"))
    random_pages = models.PositiveSmallIntegerField(_("pages chosen by lot"), default=0)
    chosen_pages = models.PositiveSmallIntegerField(_("pages chosen by hand"), default=0)
    method = models.CharField(_("how it was tested"), max_length=200)
    checks = SectionsField(CHECKS, blank=True, verbose_name=_("criteria"))

    template = "home/accessibility_results_page.html"
    parent_page_types = ["home.AccessibilityPolicyPage"]
    subpage_types: ClassVar[list[str]] = []
    content_panels = [
        *Page.content_panels,
        FieldRowPanel([FieldPanel("claim"), FieldPanel("level"), FieldPanel("tested_on")]),
        FieldRowPanel([FieldPanel("random_pages"), FieldPanel("chosen_pages")]),
        FieldPanel("method"),
        FieldPanel("checks"),
        FieldPanel("body"),
    ]

    class Meta:
        verbose_name = _("accessibility results")

    def clean(self) -> None:
        """Refuse a claim that the tests do not carry; called for live pages, from every door that publishes."""
        super().clean()
        if self.claim != Claim.CONFORMS:
            return
        if self.random_pages < LEAST_RANDOM or self.chosen_pages < LEAST_CHOSEN:
            needed = {"random": LEAST_RANDOM, "chosen": LEAST_CHOSEN}
            sentence = _("Who writes “conforms” has tested %(random)d pages chosen by lot and %(chosen)d by hand.")
            raise ValidationError({"claim": sentence % needed})
        if not len(self.checks) or any(child.value["outcome"] == "fails" for child in self.checks):
            raise ValidationError({"claim": _("Who writes “conforms” shows every criterion, and none of them fails.")})
