"""The one clock that judges deadlines: the database's, read after the lock was taken.

The `now` that is passed to an action only labels rows. Processes on several machines may disagree about the
time; the database they share cannot disagree with itself.
"""

from datetime import UTC, datetime

from django.db import connection

_SQL = {
    # clock_timestamp() moves on inside a transaction; now() would stand still at its beginning.
    "postgresql": "SELECT clock_timestamp()",
    "sqlite": "SELECT strftime('%Y-%m-%dT%H:%M:%f', 'now')",
}


def database_now() -> datetime:
    """The database's present instant (aware, UTC); call it inside the writing transaction, after the lock."""
    with connection.cursor() as cursor:
        cursor.execute(_SQL[connection.vendor])
        value: datetime | str = cursor.fetchone()[0]
    if isinstance(value, str):
        return datetime.fromisoformat(value).replace(tzinfo=UTC)
    return value.astimezone(UTC)
