"""The check of public pages by a second person: sets it up, and tells people about their drafts."""

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext, override
from wagtail.models import (
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    TaskState,
    Workflow,
    WorkflowPage,
    WorkflowState,
    WorkflowTask,
)

from accounts.models import User
from activity.actions import notify
from home.models import SecondPersonTask

PUBLISH = "publish_page"
# Names of the groups that Wagtail comes with. Administrators may rename them: later they are known by their rights.
MAY = {"Editors": ("add_page", "change_page"), "Moderators": ("add_page", "change_page", PUBLISH)}


@transaction.atomic
def set_up_checking() -> None:
    """Groups, their rights on all pages, and the check, once: what administrators changed since stays theirs."""
    root = Page.get_first_root_node()
    if root is None or SecondPersonTask.objects.exists():
        return
    groups = [_group(name, root) for name in MAY]
    with override(settings.LANGUAGE_CODE):
        task = SecondPersonTask.objects.create(name=gettext("Check by a second person"))
        workflow = Workflow.objects.create(name=gettext("Draft, check by a second person, publication"))
    task.groups.set(groups)
    # No page offers documents; what lies there would be public without any check.
    documents = Q(permission__content_type__app_label="wagtaildocs")
    GroupCollectionPermission.objects.filter(documents, group__in=groups).delete()
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    # The one Wagtail comes with lets people approve what they wrote themselves.
    Workflow.objects.exclude(pk=workflow.pk).filter(workflow_pages__page=root).update(active=False)
    WorkflowPage.objects.update_or_create(page=root, defaults={"workflow": workflow})


def let_edit(*, person: User, publishes: bool) -> None:
    """Put a person into a group of the check: those who write, or those who also publish what others wrote."""
    groups = Group.objects.filter(secondpersontask__isnull=False).order_by("pk")
    publishing = Q(page_permissions__permission__codename=PUBLISH)
    group = (groups.filter(publishing) if publishes else groups.exclude(publishing)).first()
    if group is not None:  # administrators may have taken it away
        person.groups.add(group)


def _group(name: str, root: Page) -> Group:
    """The group with the right to enter the content management, and its rights on all pages."""
    group, _created = Group.objects.get_or_create(name=name)
    group.permissions.add(Permission.objects.get(codename="access_admin", content_type__app_label="wagtailadmin"))
    for permission in Permission.objects.filter(content_type__app_label="wagtailcore", codename__in=MAY[name]):
        GroupPagePermission.objects.get_or_create(group=group, page=root, permission=permission)
    return group


@transaction.atomic
def tell_second_person(*, state: TaskState) -> None:
    """A draft waits: tell those who may publish it, the writer aside."""
    page, event = state.workflow_state.content_object, f"{state.pk}"
    people = User.objects.filter(groups__in=state.task.specific.groups.all(), is_active=True)
    for person in people.exclude(pk=state.workflow_state.requested_by_id).distinct():
        _tell(person, "home/draft_handed_in", page, event)


@transaction.atomic
def tell_writer(*, state: WorkflowState) -> None:
    """A check ended: tell the person whose draft it was what became of it, with the comment if there is one."""
    writer, last = state.requested_by, state.current_task_state
    if writer is None or not writer.is_active:
        return
    published = state.status == WorkflowState.STATUS_APPROVED
    kind = "home/draft_published" if published else "home/draft_sent_back"
    event = f"{state.pk}-{last.pk if last else 0}"
    _tell(writer, kind, state.content_object, event, comment=last.get_comment() if last else "")


def _tell(person: User, kind: str, page: Page, event: str, comment: str = "") -> None:
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    context = {"title": page.get_admin_display_title(), "place": url, "comment": comment}
    notify(to=person, kind=kind, event=event, context=context, about=page.translation_key, url=url)
