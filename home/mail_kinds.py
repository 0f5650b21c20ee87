"""What editors of public pages are told: a draft waits for a second person, it is published, it comes back."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from activity.kinds import Kind, register_kind
from home.queries import pages_handed_in, pages_to_check


def may_check(to: User | str, about: UUID | None) -> bool:
    """Whether a draft of the page still waits, and the person is one who may publish it."""
    return about is not None and isinstance(to, User) and to.is_active and about in pages_to_check(to, [about])


def handed_in(to: User | str, about: UUID | None) -> bool:
    """Whether the person handed a draft of the page in at some time."""
    return about is not None and isinstance(to, User) and about in pages_handed_in(to, [about])


KINDS = (
    Kind("home/draft_handed_in", _("A page waits for your check"), may_check, may_still=pages_to_check),
    Kind("home/draft_published", _("Your page was published"), handed_in, may_still=pages_handed_in),
    Kind("home/draft_sent_back", _("Your page came back"), handed_in, may_still=pages_handed_in),
)


def register() -> None:
    """Called once when the app is ready."""
    for kind in KINDS:
        register_kind(kind)
