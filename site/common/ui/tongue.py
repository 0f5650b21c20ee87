"""Words of another language than the page's: what people wrote in Japanese is read aloud as such on English pages."""

import re

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

# Kana, kanji with the iteration mark, and the long-vowel mark: nothing else makes a text Japanese.
_LETTER = (
    r"\u3005-\u3007\u3041-\u3096\u309d-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
_HAS_LETTER = re.compile(f"[{_LETTER}]")
# From the first Japanese letter to the last one before a quotation mark of the page's language ends the name.
_RUN = re.compile(
    rf"[0-9A-Za-z（「『【]*[{_LETTER}](?:[^\n“”<>&]*[{_LETTER}])?[0-9A-Za-z]*[）」』】。、！？…]*"
)  # fmt: skip
_TAG = re.compile(r"(<[^>]*>)")


def is_foreign_japanese(text: str) -> bool:
    """Whether a text holds Japanese while the page is in another language."""
    return not (get_language() or "ja").startswith("ja") and bool(_HAS_LETTER.search(text))


def in_its_tongue(value: object) -> SafeString:
    """The text as HTML, with `lang="ja"` round its Japanese stretches on a page in another language.

    Takes plain text, which is escaped, and HTML that is safe already, whose tags stay as they are.
    """
    text = value if isinstance(value, str) else "" if value is None else str(value)
    html = conditional_escape(text)
    if not is_foreign_japanese(html):
        return SafeString(html)
    parts = [part if part.startswith("<") else _RUN.sub(_marked, part) for part in _TAG.split(html)]
    return mark_safe("".join(parts))  # noqa: S308 (escaped above)


def _marked(run: re.Match[str]) -> str:
    return f'<span lang="ja">{run[0]}</span>'


def tongue_of(value: object) -> SafeString:
    """` lang="ja"` for the element that holds nothing but this text, or nothing."""
    return SafeString(' lang="ja"' if is_foreign_japanese(str(value or "")) else "")
