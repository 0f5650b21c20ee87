"""The two databases Hiroba runs on, with the options that make both keep what they acknowledged."""

from pathlib import Path
from typing import Any

from dj_database_url import parse

# synchronous=FULL: an acknowledged message survives a power cut (realtime/README.md).
SQLITE_INIT = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-16000;"
BUSY_SECONDS = 20
POOL_SIZE = 16


def database(url: str, data_dir: Path) -> dict[str, Any]:
    """Settings for `url`, or for the embedded SQLite file in `data_dir` when it is empty."""
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": data_dir / "hiroba.sqlite3",
            # IMMEDIATE: a writer waits at BEGIN instead of failing half-way with "database is locked".
            "OPTIONS": {"timeout": BUSY_SECONDS, "transaction_mode": "IMMEDIATE", "init_command": SQLITE_INIT},
        }
    settings = dict(parse(url))
    if "postgresql" in str(settings["ENGINE"]):
        # Under ASGI CONN_MAX_AGE has no effect; psycopg's pool keeps the connections.
        settings["OPTIONS"] = {"pool": {"min_size": 2, "max_size": POOL_SIZE, "timeout": 10}}
    return settings
