"""A few words round what was found, with the hit marked, in the original spelling.

The index folds spellings (ﾃﾚﾜｰｸ, テレワーク and てれわーく are one), so a hit is looked for in the folded text and
carried back, character by character, to what stands on the page.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from common.folding import fold_with_places, folded

BEFORE, AFTER = 24, 72


@dataclass(frozen=True)
class Piece:
    """A stretch of an excerpt; `hit` is drawn with a marker."""

    text: str
    hit: bool = False


@dataclass(frozen=True)
class Hit:
    """One thing that was found: where it leads, its title and a few words of it with the hit marked, small print."""

    url: str
    title: Sequence[Piece]
    excerpt: Sequence[Piece]
    note: str = ""
    at: datetime | None = None


def hits_in(text: str, words: Sequence[str]) -> list[tuple[int, int]]:
    """Places of all folded `words` in `text`, in order and without overlap."""
    plain, places = fold_with_places(text)
    places.append(len(text))
    found = []
    for word in words:
        at = plain.find(word)
        while at >= 0:
            found.append((places[at], places[at + len(word)]))
            at = plain.find(word, at + len(word))
    kept: list[tuple[int, int]] = []
    for begin, end in sorted(found):
        if end > begin and (not kept or begin >= kept[-1][1]):
            kept.append((begin, end))
    return kept


def marked(text: str, words: Sequence[str]) -> list[Piece]:
    """The whole text with its hits."""
    pieces, at = [], 0
    for begin, end in hits_in(text, words):
        pieces += [Piece(text[at:begin]), Piece(text[begin:end], hit=True)]
        at = end
    return [piece for piece in [*pieces, Piece(text[at:])] if piece.text]


def excerpt(texts: Sequence[str], words: Sequence[str]) -> list[Piece]:
    """The first text with a hit, cut round it; without any, the beginning of the first text."""
    for text in texts:
        found = hits_in(text, words)
        if found:
            return _cut(text, found[0][0], words)
    return _cut(next(iter(texts), ""), 0, ())


def _cut(text: str, at: int, words: Sequence[str]) -> list[Piece]:
    begin, end = max(at - BEFORE, 0), min(at + AFTER, len(text))
    pieces = marked(text[begin:end].strip(), words)
    front = [Piece("…")] if begin else []
    return [*front, *pieces, *([Piece("…")] if end < len(text) else [])]


def words_of(query: str) -> list[str]:
    """What to mark: the folded words of the query."""
    return [word for word in folded(query).split() if word]
