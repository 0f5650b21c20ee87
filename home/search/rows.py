"""Reading the full-text index of things that are no pages, on both databases alike.

Counting stops at `MOST`, since nobody reads further; what is newest first comes straight from the end of the index.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from common.searching import SearchSource
from home.models import SearchRow
from home.search.tables import FTS, TABLE

MOST = 1000
# Columns of the index in order: title, body, source, place. The last two only narrow.
WEIGHTS = "8.0, 1.0, 0.0, 0.0"


@dataclass(frozen=True)
class Asked:
    """What is looked for, and where: every phrase must be in the title or in the body."""

    source: SearchSource
    phrases: Sequence[str]
    places: Collection[int] | None

    @property
    def is_hopeless(self) -> bool:
        """Nothing to look for, or nowhere to look."""
        return not self.phrases or (self.places is not None and not self.places)

    @property
    def tokens(self) -> list[str]:
        """The places as they stand in the index."""
        return [place_token(self.source, place) for place in self.places or ()]


PUT = (
    f"INSERT INTO {TABLE} (content_type_id, object_id, source, place, title, body) VALUES (%s, %s, %s, %s, %s, %s) "  # noqa: S608
    "ON CONFLICT (content_type_id, object_id) DO UPDATE SET source = excluded.source, place = excluded.place, "
    "title = excluded.title, body = excluded.body"
)


def put_row(row: SearchRow) -> None:
    """Insert one row, or replace what is there. In SQL, since each message posted waits for it: the ORM takes longer to
    write this statement than the database to carry it out."""
    values = (row.content_type_id, row.object_id, row.source, row.place, row.title, row.body)
    with connection.cursor() as cursor:
        cursor.execute(PUT, values)


def place_token(source: SearchSource, place: int) -> str:
    """One word that no other source has."""
    return f"{source.name}{place}"


def count_rows(asked: Asked) -> int:
    """How many hits the reader may find, at most `MOST`."""
    if asked.is_hopeless:
        return 0
    table, condition, values = _where(asked)
    sql = f"SELECT COUNT(*) FROM (SELECT 1 FROM {table} WHERE {condition} LIMIT {MOST}) AS hits"  # noqa: S608
    return int(_rows(sql, values)[0][0])


def find_rows(asked: Asked, first: int, size: int) -> list[int]:
    """Keys of the things on one page of results, in order."""
    if asked.is_hopeless:
        return []
    table, condition, values = _where(asked)
    key, order, more = _order(asked)
    sql = f"SELECT {key} FROM {table} WHERE {condition} ORDER BY {order} LIMIT %s OFFSET %s"  # noqa: S608
    return [row[0] for row in _rows(sql, [*values, *more, size, first])]


def _rows(sql: str, values: Sequence[Any]) -> list[tuple[int, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())


def _where(asked: Asked) -> tuple[str, str, list[Any]]:
    """Table, condition and its values."""
    if connection.vendor != "postgresql":
        return FTS, f"{FTS} MATCH %s", [_match(asked)]
    conditions, values = [f"words @@ ({_query(asked)})"], list[Any](asked.phrases)
    if asked.places is None:
        return TABLE, " AND ".join([*conditions, "source = %s"]), [*values, asked.source.name]
    return TABLE, " AND ".join([*conditions, "place = ANY(%s)"]), [*values, asked.tokens]


def _match(asked: Asked) -> str:
    """The expression of FTS5; phrases hold letters and digits only (`home.search.pairs`), no quotes."""
    wanted = " AND ".join(f'"{phrase}"' for phrase in asked.phrases)
    if asked.places is None:
        return f'{{title body}} : ({wanted}) AND source : "{asked.source.name}"'
    where = " OR ".join(f'"{token}"' for token in asked.tokens)
    return f"{{title body}} : ({wanted}) AND place : ({where})"


def _query(asked: Asked) -> str:
    return " && ".join(["phraseto_tsquery('simple', %s)"] * len(asked.phrases))


def _order(asked: Asked) -> tuple[str, str, list[Any]]:
    """The key's column, the order and its values."""
    if connection.vendor != "postgresql":
        key = f"(SELECT object_id FROM {TABLE} WHERE id = {FTS}.rowid)"  # noqa: S608
        return key, "rowid DESC" if asked.source.newest_first else f"bm25({FTS}, {WEIGHTS}), rowid DESC", []
    if asked.source.newest_first:
        return "object_id", "id DESC", []
    return "object_id", f"ts_rank(words, ({_query(asked)})) DESC, id DESC", list[Any](asked.phrases)
