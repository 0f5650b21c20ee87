"""Cases: what was tried, what worked, and always what did not."""

import re
from dataclasses import dataclass
from typing import Any, ClassVar
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page
from wagtail.search import index

from accounts.models import User
from accounts.rights import allowed
from cohorts.models import Entry
from home.drawings import DRAWING_CHOICES, Picture, drawing
from home.fields import SectionsField
from home.models.checking import CheckedPagePermissions
from home.models.pages import BodyPage, PublicPage
from home.sections import DETAILS, LINES

GOALS = range(1, 18)


@dataclass(frozen=True)
class Consent:
    """What an entrant agreed to show: the company's name, the title of the plan, what it is about."""

    company: bool = False
    title: bool = False
    content: bool = False
    entry_title: str = ""

    @property
    def any(self) -> bool:
        """Whether there may be a case at all."""
        return self.company or self.title or self.content


def goals_in(text: str) -> list[int]:
    """The numbers of the goals in "9, 17"; ValueError for anything else."""
    found = [int(part) for part in re.split(r"[\s,、・]+", text.strip()) if part]
    if any(goal not in GOALS for goal in found):
        raise ValueError(text)
    return found


def validate_goals(value: str) -> None:
    """Refuse what is not a list of numbers from 1 to 17."""
    try:
        goals_in(value)
    except ValueError as error:
        raise ValidationError(_("Please write numbers from 1 to 17 with commas, as 9, 17.")) from error


class ShowcaseIndexPage(BodyPage):
    """All cases, by field."""

    live_data = "cases"
    template = "home/showcase_index_page.html"
    parent_page_types = ["home.HomePage"]
    subpage_types = ["home.ShowcasePage"]

    class Meta:
        verbose_name = _("list of cases")


class CasePermissions(CheckedPagePermissions):
    """A draft holds what nobody outside the term's office has seen yet."""

    page: "ShowcasePage"

    def can_edit(self) -> bool:
        """Only who may see the draft elsewhere too."""
        return bool(super().can_edit() and self.page.is_open_to("home.see_showcase_draft", self.user))


