"""Whether the site is closed for work on it: `manage.py maintenance on`, or HIROBA_MAINTENANCE=1 for a process.

A file in the data folder says so, never the database, which may be the very thing that is worked on. It is looked at
for each request and, by each hub, every half second; no process has to be restarted. Several machines have a file each.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

SOON, SHORTEST = 300, 30  # seconds


@dataclass(frozen=True)
class Maintenance:
    """Closed, until about then; None when nobody said."""

    until: datetime | None = None

    def retry_after(self, now: datetime) -> int:
        """In how many seconds it is worth asking again."""
        wait = round((self.until - now).total_seconds()) if self.until else SOON
        return max(wait, SHORTEST)


def maintenance() -> Maintenance | None:
    """What holds now; None when the site is open."""
    try:
        text = maintenance_file().read_text("utf-8")
    except FileNotFoundError:
        return Maintenance() if settings.MAINTENANCE else None
    try:
        return Maintenance(datetime.fromisoformat(text.strip()))
    except ValueError:
        return Maintenance()


def maintenance_file() -> Path:
    """The file that closes the site."""
    return Path(settings.DATA_DIR) / "maintenance"


def begin_maintenance(*, now: datetime, minutes: int | None) -> None:
    """Close the site; twice says the later end."""
    until = (now + timedelta(minutes=minutes)).isoformat() if minutes else ""
    maintenance_file().write_text(f"{until}\n", "utf-8")


def end_maintenance() -> None:
    """Open it again."""
    maintenance_file().unlink(missing_ok=True)


@contextmanager
def closed_for_work(*, now: datetime) -> Iterator[None]:
    """Closed inside this block; a site that was closed before stays so afterwards."""
    if maintenance() is not None:
        yield
        return
    begin_maintenance(now=now, minutes=None)
    try:
        yield
    finally:
        end_maintenance()
