"""One event as an iCalendar file (RFC 5545), for the calendar on a phone. Pure text, no database.

The UID never changes and SEQUENCE grows, so that opening the file again moves the entry instead of adding a second one.
"""

from dataclasses import dataclass
from datetime import UTC, datetime

LONGEST_LINE = 75
PRODUCT = "-//Hiroba//Hiroba//JA"


@dataclass(frozen=True)
class CalendarEntry:
    """What a calendar needs to know; times are aware, `uid` is unique in the world."""

    uid: str
    sequence: int
    stamped_at: datetime
    starts_at: datetime
    ends_at: datetime
    title: str
    text: str = ""
    place: str = ""
    url: str = ""
    is_cancelled: bool = False


def calendar_text(entry: CalendarEntry) -> str:
    """The whole file, lines ended by CRLF and folded at 75 bytes."""
    lines = [
        "BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCT}", "METHOD:PUBLISH", "BEGIN:VEVENT",
        f"UID:{escaped(entry.uid)}",
        f"SEQUENCE:{entry.sequence}",
        f"DTSTAMP:{utc(entry.stamped_at)}",
        f"DTSTART:{utc(entry.starts_at)}",
        f"DTEND:{utc(entry.ends_at)}",
        f"SUMMARY:{escaped(entry.title)}",
        *([f"DESCRIPTION:{escaped(entry.text)}"] if entry.text else []),
        *([f"LOCATION:{escaped(entry.place)}"] if entry.place else []),
        *([f"URL:{one_line(entry.url)}"] if entry.url else []),
        f"STATUS:{'CANCELLED' if entry.is_cancelled else 'CONFIRMED'}",
        "END:VEVENT", "END:VCALENDAR",
    ]  # fmt: skip
    return "".join(f"{folded(line)}\r\n" for line in lines)


def utc(moment: datetime) -> str:
    """20261122T030000Z."""
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def one_line(text: str) -> str:
    """Without anything that would begin another line."""
    return "".join(sign for sign in text if sign.isprintable())


def escaped(text: str) -> str:
    r"""Text as a value: whatever somebody typed stays inside its line.

    >>> escaped("a, b; c\nd")
    'a\\, b\\; c\\nd'
    """
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return "\\n".join(one_line(line) for line in text.splitlines())


def folded(line: str) -> str:
    """Broken before 75 bytes, never inside a character; what follows begins with a space."""
    parts, part, size = [], "", 0
    for sign in line:
        length = len(sign.encode())
        if size + length > LONGEST_LINE:
            parts.append(part)
            part, size = " ", 1
        part, size = part + sign, size + length
    return "\r\n".join([*parts, part])