class ShowcasePage(PublicPage):
    """One case.

    `entry_id` is the public id of the announced entry it grew from; then its texts hold only what the entrant
    agreed to publish, in the language of the entry (`written_in`), and its pictures are pages of the published
    sketch (`before_file`, `after_file`: address and size). Editors choose a drawing or a picture of the site's library.
    """

    live_data = "showcase"
    entry_id = models.UUIDField(null=True, blank=True, db_index=True, editable=False)
    written_in = models.CharField(max_length=5, default="", blank=True, editable=False)
    organisation = models.CharField(_("organisation"), max_length=120, blank=True)
    tag = models.CharField(_("field"), max_length=30, blank=True)
    place = models.CharField(_("place"), max_length=40, blank=True)
    sdgs = models.CharField(_("SDGs"), max_length=40, blank=True, validators=[validate_goals])
    lead = models.CharField(_("one sentence"), max_length=400, blank=True)
    before_drawing = models.CharField(_("drawing"), max_length=40, choices=DRAWING_CHOICES, blank=True)
    before_image = models.ForeignKey("wagtailimages.Image", models.SET_NULL, null=True, blank=True, related_name="+")
    before_file = models.JSONField(default=dict, blank=True, editable=False)
    before_caption = models.CharField(_("caption"), max_length=200, blank=True)
    after_drawing = models.CharField(_("drawing"), max_length=40, choices=DRAWING_CHOICES, blank=True)
    after_image = models.ForeignKey("wagtailimages.Image", models.SET_NULL, null=True, blank=True, related_name="+")
    after_file = models.JSONField(default=dict, blank=True, editable=False)
    after_caption = models.CharField(_("caption"), max_length=200, blank=True)
    tried = SectionsField(LINES, blank=True, verbose_name=_("what was tried"))
    worked = SectionsField(LINES, blank=True, verbose_name=_("what worked"))
    # Required as soon as the page is live (see `clean`): a case that hides what did not work helps nobody.
    not_worked = SectionsField(LINES, blank=True, verbose_name=_("what did not work"))
    details = SectionsField(DETAILS, blank=True, verbose_name=_("numbers, path and voices"))
    source = models.CharField(_("source"), max_length=200, blank=True)
    is_made_up = models.BooleanField(_("made up for the demonstration"), default=False)

    template = "home/showcase_page.html"
    parent_page_types = ["home.ShowcaseIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    content_panels = [
        *Page.content_panels,
        FieldPanel("lead"),
        MultiFieldPanel([FieldPanel("organisation"), FieldPanel("tag"), FieldPanel("place"), FieldPanel("sdgs")]),
        *(
            MultiFieldPanel([FieldPanel(f"{side}_{part}") for part in ("drawing", "image", "caption")], heading=heading)
            for side, heading in (("before", _("Before")), ("after", _("After")))
        ),
        FieldPanel("tried"),
        FieldPanel("worked"),
        FieldPanel("not_worked"),
        FieldPanel("details"),
        FieldPanel("source"),
        FieldPanel("is_made_up"),
    ]
    search_fields = [
        *Page.search_fields,
        *(
            index.SearchField(name)
            for name in ("lead", "organisation", "tag", "place", "tried", "worked", "not_worked")
        ),
        *(index.SearchField(name) for name in ("before_caption", "after_caption", "details", "source")),
    ]

    class Meta:
        verbose_name = _("case")

    def clean(self) -> None:
        """Called for live pages only, from every door that publishes: the staff page, the CMS, its bulk actions.

        Refuses a case that does not say what did not work, and one whose entrant did not agree to be shown.
        """
        super().clean()
        if not len(self.not_worked):
            raise ValidationError(
                {"not_worked": _("Please write what did not work. A case without it is not published.")}
            )
        self.check_consent()

    def permissions_for_user(self, user: User) -> CheckedPagePermissions:
        """What grew from an entry is edited by its term's office."""
        return CasePermissions(user, self)

    def is_shown_by(self, user: User) -> bool:
        """By the staff of the term it grew from; a case without an entry by whoever checks."""
        return self.is_open_to("home.publish_showcase", user)

    def is_open_to(self, right: str, user: User) -> bool:
        """Whether the person has this right to the entry it grew from; without one there is nothing to protect."""
        if self.entry_id is None or user.is_superuser:
            return True
        entry = Entry.objects.select_related("cohort").filter(public_id=self.entry_id).first()
        return entry is not None and allowed(user, right, entry)

    def check_consent(self) -> None:
        """Nothing of an entry is live that the entrant did not agree to; ValidationError names the field."""
        if self.entry_id is None:
            return
        consent = consent_of(self.entry_id)
        if not consent.any:
            raise ValidationError(_("The entrant did not agree to be shown."))
        if not consent.title and self.title == consent.entry_title:
            raise ValidationError({"title": _("The entrant did not agree to show the title of the plan.")})
        if self.organisation and not consent.company:
            raise ValidationError({"organisation": _("The entrant did not agree to show the company's name.")})
        files = (self.before_file, self.after_file)
        words = (self.lead, self.before_caption, self.after_caption, self.sdgs, self.tag)
        if not consent.content and any((*files, *words)):
            raise ValidationError({"lead": _("The entrant did not agree to show what the plan is about.")})

    @property
    def goals(self) -> list[int]:
        """Numbers of the sustainable development goals."""
        return goals_in(self.sdgs)

    @property
    def before(self) -> Picture | None:
        """How it was."""
        return self._picture("before")

    @property
    def after(self) -> Picture | None:
        """How it became."""
        return self._picture("after")

    def _picture(self, side: str) -> Picture | None:
        caption = getattr(self, f"{side}_caption")
        shown: dict[str, Any] = getattr(self, f"{side}_file")
        if shown:
            return Picture(caption=caption, **shown)
        image = getattr(self, f"{side}_image")
        if image is not None:
            rendition = image.get_rendition("fill-1200x750")
            return Picture(rendition.url, caption or image.title, rendition.width, rendition.height, caption=caption)
        return drawing(getattr(self, f"{side}_drawing"), caption)


def consent_of(entry_id: UUID) -> Consent:
    """What the entrant agreed to publish; nothing for an entry that is not announced as adopted or does not exist."""
    entry = Entry.objects.adopted().filter(public_id=entry_id).first()
    if entry is None:
        return Consent()
    return Consent(entry.publish_company, entry.publish_title, entry.publish_content, entry.title)
