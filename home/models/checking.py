"""Four eyes on every public page: whoever hands a draft in is not the one who publishes it."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask, Page, PagePermissionTester, TaskState

from accounts.models import User

PUBLISHING = "approve"


class SecondPersonTask(AbstractGroupApprovalTask):
    """A second person of the groups looks at the draft, and publishes it or asks for changes."""

    class Meta:
        verbose_name = _("check by a second person")
        verbose_name_plural = _("checks by a second person")

    def get_actions(self, obj: Page, user: User) -> list[tuple[str, str, bool]]:
        """Without publishing for the person whose draft it is (they may take it back), and of words nobody has seen."""
        actions: list[tuple[str, str, bool]] = super().get_actions(obj, user)
        state = obj.current_workflow_state
        waiting = state.current_task_state if state is not None else None
        if waiting is not None and not _may_publish(waiting, user):
            return [action for action in actions if action[0] != PUBLISHING]
        return actions

    def locked_for_user(self, obj: Page, user: User) -> bool:
        """Whoever handed a draft in does not change it behind the back of the person who reads it; they may take it
        back, change it, and hand it in again."""
        state = obj.current_workflow_state
        is_theirs = state is not None and state.requested_by_id == user.pk
        return is_theirs or bool(super().locked_for_user(obj, user))

    def on_action(self, task_state: TaskState, user: User, action_name: str, **kwargs: Any) -> None:
        """Raises PermissionDenied for a hand-made request of the person whose draft it is, and while the newest text
        is neither what was handed in nor what the second person wrote: nobody has seen it yet."""
        if action_name == PUBLISHING and not _may_publish(task_state, user):
            raise PermissionDenied
        super().on_action(task_state, user, action_name, **kwargs)

    def get_task_states_user_can_moderate(self, user: User, **kwargs: Any) -> Any:
        """What waits for this person: nothing of their own."""
        return super().get_task_states_user_can_moderate(user, **kwargs).exclude(workflow_state__requested_by=user)

    @classmethod
    def get_description(cls) -> str:
        """For the list of steps in the content management."""
        return str(_("Somebody else than the person who handed the draft in publishes it"))


def _may_publish(task_state: TaskState, user: User) -> bool:
    """Another person than the writer; what was handed in, or their own correction; a page that is theirs to show."""
    page = task_state.workflow_state.content_object.specific
    newest = page.get_latest_revision()
    was_seen = newest.pk == task_state.revision_id or newest.user_id == user.pk
    return bool(task_state.workflow_state.requested_by_id != user.pk and was_seen and page.is_shown_by(user))


class CheckedPagePermissions(PagePermissionTester):
    """Who may do what with a page that two people see before it is published.

    Administrators keep a door of their own, for an office of one person; the history of the page names them.
    """

    def can_publish(self) -> bool:
        """Directly, without the check."""
        return bool(self.user.is_superuser and super().can_publish())

    def can_publish_subpage(self) -> bool:
        """A new page at once, without the check."""
        return bool(self.user.is_superuser and super().can_publish_subpage())
