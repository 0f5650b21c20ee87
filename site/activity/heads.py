"""The end of the chain, noted outside the database: who cuts off the newest links cannot cut them off here, too.

One line each: position, digest, when. The file lies in the data folder (`record_heads.log`); an operator may copy its
last line to another place, or hand it to the auditors. Several machines keep a file each.
"""

import threading
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from django.conf import settings

from activity.models import Seal

EVERY = timedelta(minutes=10)
_lock = threading.Lock()


class Head(NamedTuple):
    """The chain had this digest at this position."""

    position: int
    digest: str
    at: datetime


def heads_file() -> Path:
    """Where the heads are noted."""
    return Path(settings.DATA_DIR) / "record_heads.log"


def noted_heads() -> Iterator[Head]:
    """What was noted, oldest first; a line that a crash left half-written is passed over."""
    if not heads_file().exists():
        return
    for line in heads_file().read_text("utf-8").splitlines():
        words = line.split()
        if len(words) == len(Head._fields) and words[0].isdecimal():
            yield Head(int(words[0]), words[1], datetime.fromisoformat(words[2]))


def note_head(now: datetime, every: timedelta = EVERY) -> bool:
    """Note the present end of the chain unless it is noted already or the last note is younger than `every`."""
    with _lock:
        last = max(noted_heads(), default=None)
        end = Seal.objects.order_by("-position").first()
        if end is None or (last and (last.position >= end.position or now - last.at < every)):
            return False
        with heads_file().open("a", encoding="utf-8") as file:
            file.write(f"{end.position} {end.digest} {now.isoformat()}\n")
        return True


def lost_heads() -> list[Head]:
    """Noted heads that the chain no longer holds: it was cut, made anew, or comes from an older backup."""
    heads = list(noted_heads())
    kept: set[tuple[int, str]] = set()
    for start in range(0, len(heads), 500):
        positions = [head.position for head in heads[start : start + 500]]
        kept |= set(Seal.objects.filter(position__in=positions).values_list("position", "digest"))
    return [head for head in heads if (head.position, head.digest) not in kept]
