"""Cut Japanese into overlapping pairs of characters, so that an index made for words with spaces finds it.

Stock full-text search sees 共創コミュニティ as one word and finds none of its parts. As the tokens
共創 創こ こみ みゅ ゅに にて てぃ it is found by any part of two characters or more, when the query is cut the
same way and its tokens must follow each other (a phrase).
"""

import re
import unicodedata

from common.folding import folded

# Kanji (with the iteration mark and the compatibility forms 髙 﨑 lie in), kana, and the long-vowel mark.
JAPANESE = r"\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
WORD = re.compile(r"[^\W_]+")
RUN = re.compile(rf"([{JAPANESE}]+)")


def pairs(text: str) -> str:
    """The text as the index stores it.

    >>> pairs("酒田市のDX")
    '酒田 田市 市の dx'
    """
    return " ".join(RUN.sub(lambda run: f" {_run_pairs(run[1])} ", folded(text)).split())


def _run_pairs(run: str) -> str:
    """Overlapping pairs of one run; a single character stands alone."""
    if len(run) == 1:
        return run
    return " ".join(run[start : start + 2] for start in range(len(run) - 1))


def tokens(text: str) -> str:
    """Only what counts as a word: two databases agree on that, but not on what a full stop does inside an address.

    >>> tokens("酒田：https://example.jp")
    '酒田 https example jp'
    """
    return " ".join(WORD.findall(pairs(text)))


def phrases(query: str) -> list[str]:
    """What must be found: one phrase of tokens for each word that the reader separated by a space.

    >>> phrases("酒田　DX会議")
    ['酒田', 'dx 会議']
    """
    words = (re.sub(r"[^\w]+", " ", pairs(word)).strip() for word in unicodedata.normalize("NFKC", query).split())
    return [word for word in words if word]
