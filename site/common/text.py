"""Text as people type it in Japan: normalised where it is data, kept where it is a name.

髙, 﨑 and 𠮷 are never touched in names: NFKC would leave 髙 alone but turns 﨑's compatibility neighbours into others,
and a name is its owner's.
"""

import re
import unicodedata

import jaconv
from django.utils.translation import gettext_lazy as _

from common.errors import InvalidInput

# For `error_messages` of form fields with a `max_length`.
TOO_LONG = _("Please keep it to %(limit_value)d characters (now %(show_value)d).")
_KATAKANA = re.compile(r"[ァ-ヺー・ ]+")
_LINE_BREAKS = {"\n", "\r", "\t"}
_INVISIBLE = {"Cf", "Zs", "Zl", "Zp", "Cc"}
_FILLERS = frozenset("\u3164\u115f\u1160\uffa0\u2800")  # letters by category, blank on every screen
_TURNS = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])


def as_data(text: str) -> str:
    """NFKC and trimmed: numbers, codes, e-mail addresses, kana (Ｔ７１２３ → T7123, ｶﾅ → カナ)."""
    return unicodedata.normalize("NFKC", refuse_controls(text)).strip()


def as_name(text: str) -> str:
    """As typed, only trimmed and without turns of direction: names of people, companies and places."""
    return refuse_controls(without_marks(text)).strip()


def refuse_controls(text: str, field: str = "") -> str:
    """Raise InvalidInput, under `field`, when the text holds control characters or half of a surrogate pair.

    Line breaks and tabs may stay; NUL would be refused by PostgreSQL, a lone surrogate by every encoder.
    """
    for character in text:
        if character not in _LINE_BREAKS and unicodedata.category(character) in {"Cc", "Cs"}:
            raise InvalidInput({field: _("The text contains a character that cannot be used. Please type it again.")})
    return text


def is_visible(text: str) -> bool:
    """Whether a reader would see anything: zero-width characters, blanks and fillers are nothing."""
    return any(c not in _FILLERS and unicodedata.category(c) not in _INVISIBLE for c in text)


def with_line_feeds(text: str) -> str:
    """Lines that end with a line feed, whatever system they were typed on."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def without_marks(text: str) -> str:
    """Without the controls that turn the direction of what follows: a name with them reads as another."""
    return text.translate(_TURNS)


def to_katakana(text: str) -> str:
    """Hiragana and half-width katakana as full-width katakana, the form in which readings are kept."""
    return jaconv.hira2kata(unicodedata.normalize("NFKC", text)).strip()


def is_katakana(text: str) -> bool:
    """Whether a reading is written in katakana only (with ー, ・ and spaces), and holds a letter to read."""
    return bool(_KATAKANA.fullmatch(text)) and bool(text.strip("ー・ "))


def digits(text: str) -> str:
    """The digits of a number however it was typed: full-width, with spaces or hyphens."""
    return "".join(c for c in unicodedata.normalize("NFKC", text) if c in "0123456789")
