"""From a week's pattern to hours on real days: pure, without a database.

>>> from datetime import date, time
>>> week = [Band(0, time(10), time(12), "online"), Band(3, time(9, 30), time(11), "on_site")]
>>> [f"{hour.starts_at:%a %d %H:%M}" for hour in hours_of(week, first=date(2026, 11, 18), days=7, minutes=60)]
['Thu 19 09:30', 'Mon 23 10:00', 'Mon 23 11:00']

The Monday is a public holiday (勤労感謝の日); whoever does not meet on holidays passes the rule:

>>> from common.dates import is_holiday
>>> hours = hours_of(week, first=date(2026, 11, 18), days=7, minutes=60, is_closed=is_holiday)
>>> [f"{hour.starts_at:%a %d %H:%M}" for hour in hours]
['Thu 19 09:30']

Of the ninety minutes on Thursday half an hour is left over: what is too short for a talk is not offered.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from common.dates import TOKYO


@dataclass(frozen=True, order=True)
class Band:
    """Free time that comes back every week; `weekday` counts from Monday (0). It never crosses midnight."""

    weekday: int
    starts: time
    ends: time
    mode: str


@dataclass(frozen=True, order=True)
class Hour:
    """One talk on one day."""

    starts_at: datetime
    ends_at: datetime
    mode: str


def merged(bands: Iterable[Band]) -> list[Band]:
    """The same time with as few bands as possible: what touches or overlaps becomes one, in order.

    The way of meeting belongs to the weekday, so bands of one day never differ in it.

    >>> parts = [Band(0, time(11), time(12), "online"), Band(0, time(10), time(11), "online")]
    >>> merged(parts) == [Band(0, time(10), time(12), "online")]
    True
    """
    found: list[Band] = []
    for band in sorted(bands):
        last = found[-1] if found else None
        if last is not None and last.weekday == band.weekday and band.starts <= last.ends:
            found[-1] = Band(last.weekday, last.starts, max(last.ends, band.ends), last.mode)
        else:
            found.append(band)
    return found


def hours_of(
    bands: Iterable[Band],
    *,
    first: date,
    days: int,
    minutes: int,
    is_closed: Callable[[date], bool] = lambda _day: False,
) -> list[Hour]:
    """Every talk of `minutes` that fits into the bands on `days` days from `first` on, in order.

    `is_closed(day)` leaves a day out. Times are those of a clock in Japan, where no hour is ever skipped or repeated.
    """
    week = merged(bands)
    length = timedelta(minutes=minutes)
    return [
        hour
        for day in (first + timedelta(days=number) for number in range(days))
        if not is_closed(day)
        for band in week
        if band.weekday == day.weekday()
        for hour in _talks(band, day, length)
    ]


def _talks(band: Band, day: date, length: timedelta) -> Iterator[Hour]:
    at, end = datetime.combine(day, band.starts, TOKYO), datetime.combine(day, band.ends, TOKYO)
    while at + length <= end:
        yield Hour(at, at + length, band.mode)
        at += length
