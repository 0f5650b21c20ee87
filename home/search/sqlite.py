"""The SQLite backend over character pairs."""

from typing import Any

from django.db.models import FloatField, Func
from modelsearch.backends.database.sqlite import sqlite
from modelsearch.backends.database.sqlite.query import MatchExpression, normalize
from modelsearch.query import MatchAll, Not
from modelsearch.utils import get_descendants_content_types_pks

from home.search.pairs import pairs
from home.search.queries import paired, paired_for_typing

# Ranking looks at this many hits; the stock query ranks each row of the table in a sub-select of its own.
RANKED = 5000
# Columns of the index table in order: autocomplete, body, title. A hit in the title weighs more, since pairs also
# find 京都 inside 東京都.
WEIGHTS = "1.0, 1.0, 8.0"


class PairIndexer(sqlite.ObjectIndexer):
    """Stores every text as character pairs."""

    def prepare_value(self, value: Any) -> str:
        """Lists and dictionaries are joined by the library, which calls this for each text in them."""
        return pairs(super().prepare_value(value))


# The library reaches its indexer by this module's global name; there is no other seam.
sqlite.ObjectIndexer = PairIndexer


class Rank(Func):
    """FTS5's bm25 with our weights; the smaller the better."""

    output_field = FloatField()

    def as_sql(self, *_args: Any, **_kwargs: Any) -> Any:
        """The ranking function takes the table's name, not a column."""
        return f"bm25({sqlite.SQLiteFTSIndexEntry._meta.db_table}, {WEIGHTS})", ()


class PairQueryCompiler(sqlite.SQLiteSearchQueryCompiler):
    """Looks for phrases of pairs."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.query: Any = paired(self.query)
        self.kept_ids: list[Any] | None = None

    def ranked_ids(self) -> list[str]:
        """Ids of the best hits, the best first, at most `RANKED`."""
        match = MatchExpression(self.FTS_TABLE_FIELDS, self.build_search_query(normalize(self.query)))
        kinds = get_descendants_content_types_pks(self.queryset.model)
        hits = sqlite.SQLiteFTSIndexEntry.objects.filter(match).filter(index_entry__content_type__in=kinds)
        return list(hits.order_by(Rank()).values_list("index_entry__object_id", flat=True)[:RANKED])


class PairAutocompleteCompiler(sqlite.SQLiteAutocompleteQueryCompiler):
    """Suggestions in the page chooser of the content management."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.query: Any = paired_for_typing(self.query)


class PairSearchResults(sqlite.SQLiteSearchResults):
    """Ranks once, then fetches one page of objects."""

    def _do_search(self) -> list[Any]:
        """The objects of this page; any other order than relevance is the library's business."""
        compiler = self.query_compiler
        if not self._is_ours() or not compiler.order_by_relevance or self._score_field:
            return list(super()._do_search())
        ids = self._ids()[self.start : self.stop]
        objects = compiler.queryset.in_bulk(ids)
        return [objects[pk] for pk in ids if pk in objects]

    def _do_count(self) -> int:
        """How many hits the reader may see, as far as they are ranked."""
        return len(self._ids()[self.start : self.stop]) if self._is_ours() else int(super()._do_count())

    def _is_ours(self) -> bool:
        """Whether there is something to look for; "everything" and suggestions are the library's business."""
        looks_for = normalize(self.query_compiler.query)
        return isinstance(self.query_compiler, PairQueryCompiler) and not isinstance(looks_for, (MatchAll, Not))

    def _ids(self) -> list[Any]:
        """Keys of all hits that the queryset lets through, the best first; read once for the page and the count."""
        compiler = self.query_compiler
        if compiler.kept_ids is None:
            queryset = compiler.queryset
            ranked = [queryset.model._meta.pk.to_python(pk) for pk in compiler.ranked_ids()]
            allowed = set(queryset.filter(pk__in=ranked).values_list("pk", flat=True))
            compiler.kept_ids = [pk for pk in ranked if pk in allowed]
        found: list[Any] = compiler.kept_ids
        return found


class PairSearchBackend(sqlite.SQLiteSearchBackend):
    """Named by `home.search.backend`."""

    query_compiler_class = PairQueryCompiler
    autocomplete_query_compiler_class = PairAutocompleteCompiler
    results_class = PairSearchResults
