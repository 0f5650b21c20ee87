"""Keeping what the search finds besides pages; called by the actions of other apps through `common.searching`."""

from collections.abc import Iterable
from itertools import islice

from django.contrib.contenttypes.models import ContentType
from django.db import transaction

from common.searching import SearchSource, Words, search_sources
from home.models import SearchRow
from home.search.pairs import tokens
from home.search.rows import place_token, put_row

BATCH = 500
KEY, KEPT = ["content_type", "object_id"], ["source", "place", "title", "body"]


def keep_words(source: SearchSource, key: int, words: Words | None) -> None:
    """Write the row of one thing, or take it out; one statement in the caller's transaction."""
    if words is None:
        SearchRow.objects.filter(content_type=_kind(source), object_id=key).delete()
        return
    put_row(_row(source, key, words))


@transaction.atomic
def rebuild_search() -> int:
    """Everything anew, from all sources; answers how many things can be found now."""
    SearchRow.objects.all().delete()
    return sum(_fill(source) for source in search_sources())


def _fill(source: SearchSource) -> int:
    things, count = iter(source.everything()), 0
    while batch := list(islice(things, BATCH)):
        found = [(thing.pk, source.words(thing)) for thing in batch]
        rows = [_row(source, key, words) for key, words in found if words is not None]
        _write(rows)
        count += len(rows)
    return count


def _kind(source: SearchSource) -> ContentType:
    return ContentType.objects.get_for_model(source.model)


def _row(source: SearchSource, key: int, words: Words) -> SearchRow:
    return SearchRow(
        content_type=_kind(source), object_id=key, source=source.name, place=place_token(source, words.place),
        title=tokens(words.title), body=tokens(words.body),
    )  # fmt: skip


def _write(rows: Iterable[SearchRow]) -> None:
    """Insert, or replace what is there: a message keeps its place in time when it is edited."""
    SearchRow.objects.bulk_create(rows, update_conflicts=True, unique_fields=KEY, update_fields=KEPT)
