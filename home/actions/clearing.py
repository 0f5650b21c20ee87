"""Taking a content file's words out of the site again: what is left is what a fresh installation has."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext, override
from wagtail.models import Page, PageLogEntry, Revision, Site

from home.actions.site import OPERATOR_FIELDS, build_minimal_site
from home.models import HomePage, OperatorSettings
from home.queries import PagesOf, forget_frames


@transaction.atomic
def clear_pages(*, pages: PagesOf, now: datetime) -> None:
    """Delete and empty what `pages_that_go` named, then make what every installation has.

    The highest page of each branch takes those below it along; whether one of them stays was asked before.
    """
    gone = list(Page.objects.filter(pk__in=pages.gone).order_by("path"))
    done: tuple[str, ...] = ()
    for page in gone:
        if not page.path.startswith(done):
            page.specific.delete()
            done = (*done, page.path)
    # Wagtail keeps the log of pages that are gone, by number; nobody could read it any more.
    PageLogEntry.objects.filter(page__in=pages.gone).delete()
    for page in Page.objects.filter(pk__in=pages.emptied).specific():
        _empty(page)
    build_minimal_site(by=None, now=now)
    forget_frames()


def _empty(page: Page) -> None:
    """Take the words; address, place and number stay."""
    if isinstance(page, HomePage):
        with override(page.locale.language_code):
            page.title = page.draft_title = gettext("Home")
    page.search_description = page.seo_title = ""
    if hasattr(page, "body"):
        page.body = []
    page.latest_revision = page.live_revision = None
    page.save()
    Revision.page_revisions.filter(object_id=str(page.pk)).delete()


@transaction.atomic
def forget_operator(*, content: Mapping[str, Any], now: datetime) -> bool:
    """Take the operator's settings back if they are still those of the content file; answers whether they were."""
    site = Site.objects.filter(is_default_site=True).first()
    found = OperatorSettings.objects.filter(site=site).first()
    if found is None or any(getattr(found, name) != content["ja"].get(name, "") for name in OPERATOR_FIELDS):
        return False
    found.delete()
    forget_frames()
    return True
