"""Mails about events, to an address that may have no account; each holds the link that gives the seat back."""

from datetime import datetime
from uuid import UUID

from django.core import signing

from activity.actions import send_mail_to
from communities.enums import SeatState
from communities.models import Event, Registration
from communities.queries import turn_of

SALT = "communities.registration"
HOUR = "%Y%m%d%H"


def send_seat_letter(*, registration: Registration, kind: str, now: datetime) -> None:
    """Put the mail `kind` into the outbox: at most one an hour for the same registration, however often it is asked."""
    _send(registration, kind, f"{registration.door}/{now.strftime(HOUR)}")


def _send(registration: Registration, kind: str, key: str) -> None:
    is_waiting = registration.state == SeatState.WAITING
    context = {
        "event": registration.event,
        "registration": registration,
        "guest": registration.name,
        "turn": turn_of(registration) if is_waiting else 0,
        "cancel_token": token_of(registration),
    }
    send_mail_to(
        to=registration.email, kind=f"communities/{kind}", key=key, context=context,
        language=registration.language, about=registration.public_id,
    )  # fmt: skip


def read_token(token: str) -> tuple[UUID, UUID] | None:
    """Registration and door that a link names, or None when it is not one of ours."""
    try:
        registration, door = signing.Signer(salt=SALT).unsign_object(token)
        return UUID(registration), UUID(door)
    except (signing.BadSignature, ValueError, TypeError):
        return None


def token_of(registration: Registration) -> str:
    """What stands in the link: signed, so that nobody can guess or make one, and only good for the present door."""
    return signing.Signer(salt=SALT).sign_object([str(registration.public_id), str(registration.door)])


def tell_event_reached(*, event_id: UUID, now: datetime) -> None:
    """Tell everybody who has a seat that enough people come. Each is told once for this event, also when run again."""
    event = Event.objects.filter(public_id=event_id).first()
    seated = Registration.objects.filter(event=event, state=SeatState.SEATED).select_related("event")
    for registration in seated.order_by("seat").iterator():
        _send(registration, "event_reached", str(event_id))
