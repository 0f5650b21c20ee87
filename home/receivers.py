"""Signals that are not ours: what Wagtail did, and that the database is ready."""

from datetime import datetime
from typing import Any

from django.apps import AppConfig
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.models.signals import post_delete, post_migrate, post_save
from django.utils import timezone
from wagtail.models import Locale, Page, PageViewRestriction, Site
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from cohorts import hooks
from cohorts.models import Entry
from common.searching import search_sources
from home.actions import build_minimal_site, draft_showcase, rebuild_search
from home.models import HomePage, OperatorSettings, SearchRow
from home.queries import forget_frames

FRAME_SIGNALS = (page_published, page_unpublished, page_slug_changed, post_page_move)


def connect(app: AppConfig) -> None:
    """Listen; called once when the apps are ready."""
    for signal in FRAME_SIGNALS:
        signal.connect(forget_frames, dispatch_uid="home.frame")
    for model in (OperatorSettings, Site, Locale, PageViewRestriction):
        post_save.connect(forget_frames, sender=model, dispatch_uid="home.frame")
    for model in (Page, PageViewRestriction):
        post_delete.connect(forget_frames, sender=model, dispatch_uid="home.frame")
    post_migrate.connect(ensure_site, sender=app, dispatch_uid="home.site")
    post_migrate.connect(ensure_search, sender=app, dispatch_uid="home.search")
    if on_announcement not in hooks.announcement_handlers:
        hooks.announcement_handlers.append(on_announcement)


def ensure_site(**_signal: Any) -> None:
    """A fresh installation has a front page, so that its address never answers with nothing."""
    if HomePage._meta.db_table not in connection.introspection.table_names():
        return
    # After a flush the content types have new keys; what this process remembers of them is wrong.
    ContentType.objects.clear_cache()
    if not HomePage.objects.exists():
        build_minimal_site(by=None, now=timezone.now())


def ensure_search(**_signal: Any) -> None:
    """What was said before there was an index is found as well; once, since the index is then no longer empty."""
    needed = {SearchRow._meta.db_table, *(source.model._meta.db_table for source in search_sources())}
    if needed <= set(connection.introspection.table_names()) and not SearchRow.objects.exists():
        rebuild_search()


def on_announcement(entry: Entry, now: datetime) -> None:
    """Draft the case of an adopted entry, in the transaction that announces it."""
    draft_showcase(entry=entry, now=now)
