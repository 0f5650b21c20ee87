"""Reads about a mentor's week."""

from datetime import date, datetime, time, timedelta

from common.dates import TOKYO, jst
from mentoring.models import Availability, Mentor, Slot
from mentoring.recurrence import Band, merged


def week_of(mentor: Mentor) -> Availability | None:
    """The weekly hours of a mentor with their bands, or None while none were set."""
    return Availability.objects.filter(mentor=mentor).select_related("room").prefetch_related("bands").first()


def offered_in_week(mentor: Mentor, monday: date) -> list[Band]:
    """What a mentor offered in the week that begins on `monday`, as a pattern: to do the same again.

    Each day keeps one way of meeting: that of its first hour.
    """
    begin = datetime.combine(monday, time(0), TOKYO)
    slots = Slot.objects.filter(mentor=mentor, starts_at__gte=begin, starts_at__lt=begin + timedelta(days=7))
    modes: dict[int, str] = {}
    bands = []
    for slot in slots.filter(withdrawn_at=None).order_by("starts_at"):
        starts, ends = jst(slot.starts_at), jst(slot.ends_at)
        if starts.date() == ends.date():
            mode = modes.setdefault(starts.weekday(), slot.mode)
            bands.append(Band(starts.weekday(), starts.time(), ends.time(), mode))
    return merged(bands)
