"""Times as people type them: 10-12, 10:30〜12:00、14時～15時半. Pure; digits may be full-width.

>>> [f"{a:%H:%M}-{b:%H:%M}" for a, b in times_in("10-12、１３時半〜15:00")]
['10:00-12:00', '13:30-15:00']
"""

import re
import unicodedata
from collections.abc import Iterable
from datetime import time

_CLOCK = r"(\d{1,2})(?::(\d{2})|時半|時(\d{1,2})分|時)?"
_SPAN = re.compile(rf"\s*({_CLOCK})\s*(?:[-~〜–—−ー]|から)\s*({_CLOCK})\s*(?:まで)?\s*")
_BETWEEN = re.compile(r"[,、，;；\n]+")
QUARTER = 15


class NotTimes(ValueError):
    """What was typed is not one or several spans of time on quarter-hours."""


def times_in(text: str) -> list[tuple[time, time]]:
    """The spans in a line, in the order typed; an empty line has none. Raises NotTimes."""
    line = unicodedata.normalize("NFKC", text).strip()
    return [_span(part) for part in _BETWEEN.split(line) if part.strip()]


def _span(part: str) -> tuple[time, time]:
    found = _SPAN.fullmatch(part)
    if found is None:
        raise NotTimes(part)
    starts, ends = _clock(found[1]), _clock(found[5])
    if starts >= ends:
        raise NotTimes(part)
    return starts, ends


def _clock(text: str) -> time:
    found = re.fullmatch(_CLOCK, text)
    if found is None:
        raise NotTimes(text)
    minute = 30 if text.endswith("半") else int(found[2] or found[3] or 0)
    if minute % QUARTER or minute > 59 or int(found[1]) > 23:
        raise NotTimes(text)
    return time(int(found[1]), minute)


def as_typed(spans: Iterable[tuple[time, time]]) -> str:
    """The line that reads back as these spans."""
    return "、".join(f"{starts:%H:%M}-{ends:%H:%M}" for starts, ends in spans)
