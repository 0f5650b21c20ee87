"""Hiding who wrote a text: entrants sign their plans with their own name, in every spelling there is.

Names are compared as a reader would: full-width, half-width, hiragana and katakana, old and new forms of a character,
spaces, hyphens and points make no difference. Rather a word too many is hidden than a name left. Pure functions.

    >>> hide("㈱ワサビの林 太郎です", patterns_of({"org_name": "わさび", "rep_family": "林", "rep_given": "太郎"}))
    '㈱■■■の■■■です'
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

from common.folding import fold_with_places, folded
from common.text import digits

MASK = "■■■"
SHORTEST = 2  # a word of one letter stands in every text
SHORTEST_READING = 3  # もり stands in もりあげる
SHORTEST_DIGITS = 7
CLOSING = {"）": "（", ")": "(", "」": "「", "』": "『", "]": "["}
# Old forms of characters in names, and how people who do not find them on the keyboard write them.
_VARIANTS = str.maketrans("髙﨑𠮷濵濱邊邉齋齊斎澤廣櫻國眞嶋嶌德惠龍瀧靜藏冨",
                          "高崎吉浜浜辺辺斉斉斉沢広桜国真島島徳恵竜滝静蔵富")  # fmt: skip
_FORMS = (
    "特定非営利活動法人", "npo法人", "一般社団法人", "公益社団法人", "一般財団法人", "公益財団法人", "社会福祉法人",
    "医療法人社団", "医療法人財団", "医療法人", "学校法人", "農事組合法人", "事業協同組合", "協同組合", "企業組合",
    "株式会社", "有限会社", "合同会社", "合資会社", "合名会社", "(株)", "(有)", "(同)", "(資)", "(名)", "(一社)",
    "(公社)", "(一財)", "(公財)", "(特非)", "(福)", "(医)", "(学)", "co., ltd.", "co.,ltd.", "co. ltd.", "inc.", "llc",
    "かぶしきがいしゃ", "かぶしきかいしゃ", "ゆうげんがいしゃ", "ゆうげんかいしゃ", "ごうどうがいしゃ",
    "ごうどうかいしゃ", "ごうしがいしゃ", "ごうめいがいしゃ", "いっぱんしゃだんほうじん", "しゃだんほうじん",
    "とくていひえいりかつどうほうじん", "えぬぴーおーほうじん",
)  # fmt: skip
_LEGAL_FORM = re.compile("|".join(re.escape(form) for form in _FORMS))
_ADDRESSED = ("さん", "様", "氏", "社長", "代表", "会長", "専務", "常務", "部長", "店長", "理事長", "と申し")
_PREFECTURE = re.compile(r"^(?:東京都|北海道|京都府|大阪府|.{2,3}県)")
_CITY = re.compile(r"^.+?[市区町村](?=.)")
_TOWN = re.compile(r"^(\D+?)(\d[\d\-‐−–ー丁目番地号の]*)")
_BLOCKS = "(?:丁目|番地|番|号|の)?"
# Hidden whoever it belongs to: an address of the net leads to its owner.
_ADDRESSES = re.compile(
    r"[\w.+\-]+@[\w\-]+(?:\.[\w\-]+)+"
    r"|(?:https?://|www\.)[!-~]+"
    r"|(?<![a-z0-9.\-])[a-z0-9][a-z0-9\-]*(?:\.[a-z0-9\-]+)*\.(?:jp|com|net|org|info|biz|co)(?![a-z0-9])(?:/[!-~]*)?",
    re.ASCII,
)
Pattern = re.Pattern[str]


def patterns_of(answers: Mapping[str, Any], people: Iterable[str] = ()) -> list[Pattern]:
    """What to hide, from the answers handed in and other names (accounts) of the people behind them."""
    found = {*_organisation(answers), *_representative(answers), *_numbers(answers), *_place(_text(answers, "address"))}
    found |= _person(_text(answers, "second_family"), _text(answers, "second_given"))
    for word in (*people, _text(answers, "second_email")):
        found |= _word(word)
    return [re.compile(pattern) for pattern in sorted(found)]


def hide(text: str, patterns: Iterable[Pattern]) -> str:
    """The text with every name, number and address replaced by MASK."""
    letters, places = _letters_with_places(text)
    spans = [_span(text, places, match) for pattern in patterns for match in pattern.finditer(letters)]
    spans = [span for span in spans if _is_whole_word(text, *span)] + _net_addresses(text)
    out, at = [], 0
    for begin, end in _joined(spans):
        out += [text[at:begin], MASK]
        at = end
    return "".join([*out, text[at:]])


def _text(answers: Mapping[str, Any], key: str) -> str:
    return str(answers.get(key) or "")


def _is_letter(character: str) -> bool:
    return unicodedata.category(character)[0] in "LN" and character != "ー"


def _letters(text: str) -> str:
    """The folded text without anything a reader would not miss: spaces, hyphens, points, brackets."""
    return "".join(c for c in folded(text).translate(_VARIANTS) if _is_letter(c))


def _letters_with_places(text: str) -> tuple[str, list[int]]:
    plain, places = fold_with_places(text)
    kept = [(c, place) for c, place in zip(plain.translate(_VARIANTS), places, strict=True) if _is_letter(c)]
    return "".join(c for c, _place in kept), [place for _c, place in kept]


def _word(text: str, shortest: int = SHORTEST) -> set[str]:
    letters = _letters(text)
    return {re.escape(letters)} if len(letters) >= shortest else set()


def _organisation(answers: Mapping[str, Any]) -> set[str]:
    """Name and reading, with and without the legal form and what stands in brackets."""
    found: set[str] = set()
    for name in (_text(answers, "org_name"), _text(answers, "org_kana")):
        bare = _LEGAL_FORM.sub(" ", folded(name))
        for text in (bare, re.sub(r"\(.*?\)", "", bare)):
            found |= _word(text)
        if len(_letters(bare)) < SHORTEST:
            found |= {f"{form}{_letters(bare)}|{_letters(bare)}{form}" for form in ("株式会社", "株", "有限会社", "有")}
    return found if any(_letters(_text(answers, key)) for key in ("org_name", "org_kana")) else set()


def _representative(answers: Mapping[str, Any]) -> set[str]:
    reading = _text(answers, "rep_kana")
    found = _person(_text(answers, "rep_family"), _text(answers, "rep_given")) | _word(reading)
    for part in re.split(r"[\s・]+", reading):
        found |= _word(part, SHORTEST_READING)
    return found


def _person(family: str, given: str) -> set[str]:
    """Both names together in either order, each alone; a name of one letter only when somebody is addressed by it."""
    found = _word(family + given) | _word(given + family) | _word(family) | _word(given)
    letters = _letters(family)
    if len(letters) == 1:
        found.add(f"{re.escape(letters)}(?:{'|'.join(_ADDRESSED)})")
    return found


def _numbers(answers: Mapping[str, Any]) -> set[str]:
    numbers = {digits(_text(answers, key)) for key in ("phone", "corporate_number", "postal_code")}
    phone = digits(_text(answers, "phone"))
    numbers.add(f"81{phone[1:]}" if phone.startswith("0") else "")
    return {number for number in numbers if len(number) >= SHORTEST_DIGITS}


def _place(address: str) -> set[str]:
    """The whole address, and town with number, however the blocks are written (1-23-7, 1丁目23番7号)."""
    found = _word(address)
    tail = unicodedata.normalize("NFKC", address).strip()
    for region in (_PREFECTURE, _CITY):
        tail = region.sub("", tail)
    match = _TOWN.match(tail)
    if match is None:
        return found
    town, numbers = _letters(match[1]), digits(match[2])
    if town:
        found.add(re.escape(town) + _BLOCKS.join(numbers) + _BLOCKS)
    for part in re.split(r"[\d\s]+", tail[match.end() :]):
        found |= _word(part, SHORTEST_READING)
    return found


def _span(text: str, places: list[int], match: re.Match[str]) -> tuple[int, int]:
    """Where the match stands in the text as written, with its last letter's marks and a bracket it closes."""
    begin, end = places[match.start()], places[match.end() - 1] + 1
    while end < len(text) and (unicodedata.combining(text[end]) or text[end] in "ﾞﾟ"):
        end += 1
    if end < len(text) and text[end] in CLOSING and CLOSING[text[end]] in text[begin:end]:
        end += 1
    return begin, end


def _is_whole_word(text: str, begin: int, end: int) -> bool:
    """A short word in Latin letters must stand alone: IT is not in digital."""
    if end - begin > 4 or not text[begin:end].isascii():
        return True
    around = text[begin - 1 : begin] + text[end : end + 1]
    return not any(c.isascii() and c.isalpha() for c in around)


def _net_addresses(text: str) -> list[tuple[int, int]]:
    plain, places = fold_with_places(text)
    return [(places[match.start()], places[match.end() - 1] + 1) for match in _ADDRESSES.finditer(plain)]


def _joined(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans in order, those that touch made one."""
    joined: list[tuple[int, int]] = []
    for begin, end in sorted(spans):
        if joined and begin <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((begin, end))
    return joined
