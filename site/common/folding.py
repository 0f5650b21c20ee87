"""One spelling for comparing: what a reader takes for the same word is the same text here.

For search (an index must find ﾃﾚﾜｰｸ when テレワーク was typed) and for hiding names. Never for storing.
"""

import unicodedata

import jaconv

# The marks that half-width kana carry as characters of their own: ﾃﾞ is one letter.
VOICED = "ﾞﾟ"


def folded(text: str) -> str:
    """NFKC, small letters, hiragana: ﾃﾚﾜｰｸ and テレワーク are てれわーく, ＤＸ is dx."""
    return str(jaconv.kata2hira(unicodedata.normalize("NFKC", text).casefold()))


def fold_with_places(text: str) -> tuple[str, list[int]]:
    """The folded text, and for each of its characters the place in `text` that it came from."""
    letters: list[str] = []
    places: list[int] = []
    start = 0
    while start < len(text):
        end = start + 1
        while end < len(text) and (text[end] in VOICED or unicodedata.combining(text[end])):
            end += 1
        part = folded(text[start:end])
        letters.append(part)
        places.extend([start] * len(part))
        start = end
    return "".join(letters), places
