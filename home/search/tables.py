"""The full-text index beside `SearchRow`, kept by the database itself, so that no writer can forget it.

SQLite: an FTS5 table over the rows, fed by triggers. PostgreSQL: a stored column and a GIN index on exactly that
column. Both hold title and body, with the weight of the title on top; `place` narrows the search to what the reader may
find before anything is ranked or counted.
"""

from typing import Any

TABLE = "home_searchrow"
FTS = "home_searchrow_fts"
COLUMNS = "title, body, source, place"
NEW = "new.id, new.title, new.body, new.source, new.place"
OLD = "old.id, old.title, old.body, old.source, old.place"
FORGET = f"INSERT INTO {FTS}({FTS}, rowid, {COLUMNS}) VALUES ('delete', {OLD});"  # noqa: S608 (our own names)
KEEP = f"INSERT INTO {FTS}(rowid, {COLUMNS}) VALUES ({NEW});"  # noqa: S608
SQLITE = (
    f"CREATE VIRTUAL TABLE {FTS} USING fts5({COLUMNS}, content='{TABLE}', content_rowid='id', "
    "tokenize='unicode61 remove_diacritics 0')",
    f"CREATE TRIGGER {FTS}_insert AFTER INSERT ON {TABLE} BEGIN {KEEP} END",
    f"CREATE TRIGGER {FTS}_delete AFTER DELETE ON {TABLE} BEGIN {FORGET} END",
    f"CREATE TRIGGER {FTS}_update AFTER UPDATE ON {TABLE} BEGIN {FORGET} {KEEP} END",
)
SQLITE_BACK = (
    *(f"DROP TRIGGER IF EXISTS {FTS}_{name}" for name in ("insert", "delete", "update")),
    f"DROP TABLE IF EXISTS {FTS}",
)
POSTGRES = (
    f"ALTER TABLE {TABLE} ADD COLUMN words tsvector GENERATED ALWAYS AS "
    "(setweight(to_tsvector('simple'::regconfig, title), 'A') "
    "|| setweight(to_tsvector('simple'::regconfig, body), 'D')) STORED",
    f"CREATE INDEX {TABLE}_gin ON {TABLE} USING gin (words)",
)
POSTGRES_BACK = (f"ALTER TABLE {TABLE} DROP COLUMN IF EXISTS words",)


def create_tables(_apps: Any, schema_editor: Any) -> None:
    """Called by the migration, after the table of the rows."""
    _run(schema_editor, POSTGRES if schema_editor.connection.vendor == "postgresql" else SQLITE)


def drop_tables(_apps: Any, schema_editor: Any) -> None:
    """The way back."""
    _run(schema_editor, POSTGRES_BACK if schema_editor.connection.vendor == "postgresql" else SQLITE_BACK)


def _run(schema_editor: Any, statements: tuple[str, ...]) -> None:
    for statement in statements:
        schema_editor.execute(statement)
