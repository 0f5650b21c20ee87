"""Rooms that sessions book. The office keeps them."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from activity.actions import record
from common.errors import InvalidInput
from common.locking import lock
from common.text import as_name
from mentoring.models import Room, Venue

LONGEST = {"venue": 60, "name": 50, "address": 120}


@transaction.atomic
def add_room(*, venue: str, name: str, address: str = "", by: User, now: datetime) -> Room:
    """Put a room on the list, and its house when it is new; the same room again (a doubled request) is answered.

    Raises InvalidInput under the field that is empty or too long.
    """
    values = {"venue": _line("venue", venue), "name": _line("name", name)}
    house, is_house_new = Venue.objects.get_or_create(
        name=values["venue"], defaults={"address": " ".join(as_name(address).split())[:120], "created_at": now}
    )
    if is_house_new:
        record(verb="venue_added", subject=house, by=by, now=now)
    room, is_new = Room.objects.select_related("venue").get_or_create(
        venue=house, name=values["name"], defaults={"created_at": now}
    )
    if is_new:
        record(verb="room_added", subject=room, by=by, now=now)
    return room


def _line(field: str, text: str) -> str:
    line = " ".join(as_name(text).split())
    if not line:
        raise InvalidInput({field: _("Please give the house and the room.")})
    if len(line) > LONGEST[field]:
        raise InvalidInput({field: _("Please use at most %(limit)d characters.") % {"limit": LONGEST[field]}})
    return line


@transaction.atomic
def set_room_open(*, room: Room, is_open: bool, by: User, now: datetime) -> Room:
    """Close a room or open it again; what is booked in it stays booked. Doing it twice is doing it once."""
    locked = lock(Room, room.public_id)
    if locked.is_active != is_open:
        locked.is_active = is_open
        locked.save(update_fields=["is_active"])
        record(verb="room_opened" if is_open else "room_closed", subject=locked, by=by, now=now)
    return locked
