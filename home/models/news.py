"""News: what there is to tell, newest first."""

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page
from wagtail.search import index

from home.drawings import DRAWING_CHOICES
from home.models.pages import BodyPage


class NewsIndexPage(BodyPage):
    """All news, newest first, with an Atom feed."""

    live_data = "news_list"
    template = "home/news_index_page.html"
    parent_page_types = ["home.HomePage"]
    subpage_types = ["home.NewsPage"]

    class Meta:
        verbose_name = _("list of news")


class NewsPage(BodyPage):
    """One piece of news. `day` is what readers see and what the list goes by, not the moment of publishing."""

    live_data = "news"
    first_ground = 0
    day = models.DateField(_("day"), default=timezone.localdate)
    lead = models.CharField(_("one sentence"), max_length=160)
    drawing = models.CharField(_("drawing"), max_length=40, choices=DRAWING_CHOICES, blank=True)

    template = "home/news_page.html"
    parent_page_types = ["home.NewsIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    content_panels = [
        *Page.content_panels,
        FieldPanel("day"),
        FieldPanel("lead"),
        FieldPanel("drawing"),
        FieldPanel("body"),
    ]
    search_fields = [*BodyPage.search_fields, index.SearchField("lead")]

    class Meta:
        verbose_name = _("news")
