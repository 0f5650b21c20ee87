"""A community among the public pages."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page
from wagtail.search import index

from home.models.pages import BodyPage


class CommunityPage(BodyPage):
    """What editors tell about one community; `community_key` names the community, whose own page is where one joins.

    Theme, picture, people and events come from the communities app. One by invitation is not shown, whoever links it.
    """

    live_data = "community_head"
    community_key = models.SlugField(_("key of the community"), allow_unicode=True)
    lead = models.CharField(_("one sentence"), max_length=160)

    template = "home/community_page.html"
    parent_page_types = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = []
    content_panels = [*Page.content_panels, FieldPanel("community_key"), FieldPanel("lead"), FieldPanel("body")]
    search_fields = [*BodyPage.search_fields, index.SearchField("lead")]

    class Meta:
        verbose_name = _("community page")
