"""What people are told about events: always and at once, since most of them have no account and no settings."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from activity.kinds import Kind, register_kind
from communities.enums import SeatState
from communities.queries import find_registration


def is_registered(to: User | str, about: UUID | None) -> bool:
    """Whether the address still has a seat or a turn: who gave it back is left alone."""
    registration = find_registration(about) if about else None
    address = to.email if isinstance(to, User) else to
    if registration is None or registration.state == SeatState.CANCELLED:
        return False
    return registration.email == address


# Each holds the link that gives the seat back, so the text is blanked once it is sent.
KINDS = (
    Kind("communities/event_registered", _("Registration for an event"), is_registered, is_secret=True),
    Kind("communities/event_seat_free", _("A seat became free"), is_registered, is_secret=True),
    Kind("communities/event_reached", _("An event takes place"), is_registered, is_secret=True),
)


def register() -> None:
    """Called once when the app is ready."""
    for kind in KINDS:
        register_kind(kind)
