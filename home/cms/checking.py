"""How a draft becomes public once a second person has seen it."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    # Wagtail's models ask for this file while they are being loaded.
    from wagtail.models import WorkflowState

    from accounts.models import User


def publish_checked(workflow_state: "WorkflowState", user: "User | None" = None) -> None:
    """Publish the draft that was checked; the check itself was the right to do so (`SecondPersonTask`)."""
    draft = workflow_state.content_object.get_latest_revision()
    draft.publish(user=user, skip_permission_checks=True)
