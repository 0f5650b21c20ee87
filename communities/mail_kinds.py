"""What people are told: about events always and at once, since most of them have no account and no settings; that
somebody called them by name as they like it."""

from collections.abc import Collection
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.rights import allowed
from activity.enums import Urgency
from activity.kinds import Kind, register_kind
from communities.enums import SeatState
from communities.models import Case, Message, Registration
from communities.queries import find_registration, forget_memberships


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


def may_read_mention(to: User | str, about: UUID | None) -> bool:
    """Whether the message still stands, calls the person, and they may read it now."""
    return about is not None and isinstance(to, User) and about in read_now(to, [about])


def read_now(to: User, about: Collection[UUID]) -> set[UUID]:
    """Those of the messages that stand, call the person, and may be read by them now; three queries."""
    forget_memberships(to)
    messages = Message.objects.filter(public_id__in=about, removed_at=None).select_related("channel__community")
    return {message.public_id for message in messages if calls(message, to) and reads(to, message)}


def calls(message: Message, person: User) -> bool:
    """Whether the person was called by name and told of it."""
    return any(entry["id"] == str(person.public_id) for entry in message.mentions)


def reads(person: User, message: Message) -> bool:
    """Whether the person may read where the message stands."""
    return allowed(person, "communities.read_channel", message.channel)


def is_writer(to: User | str, about: UUID | None) -> bool:
    """Whether the person wrote the message that the moderation case is about."""
    return about is not None and isinstance(to, User) and about in written(to, [about])


def written(to: User, about: Collection[UUID]) -> set[UUID]:
    """Those of the moderation cases that are about the person's own messages; one query."""
    return set(Case.objects.filter(public_id__in=about, message__author=to).values_list("public_id", flat=True))


NAMED = _("Somebody calls you by name")
# Each holds the link that gives the seat back, so the text is blanked once it is sent.
KINDS = (
    Kind(
        "communities/event_registered",
        _("Registration for an event"),
        is_registered,
        is_secret=True,
        may_still=theirs_now,
    ),
    Kind("communities/mentioned", NAMED, may_read_mention, urgency=Urgency.NEWS, may_still=read_now),
    Kind("communities/message_removed", _("A message of yours was taken down"), is_writer, may_still=written),
    Kind("communities/appeal_answered", _("The answer to your objection"), is_writer, may_still=written),
    Kind("communities/event_seat_free", _("A seat became free"), is_registered, is_secret=True, may_still=theirs_now),
    Kind("communities/event_reached", _("An event takes place"), is_registered, is_secret=True, may_still=theirs_now),
)


def register() -> None:
    """Called once when the app is ready."""
    for kind in KINDS:
        register_kind(kind)
