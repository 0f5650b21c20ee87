"""Dates as they are read in Japan: JST, weekday, 令和, 年度.

Times are stored in UTC; everything here answers in Asia/Tokyo and in the reader's language.
"""

from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import jpholiday
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

TOKYO = ZoneInfo("Asia/Tokyo")
FIRST_MONTH = 4
WEEKDAYS_JA = "月火水木金土日"
WEEKDAYS_EN = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS_EN = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
# (first day, name), newest first.
ERAS = (
    (date(2019, 5, 1), "令和"),
    (date(1989, 1, 8), "平成"),
    (date(1926, 12, 25), "昭和"),
)


def jst(moment: datetime) -> datetime:
    """The same instant on a clock in Japan."""
    return moment.astimezone(TOKYO)


def as_day(when: date | datetime) -> date:
    """The day in Japan on which an instant lies; a date stays as it is."""
    return jst(when).date() if isinstance(when, datetime) else when


def fiscal_year(when: date | datetime) -> int:
    """The year of the fiscal year (年度) that a day belongs to: April to March.

    >>> fiscal_year(date(2027, 3, 31))
    2026
    """
    day = as_day(when)
    return day.year if day.month >= FIRST_MONTH else day.year - 1


def era_year(when: date | datetime) -> str:
    """The Japanese year of a day; days before 昭和 get the Western year.

    >>> era_year(date(2019, 5, 1)), era_year(date(2026, 11, 21))
    ('令和元年', '令和8年')
    """
    day = as_day(when)
    for first, name in ERAS:
        if day >= first:
            number = day.year - first.year + 1
            return f"{name}{'元' if number == 1 else number}年"
    return f"{day.year}年"


def fiscal_label(when: date | datetime | int) -> str:
    """2026年度（令和8年度） / fiscal year 2026 (April to March)."""
    year = when if isinstance(when, int) else fiscal_year(when)
    if not is_japanese():
        return _("fiscal year %(year)s (April to March)") % {"year": year}
    # The era of the year's end: 2019年度 is 令和元年度, although April 2019 was still 平成31年.
    era = era_year(date(year, 12, 31))
    return f"{year}年度（{era}度）"


def weekday(when: date | datetime) -> str:
    """土, on a public holiday 月・祝 / Sat; offices are closed then, which readers in Japan look for."""
    day = as_day(when)
    if not is_japanese():
        return WEEKDAYS_EN[day.weekday()]
    return WEEKDAYS_JA[day.weekday()] + ("・祝" if is_holiday(day) else "")


@lru_cache(maxsize=1000)
def is_holiday(day: date) -> bool:
    """Whether a day is a public holiday in Japan (国民の祝日に関する法律); the last day of all calendars is none."""
    return day < date.max and bool(jpholiday.is_holiday(day))


def format_date(when: date | datetime, with_weekday: bool = True, with_year: bool = False) -> str:
    """11月21日（土） / Sat 21 Nov; with the year 2026年11月21日（土） / Sat 21 Nov 2026."""
    day = as_day(when)
    if is_japanese():
        text = f"{day.month}月{day.day}日" + (f"（{weekday(day)}）" if with_weekday else "")
        return f"{day.year}年{text}" if with_year else text
    text = (f"{weekday(day)} " if with_weekday else "") + f"{day.day} {MONTHS_EN[day.month - 1]}"
    return f"{text} {day.year}" if with_year else text


def format_clock(moment: datetime) -> str:
    """17:00, on a clock in Japan."""
    return f"{jst(moment):%H:%M}"


def format_daytime(moment: datetime, with_year: bool = False) -> str:
    """11月21日（土）17:00 / Sat 21 Nov, 17:00."""
    between = "" if is_japanese() else ", "
    return f"{format_date(moment, with_year=with_year)}{between}{format_clock(moment)}"


def format_left(left: timedelta) -> str:
    """Two steps of precision: days and hours, hours and minutes, minutes; never 0 minutes while time is left."""
    minutes = max(int(left.total_seconds()) // 60, 1)
    days, hours, minutes = minutes // 1440, minutes // 60 % 24, minutes % 60
    parts = [
        (days, ngettext("%(count)d day", "%(count)d days", days)),
        (hours, ngettext("%(count)d hour", "%(count)d hours", hours)),
        (minutes if not days else 0, ngettext("%(count)d minute", "%(count)d minutes", minutes)),
    ]
    return " ".join(text % {"count": count} for count, text in parts if count)


def days_left(until: date | datetime, now: datetime | None = None) -> int:
    """Whole days in Japan from today until a day; 0 is today, negative is past."""
    return (as_day(until) - as_day(now or timezone.now())).days


def is_japanese() -> bool:
    """Whether the reader reads dates in Japanese."""
    return (get_language() or "ja").startswith("ja")
