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
        """Without publishing for the person whose draft it is; they may still take it back."""
        actions: list[tuple[str, str, bool]] = super().get_actions(obj, user)
        state = obj.current_workflow_state
        if state is not None and state.requested_by_id == user.pk:
            return [action for action in actions if action[0] != PUBLISHING]
        return actions

    def on_action(self, task_state: TaskState, user: User, action_name: str, **kwargs: Any) -> None:
        """Raises PermissionDenied for a hand-made request of the person whose draft it is."""
        if action_name == PUBLISHING and task_state.workflow_state.requested_by_id == user.pk:
            raise PermissionDenied
        super().on_action(task_state, user, action_name, **kwargs)

    def get_task_states_user_can_moderate(self, user: User, **kwargs: Any) -> Any:
        """What waits for this person: nothing of their own."""
        return super().get_task_states_user_can_moderate(user, **kwargs).exclude(workflow_state__requested_by=user)

    @classmethod
    def get_description(cls) -> str:
        """For the list of steps in the content management."""
        return str(_("Somebody else than the person who handed the draft in publishes it"))


class CheckedPage(PagePermissionTester):
    """Who may do what with a page that two people see before it is published.

    Administrators keep a door of their own, for an office of one person; the history of the page names them.
    """

    def can_publish(self) -> bool:
        """Directly, without the check."""
        return bool(self.user.is_superuser and super().can_publish())

    def can_publish_subpage(self) -> bool:
        """A new page at once, without the check."""
        return bool(self.user.is_superuser and super().can_publish_subpage())
