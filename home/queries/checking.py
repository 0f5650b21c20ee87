"""Drafts of public pages that a second person has to see."""

from collections.abc import Collection, Iterable
from uuid import UUID

from django.db.models import QuerySet
from wagtail.models import Page, TaskState, WorkflowState

from accounts.models import User
from home.models import SecondPersonTask

ENTER = "wagtailadmin.access_admin"


def writes_pages(user: User) -> bool:
    """Whether the content management is open to the person."""
    return user.is_active and user.has_perm(ENTER)


def drafts_waiting_for(user: User) -> QuerySet[TaskState]:
    """Checks that this person may finish, the longest waiting first: never their own drafts."""
    tasks = SecondPersonTask.objects.filter(groups__user=user)
    waiting: QuerySet[TaskState] = TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS, task__in=tasks)
    return waiting.exclude(workflow_state__requested_by=user).order_by("started_at")


def pages_to_check(user: User, keys: Collection[UUID]) -> set[UUID]:
    """Those of the pages, in all their languages, of which a draft waits for this person; two queries."""
    return _pages_of(keys, drafts_waiting_for(user).values_list("workflow_state__object_id", flat=True))


def pages_handed_in(user: User, keys: Collection[UUID]) -> set[UUID]:
    """Those of the pages of which the person handed a draft in at some time; two queries."""
    theirs = WorkflowState.objects.filter(base_content_type__model="page", requested_by=user)
    return _pages_of(keys, theirs.values_list("object_id", flat=True))


def _pages_of(keys: Collection[UUID], checked: Iterable[str]) -> set[UUID]:
    wanted = set(checked)
    pages = Page.objects.filter(translation_key__in=keys).values_list("pk", "translation_key")
    return {key for pk, key in pages if str(pk) in wanted}
