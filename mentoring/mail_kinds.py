"""What people are told about their sessions. Bookings as one likes; a cancellation reaches everybody at once."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from activity.enums import Urgency
from activity.kinds import Kind, register_kind
from mentoring.letters import people_of
from mentoring.models import Session


def meets(to: User | str, about: UUID | None) -> bool:
    """Whether the recipient is one of those who meet."""
    related = ("mentor__user", "entry__applicant", "entry__second_person", "booked_by")
    session = Session.objects.select_related(*related).filter(public_id=about).first() if about else None
    return session is not None and to in people_of(session)


KINDS = (
    Kind("mentoring/session_booked", _("A session was booked"), meets, urgency=Urgency.NEWS),
    Kind("mentoring/session_cancelled", _("A session was cancelled"), meets),
)


def register() -> None:
    """Called once when the app is ready."""
    for kind in KINDS:
        register_kind(kind)
