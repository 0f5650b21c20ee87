"""Turn what was typed into phrases of character pairs, for every database alike."""

from typing import Any

from modelsearch.query import And, MatchAll, Or, Phrase, PlainText, SearchQuery

from common.folding import folded
from home.search.pairs import RUN, phrases

# A character that no tokenizer takes for a word, so that it is found nowhere.
NOTHING = "\ue000"


def paired(query: Any) -> SearchQuery:
    """The same query over the paired index; a query without any letter finds nothing."""
    if isinstance(query, PlainText):
        return _phrases(query)
    if isinstance(query, Phrase):
        return Phrase(" ".join(phrases(query.query_string)) or NOTHING)
    if isinstance(query, (And, Or)):
        return type(query)([paired(part) for part in query.subqueries])
    return query if isinstance(query, SearchQuery) else MatchAll()


def paired_for_typing(query: Any) -> SearchQuery:
    """For suggestions while somebody types: words without Japanese may be unfinished, Japanese is paired."""
    if isinstance(query, PlainText) and not RUN.search(folded(query.query_string)):
        return PlainText(folded(query.query_string) or NOTHING, operator=query.operator)
    return paired(query)


def _phrases(query: PlainText) -> SearchQuery:
    found: list[SearchQuery] = [Phrase(phrase) for phrase in phrases(query.query_string)]
    if not found:
        return Phrase(NOTHING)
    if len(found) == 1:
        return found[0]
    return Or(found) if query.operator == "or" else And(found)
