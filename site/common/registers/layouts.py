"""What a row of each file means: pure functions from cells to what is kept.

Sources: Japan Post, 郵便番号データの説明 (KEN_ALL.CSV and utf_ken_all.csv, 15 columns; in the Shift_JIS
file a long name of a place goes on in the next rows until its bracket closes). National Tax Agency,
法人番号公表サイト リソース定義書 (CSV, 30 columns).
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from django.db import models
from django.utils.translation import gettext as _

from common.codes import CodeError, check_corporate_number
from common.enums import RegisterKind
from common.models import CorporateRecord, PostalArea
from common.registers.files import RefusedFile

POSTAL_COLUMNS, CORPORATE_COLUMNS = 15, 30
POSTAL_DIGITS = 7
BRACKET = re.compile(r"（.*$", re.DOTALL)
NO_TOWN = ("以下に掲載がない場合", "の次に番地がくる場合", "の次に番地が来る場合")
WHOLE_TOWN = "一円"
Cells = list[str]
Rows = Iterable[tuple[int, Cells]]


@dataclass(frozen=True)
class Kept:
    """What one row becomes: an unsaved object, nothing (left out on purpose), or a sentence about what is wrong."""

    line: int
    thing: models.Model | None = None
    wrong: str = ""


@dataclass(frozen=True)
class Layout:
    """A file an operator may import: `read` turns its rows into what is kept."""

    kind: RegisterKind
    model: type[PostalArea] | type[CorporateRecord]
    columns: int
    read: Callable[[Rows], Iterator[Kept]]

    def parsed(self, rows: Rows) -> Iterator[Kept]:
        """Everything that the rows say; raises RefusedFile when the first row has another shape."""
        each = iter(rows)
        first = next(each, None)
        if first is None or len(first[1]) != self.columns:
            words = {"columns": self.columns, "found": len(first[1]) if first else 0, "kind": self.kind.label}
            text = _("This is not the file “%(kind)s”: a row has %(found)d columns instead of %(columns)d.")
            raise RefusedFile(text % words)
        return self.read(chain([first], each))


def read_postcodes(rows: Rows) -> Iterator[Kept]:
    """Places by postcode.

    >>> cells = ["07203", "963", "9638024", "フク", "コオ", "アサ", "福島県", "郡山市", "朝日（１〜３丁目）", *"000000"]
    >>> next(read_postcodes([(1, cells)])).thing.town
    '朝日'
    """
    is_open = False  # a bracket of an earlier row goes on
    for line, cells in rows:
        if len(cells) != POSTAL_COLUMNS:
            yield Kept(line, wrong=_("%(count)d columns") % {"count": len(cells)})
            continue
        code, (prefecture, city, town) = cells[2].strip(), cells[6:9]
        goes_on, is_open = is_open, (is_open or "（" in town) and "）" not in town
        if len(code) != POSTAL_DIGITS or not (code.isascii() and code.isdigit()):
            yield Kept(line, wrong=_("“%(code)s” is no postcode") % {"code": code[:20]})
        elif goes_on:
            yield Kept(line)
        else:
            yield Kept(line, PostalArea(code=code, prefecture=prefecture, city=city, town=town_of(town)[:200]))


def town_of(town: str) -> str:
    """The name as it stands in an address, without the post's remarks.

    >>> [town_of(text) for text in ("以下に掲載がない場合", "大町（次のビルを除く）", "檜原村一円", "一円")]
    ['', '大町', '', '一円']
    """
    name = BRACKET.sub("", town)
    if any(words in name for words in NO_TOWN) or (name != WHOLE_TOWN and name.endswith(WHOLE_TOWN)):
        return ""
    return name


def read_corporate_numbers(rows: Rows) -> Iterator[Kept]:
    """Companies by number; older versions of a record, closed companies and those not to be shown are left out."""
    for line, cells in rows:
        if len(cells) != CORPORATE_COLUMNS:
            yield Kept(line, wrong=_("%(count)d columns") % {"count": len(cells)})
            continue
        is_left_out = cells[18].strip() or cells[23].strip() == "0" or cells[29].strip() == "1"
        try:
            number = check_corporate_number(cells[1])
        except CodeError as error:
            yield Kept(line, wrong=str(error))
        else:
            yield Kept(line, None if is_left_out else _company(number, cells))


def _company(number: str, cells: Cells) -> CorporateRecord:
    address = "".join(cells[9:12]) or cells[16]
    return CorporateRecord(
        number=number,
        name=cells[6].strip()[:200],
        kana=cells[28].strip()[:500],
        postal_code=cells[15].strip()[:7],
        address=address.strip()[:500],
    )


POSTCODES = Layout(RegisterKind.POSTCODES, PostalArea, POSTAL_COLUMNS, read_postcodes)
CORPORATE_NUMBERS = Layout(RegisterKind.CORPORATE_NUMBERS, CorporateRecord, CORPORATE_COLUMNS, read_corporate_numbers)
