"""Signals that are not ours: what Wagtail did, and that the database is ready."""

from datetime import datetime
from typing import Any

from django.apps import AppConfig, apps
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.models.signals import post_delete, post_migrate, post_save
from django.utils import timezone
from wagtail.models import Locale, Page, PageViewRestriction, Site, TaskState, WorkflowState
from wagtail.signals import (
    page_published,
    page_slug_changed,
    page_unpublished,
    post_page_move,
    task_submitted,
    workflow_approved,
    workflow_rejected,
    workflow_submitted,
)

from cohorts import hooks
from cohorts.models import Entry
from common.searching import search_sources
from home.actions import (
    build_minimal_site,
    draft_showcase,
    rebuild_search,
    set_up_checking,
    tell_second_person,
    tell_writer,
)
from home.models import HomePage, OperatorSettings, SearchRow, SecondPersonTask
from home.queries import forget_frames

FRAME_SIGNALS = (page_published, page_unpublished, page_slug_changed, post_page_move)
# Wagtail sends these itself, in the request and past the outbox; by the name under which it connects them.
WAGTAILS_MAILS = (
    (task_submitted, TaskState, "group_approval_task_submitted_email_notification"),
    (workflow_submitted, WorkflowState, "workflow_state_submitted_email_notification"),
    (workflow_rejected, WorkflowState, "workflow_state_rejected_email_notification"),
    (workflow_approved, WorkflowState, "workflow_state_approved_email_notification"),
)


def connect(app: AppConfig) -> None:
    """Listen; called once when the apps are ready."""
    for signal in FRAME_SIGNALS:
        signal.connect(forget_frames, dispatch_uid="home.frame")
    for model in (OperatorSettings, Site, Locale, PageViewRestriction):
        post_save.connect(forget_frames, sender=model, dispatch_uid="home.frame")
    for model in (Page, PageViewRestriction):
        post_delete.connect(forget_frames, sender=model, dispatch_uid="home.frame")
    task_submitted.connect(on_draft_handed_in, sender=TaskState, dispatch_uid="home.checking")
    for signal in (workflow_approved, workflow_rejected):
        signal.connect(on_draft_checked, sender=WorkflowState, dispatch_uid="home.checking")
    post_migrate.connect(ensure_site, sender=app, dispatch_uid="home.site")
    # The signal is sent for one app after the other, for those that have models.
    last = [one for one in apps.get_app_configs() if one.models_module is not None][-1]
    post_migrate.connect(ensure_checking, sender=last, dispatch_uid="home.checking")
    post_migrate.connect(ensure_search, sender=app, dispatch_uid="home.search")
    if on_announcement not in hooks.announcement_handlers:
        hooks.announcement_handlers.append(on_announcement)


def silence_wagtails_mails() -> None:
    """Called once when Wagtail has connected them."""
    for signal, sender, name in WAGTAILS_MAILS:
        signal.disconnect(sender=sender, dispatch_uid=name)


def ensure_site(**_signal: Any) -> None:
    """A fresh installation has a front page, so that its address never answers with nothing."""
    if HomePage._meta.db_table not in connection.introspection.table_names():
        return
    # After a flush the content types have new keys; what this process remembers of them is wrong.
    ContentType.objects.clear_cache()
    if not HomePage.objects.exists():
        build_minimal_site(by=None, now=timezone.now())


def ensure_checking(**_signal: Any) -> None:
    """Groups and the check of drafts; after the last app, since each app adds its permissions in its turn."""
    if SecondPersonTask._meta.db_table in connection.introspection.table_names():
        set_up_checking()


def ensure_search(**_signal: Any) -> None:
    """What was said before there was an index is found as well; once, since the index is then no longer empty."""
    needed = {SearchRow._meta.db_table, *(source.model._meta.db_table for source in search_sources())}
    if needed <= set(connection.introspection.table_names()) and not SearchRow.objects.exists():
        rebuild_search()


def on_announcement(entry: Entry, now: datetime) -> None:
    """Draft the case of an adopted entry, in the transaction that announces it."""
    draft_showcase(entry=entry, now=now)


def on_draft_handed_in(instance: TaskState, **_signal: Any) -> None:
    """Tell those who may publish it."""
    if isinstance(instance.task.specific, SecondPersonTask):
        tell_second_person(state=instance)


def on_draft_checked(instance: WorkflowState, **_signal: Any) -> None:
    """Tell the person whose draft it was."""
    tell_writer(state=instance)
