"""What editors of public pages are told: a draft waits for a second person, it is published, it comes back."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from activity.kinds import Kind, register_kind
from home.queries import checks_of, drafts_waiting_for


def may_check(to: User | str, about: UUID | None) -> bool:
    """Whether a draft of the page still waits, and the person is one who may publish it."""
    if not isinstance(to, User) or about is None or not to.is_active:
        return False
    return drafts_waiting_for(to).filter(workflow_state__in=checks_of(about)).exists()


def handed_in(to: User | str, about: UUID | None) -> bool:
    """Whether the person handed a draft of the page in at some time."""
    return isinstance(to, User) and about is not None and checks_of(about).filter(requested_by=to).exists()


KINDS = (
    Kind("home/draft_handed_in", _("A page waits for your check"), may_check),
    Kind("home/draft_published", _("Your page was published"), handed_in),
    Kind("home/draft_sent_back", _("Your page came back"), handed_in),
)


def register() -> None:
    """Called once when the app is ready."""
    for kind in KINDS:
        register_kind(kind)
