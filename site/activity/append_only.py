"""The database's own refusal to change or remove a line: a trigger on each append-only table.

It stops our own mistakes and whoever comes with SQL through the application's account. Who may drop a trigger can
still change a line; that is what the chain is for (`sealing.py`).
"""

from django.db.backends.base.base import BaseDatabaseWrapper

TABLES = ("activity_record", "activity_seal")
FUNCTION = """
CREATE OR REPLACE FUNCTION activity_refuse_change() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'records are append-only'; END $$
"""


def put_up(connection: BaseDatabaseWrapper) -> None:
    """Create what is missing of the triggers; tables that do not exist (yet) are left out.

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


def dropping(connection: BaseDatabaseWrapper, tables: list[str]) -> list[str]:
    """Statements that drop the triggers of `tables`."""
    on = " ON {}" if connection.vendor == "postgresql" else ""
    return [f"DROP TRIGGER IF EXISTS {name}{on.format(table)}" for table in tables for name in _names(table)]


def _names(table: str) -> list[str]:
    return [f"{table}_no_update", f"{table}_no_delete"]


def _existing(connection: BaseDatabaseWrapper) -> list[str]:
    known = set(connection.introspection.table_names())
    return [table for table in TABLES if table in known]


def _creating(connection: BaseDatabaseWrapper, table: str) -> list[str]:
    no_update, no_delete = _names(table)
    if connection.vendor == "postgresql":
        call = "FOR EACH STATEMENT EXECUTE FUNCTION activity_refuse_change()"
        return [
            FUNCTION,
            f"CREATE OR REPLACE TRIGGER {no_update} BEFORE UPDATE ON {table} {call}",
            f"CREATE OR REPLACE TRIGGER {no_delete} BEFORE DELETE OR TRUNCATE ON {table} {call}",
        ]
    refuse = "BEGIN SELECT RAISE(ABORT, 'records are append-only'); END"
    return [
        f"CREATE TRIGGER IF NOT EXISTS {no_update} BEFORE UPDATE ON {table} {refuse}",
        f"CREATE TRIGGER IF NOT EXISTS {no_delete} BEFORE DELETE ON {table} {refuse}",
    ]
