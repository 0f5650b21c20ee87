"""What people are told about events: always and at once, since most of them have no account and no settings."""

from collections.abc import Collection
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from activity.kinds import Kind, register_kind
from communities.enums import SeatState
from communities.models import Registration
from communities.queries import find_registration


def is_registered(to: User | str, about: UUID | None) -> bool:
    """Whether the address still has a seat or a turn: who gave it back is left alone."""
    registration = find_registration(about) if about else None
    address = to.email if isinstance(to, User) else to
    if registration is None or registration.state == SeatState.CANCELLED:
        return False
    return registration.email == address


def theirs_now(to: User, about: Collection[UUID]) -> set[UUID]:
    """Those of the registrations that are the person's and not given back; one query."""
    theirs = Registration.objects.filter(public_id__in=about, email=to.email).exclude(state=SeatState.CANCELLED)
    return set(theirs.values_list("public_id", flat=True))


# Each holds the link that gives the seat back, so the text is blanked once it is sent.
KINDS = (
    Kind(
        "communities/event_registered",
        _("Registration for an event"),
        is_registered,
        is_secret=True,
        may_still=theirs_now,
    ),
    Kind("communities/event_seat_free", _("A seat became free"), is_registered, is_secret=True, may_still=theirs_now),
    Kind("communities/event_reached", _("An event takes place"), is_registered, is_secret=True, may_still=theirs_now),
)


def register() -> None:
    """Called once when the app is ready."""
    for kind in KINDS:
        register_kind(kind)
