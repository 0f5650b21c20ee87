"""The database index that PostgreSQL needs for searching; SQLite's full-text table is its own index."""

from typing import Any

from wagtail.search.models import IndexEntry

NAME = "hiroba_search_gin"


def create_index(_apps: Any, schema_editor: Any) -> None:
    """Cover exactly the expression that is searched (title || body), otherwise every search reads the whole table."""
    if schema_editor.connection.vendor == "postgresql":
        table = schema_editor.quote_name(IndexEntry._meta.db_table)
        schema_editor.execute(f"CREATE INDEX IF NOT EXISTS {NAME} ON {table} USING gin ((title || body))")


def drop_index(_apps: Any, schema_editor: Any) -> None:
    """The way back."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP INDEX IF EXISTS {NAME}")
