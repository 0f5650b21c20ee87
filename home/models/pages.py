"""Pages made of sections. Everything with a status lives in the other apps; pages show it."""

from typing import Any, ClassVar

from django.db import models
from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page
from wagtail.search import index
from wagtail.url_routing import RouteResult

from accounts.models import User
from home.drawings import DRAWING_CHOICES
from home.fields import SectionsField
from home.live import Question, answer
from home.models.checking import CheckedPagePermissions
from home.sections import SECTION_COUNTS, SECTIONS

GROUNDS = ("", "band")


class PublicPage(Page):
    """What all public pages share: the request remembers its page, and a source may add data."""

    live_data: ClassVar[str] = ""

    class Meta:
        abstract = True

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add what `live_data` names; the language switch reads the page from the request."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        request.public_page = self  # type: ignore[attr-defined]
        context.update(answer("crumbs", Question({}, self, timezone.now(), request)))
        if self.live_data:
            asked = {"tag": request.GET.get("tag", "")[:40]}
            context.update(answer(self.live_data, Question(asked, self, timezone.now(), request)))
        return context

    def permissions_for_user(self, user: User) -> CheckedPagePermissions:
        """Nobody publishes what nobody else has seen."""
        return CheckedPagePermissions(user, self)

    def is_shown_by(self, _user: User) -> bool:
        """Whether this person may publish it once somebody else has written it; the check itself asks for the group."""
        return True


class BodyPage(PublicPage):
    """A page made of sections on alternating ground."""

    body = SectionsField(SECTIONS, blank=True, block_counts=SECTION_COUNTS, verbose_name=_("sections"))

    content_panels = [*Page.content_panels, FieldPanel("body")]
    search_fields = [*Page.search_fields, index.SearchField("body"), index.SearchField("search_description")]
    # The first section after the page's own head lies on this ground; the others alternate.
    first_ground: ClassVar[int] = 1

    class Meta:
        abstract = True

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the sections with their ground, and the one next step apart from them."""
        context = super().get_context(request, *args, **kwargs)
        context["sections"] = self.sections()
        context["page_scripts"] = sorted({one["block"].block.script for one in context["sections"]} - {""})
        context["next_step"] = next((child.value for child in self.body if child.block_type == "next"), None)
        return context

    def sections(self) -> list[dict[str, Any]]:
        """Sections in order; plain ones alternate between paper and band."""
        found, turn = [], self.first_ground
        for child in self.body:
            if child.block_type == "next":
                continue
            ground = child.block.ground or GROUNDS[turn % 2]
            turn += 1
            found.append({"block": child, "id": child.id, "ground": ground})
        return found


class HomePage(BodyPage):
    """The front page: hero, what is open now, the loop, numbers, sketches, cases, one next step."""

    first_ground = 0
    template = "home/home_page.html"
    parent_page_types = ["wagtailcore.Page"]

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Find a page by its whole path at once; Wagtail asks twice for every part of it."""
        if not path_components:
            return super().route(request, path_components)
        wanted = f"{self.url_path}{'/'.join(path_components)}/"
        found = Page.objects.live().descendant_of(self).filter(url_path=wanted).first()
        if found is None:
            raise Http404
        return RouteResult(found.specific)

    class Meta:
        verbose_name = _("front page")


class ProgrammeIndexPage(BodyPage):
    """All programmes, the open ones first."""

    live_data = "programmes"
    template = "home/programme_index_page.html"
    parent_page_types = ["home.HomePage"]
    subpage_types = ["home.ProgrammePage"]

    class Meta:
        verbose_name = _("list of programmes")


class ProgrammePage(BodyPage):
    """One programme. `program_key` names the programme of the cohorts app whose data the page shows."""

    live_data = "programme_head"
    program_key = models.SlugField(_("key of the programme"))
    lead = models.CharField(_("one sentence"), max_length=160)
    drawing = models.CharField(_("drawing"), max_length=40, choices=DRAWING_CHOICES, default="truck-share")
    drawing_caption = models.CharField(_("caption of the drawing"), max_length=80, blank=True)

    template = "home/programme_page.html"
    parent_page_types = ["home.ProgrammeIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    content_panels = [
        *Page.content_panels,
        FieldPanel("program_key"),
        FieldPanel("lead"),
        MultiFieldPanel([FieldPanel("drawing"), FieldPanel("drawing_caption")], heading=_("Drawing")),
        FieldPanel("body"),
    ]
    search_fields = [*BodyPage.search_fields, index.SearchField("lead")]

    class Meta:
        verbose_name = _("programme")


class StandardPage(BodyPage):
    """Plain text: personal data, accessibility, visits. Linked from the foot of every page."""

    first_ground = 0
    template = "home/standard_page.html"
    parent_page_types = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("text page")
