"""The database's own refusal to change or remove a line: a trigger on each append-only table.

Only a line that tells of a look may go, once it was kept as long as `retention` says. It stops our own mistakes and
whoever comes with SQL through the application's account. Who may drop a trigger can
still change a line; that is what the chain is for (`sealing.py`).
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db.backends.base.base import BaseDatabaseWrapper

from activity.retention import READINGS_KEPT

RECORDS = "activity_record"
TABLES = (RECORDS, "activity_seal", "activity_pruning")
FUNCTION = """
CREATE OR REPLACE FUNCTION activity_refuse_change() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'records are append-only'; END $$
"""


def put_up(connection: BaseDatabaseWrapper) -> None:
    """Create the triggers anew; tables that do not exist (yet) are left out.

    Called after every `migrate`, because SQLite loses the triggers of a table that a migration writes anew.
    """
    for table in _existing(connection):
        for statement in _creating(connection, table):
            with connection.cursor() as cursor:
                cursor.execute(statement)


def take_down(connection: BaseDatabaseWrapper) -> None:
    """Drop the triggers, as only tests (which empty their database) and an intruder would."""
    for statement in dropping(connection, _existing(connection)):
        with connection.cursor() as cursor:
            cursor.execute(statement)


@contextmanager
def lowered(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Let lines of the audit trail go inside this block, which stands in a transaction: all of it is there, or none.

    Only `activity.actions.take_out_lines` does so. What waits to be checked at the end is checked before: PostgreSQL
    lowers nothing while it waits. A failure inside rolls the lowering back together with the rest.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("the audit trail is lowered inside a transaction only")
    connection.check_constraints()
    with connection.cursor() as cursor:
        for statement in dropping(connection, [RECORDS]):
            cursor.execute(statement)
    yield
    put_up(connection)


def dropping(connection: BaseDatabaseWrapper, tables: list[str]) -> list[str]:
    """Statements that drop the triggers of `tables`."""
    on = " ON {}" if connection.vendor == "postgresql" else ""
    return [f"DROP TRIGGER IF EXISTS {name}{on.format(table)}" for table in tables for name in _names(table)]


def _names(table: str) -> list[str]:
    """All triggers there are or were on a table."""
    return [f"{table}_{name}" for name in ("no_update", "no_delete", "no_early_delete", "no_truncate")]


def _existing(connection: BaseDatabaseWrapper) -> list[str]:
    known = set(connection.introspection.table_names())
    return [table for table in TABLES if table in known]


def _creating(connection: BaseDatabaseWrapper, table: str) -> list[str]:
    if connection.vendor == "postgresql":
        return [FUNCTION, *dropping(connection, [table]), *_for_postgresql(table)]
    refuse = "BEGIN SELECT RAISE(ABORT, 'records are append-only'); END"
    days = f"-{READINGS_KEPT.days} days"
    old = f"OLD.is_reading AND OLD.at < strftime('%Y-%m-%d %H:%M:%S', 'now', '{days}')"
    when = f"WHEN NOT ({old})" if table == RECORDS else ""
    return [
        *dropping(connection, [table]),
        f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} {refuse}",
        f"CREATE TRIGGER {_deleting(table)} BEFORE DELETE ON {table} {when} {refuse}",
    ]


def _for_postgresql(table: str) -> list[str]:
    call = "EXECUTE FUNCTION activity_refuse_change()"
    old = f"OLD.is_reading AND OLD.at < now() - interval '{READINGS_KEPT.days} days'"
    each = f"FOR EACH ROW WHEN (NOT ({old}))" if table == RECORDS else "FOR EACH STATEMENT"
    return [
        f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} FOR EACH STATEMENT {call}",
        f"CREATE TRIGGER {_deleting(table)} BEFORE DELETE ON {table} {each} {call}",
        f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} FOR EACH STATEMENT {call}",
    ]


def _deleting(table: str) -> str:
    """A name of its own where old lines may go: installations from before have the one that refuses all."""
    return f"{table}_no_early_delete" if table == RECORDS else f"{table}_no_delete"
