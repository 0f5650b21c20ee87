"""The PostgreSQL backend over character pairs."""

from typing import Any

from modelsearch.backends.database.postgres import postgres

from home.search.pairs import pairs
from home.search.queries import paired, paired_for_typing


class PairIndexer(postgres.ObjectIndexer):
    """Stores every text as character pairs."""

    def prepare_value(self, value: Any) -> str:
        """Lists and dictionaries are joined by the library, which calls this for each text in them."""
        return pairs(super().prepare_value(value))


# The library reaches its indexer by this module's global name; there is no other seam.
postgres.ObjectIndexer = PairIndexer


class PairQueryCompiler(postgres.PostgresSearchQueryCompiler):
    """Looks for phrases of pairs."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.query: Any = paired(self.query)


class PairAutocompleteCompiler(postgres.PostgresAutocompleteQueryCompiler):
    """Suggestions in the page chooser of the content management."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.query: Any = paired_for_typing(self.query)


class PairSearchBackend(postgres.PostgresSearchBackend):
    """Named by `home.search.backend`. The `simple` configuration neither stems nor drops words: pairs are no words."""

    query_compiler_class = PairQueryCompiler
    autocomplete_query_compiler_class = PairAutocompleteCompiler

    def __init__(self, params: dict[str, Any]) -> None:
        super().__init__({"SEARCH_CONFIG": "simple", **params})
