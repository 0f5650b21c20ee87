"""Drafts of public pages that a second person has to see."""

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


def checks_of(page_key: UUID) -> QuerySet[WorkflowState]:
    """Checks, running and ended, of a page in all its languages."""
    pages = [str(pk) for pk in Page.objects.filter(translation_key=page_key).values_list("pk", flat=True)]
    checks: QuerySet[WorkflowState] = WorkflowState.objects.filter(base_content_type__model="page", object_id__in=pages)
    return checks
