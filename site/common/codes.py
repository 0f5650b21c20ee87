"""Official codes and their check digits (sources: shared standards of the national tax agency and the ministry of
internal affairs; industry sections and SDG names as published).
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from common.errors import InvalidInput
from common.text import as_data

CORPORATE_DIGITS = 13
MUNICIPALITY_DIGITS = 6


class CodeError(InvalidInput):
    """A code that cannot be right, with the sentence that says what is wrong with it."""

    def __init__(self, sentence: str | Promise) -> None:
        super().__init__({"": sentence})


def corporate_check_digit(base: str) -> int:
    """The leading digit of a corporate number from its other twelve.

    9 − (Σ Pₙ·Qₙ mod 9), Pₙ the n-th digit from the right, Qₙ 1 for odd and 2 for even n.

    >>> corporate_check_digit("123456789012")
    7
    """
    total = sum(int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(base)))
    return 9 - total % 9


def check_corporate_number(text: str) -> str:
    """The thirteen digits of a corporate number, however typed (full-width, spaces, hyphens, an invoice number's T).

    >>> check_corporate_number("Ｔ７１２３４５６７８９０１２")
    '7123456789012'
    """
    number = as_data(text).upper().removeprefix("T")
    number = "".join(c for c in number if c not in " -‐‑–—−ー")
    if not (number.isascii() and number.isdigit()) or len(number) != CORPORATE_DIGITS:
        if any(c.isdecimal() and not c.isascii() for c in number):
            raise CodeError(_("Please type the number with the digits 0 to 9."))
        count = sum(c in "0123456789" for c in number)
        raise CodeError(_("A corporate number has 13 digits. There are %(count)s now.") % {"count": count})
    if int(number[0]) != corporate_check_digit(number[1:]):
        raise CodeError(_("These digits do not make a corporate number. Please check them again."))
    return number


def check_municipality_code(text: str) -> str:
    """The six digits of a municipality: five and a check digit (11 − (6a+5b+4c+3d+2e) mod 11) mod 10.

    >>> check_municipality_code("072036")
    '072036'
    """
    code = as_data(text)
    if not (code.isascii() and code.isdigit()) or len(code) != MUNICIPALITY_DIGITS:
        raise CodeError(_("A municipality code has 6 digits."))
    total = sum(int(digit) * weight for digit, weight in zip(code[:5], (6, 5, 4, 3, 2), strict=True))
    if int(code[5]) != (11 - total % 11) % 10:
        raise CodeError(_("These digits do not make a municipality code. Please check them again."))
    return code


def check_character(text: str) -> str:
    """The check digit at the end of a receipt number (mod 10, weights 3 and 1 from the right; letters by place).

    Finds every single wrong digit. Signs between the parts do not count.

    >>> check_character("KDX2-2026-0007")
    '9'
    """
    places = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    values = [places.index(c) for c in as_data(text).upper() if c in places]
    total = sum(value * (3 if place % 2 == 0 else 1) for place, value in enumerate(reversed(values)))
    return str(-total % 10)


INDUSTRIES: dict[str, str | Promise] = {
    "A": _("Agriculture and forestry"),
    "B": _("Fisheries"),
    "C": _("Mining and quarrying of stone and gravel"),
    "D": _("Construction"),
    "E": _("Manufacturing"),
    "F": _("Electricity, gas, heat supply and water"),
    "G": _("Information and communications"),
    "H": _("Transport and postal services"),
    "I": _("Wholesale and retail trade"),
    "J": _("Finance and insurance"),
    "K": _("Real estate and goods rental and leasing"),
    "L": _("Scientific research, professional and technical services"),
    "M": _("Accommodation, eating and drinking services"),
    "N": _("Living-related and personal services and amusement services"),
    "O": _("Education, learning support"),
    "P": _("Medical, health care and welfare"),
    "Q": _("Compound services"),
    "R": _("Services, not elsewhere classified"),
    "S": _("Government, except elsewhere classified"),
    "T": _("Industries unable to classify"),
}

# Bands as the national subsidy portal uses them.
EMPLOYEE_BANDS: dict[str, str | Promise] = {
    "5": _("5 or fewer"),
    "20": _("20 or fewer"),
    "50": _("50 or fewer"),
    "100": _("100 or fewer"),
    "300": _("300 or fewer"),
    "301": _("301 or more"),
}


@dataclass(frozen=True)
class Sdg:
    """One of the seventeen goals; `dark_text` where white on the colour is not readable."""

    number: int
    ja: str
    en: str
    colour: str
    dark_text: bool = False

    def name(self, language: str | None) -> str:
        """The published short name: Japanese, or English for every other language."""
        return self.ja if (language or "ja").startswith("ja") else self.en


SDGS: tuple[Sdg, ...] = (
    Sdg(1, "貧困をなくそう", "No poverty", "#e5243b"),
    Sdg(2, "飢餓をゼロに", "Zero hunger", "#dda63a", dark_text=True),
    Sdg(3, "すべての人に健康と福祉を", "Good health and well-being", "#4c9f38"),
    Sdg(4, "質の高い教育をみんなに", "Quality education", "#c5192d"),
    Sdg(5, "ジェンダー平等を実現しよう", "Gender equality", "#ff3a21"),
    Sdg(6, "安全な水とトイレを世界中に", "Clean water and sanitation", "#26bde2"),
    Sdg(7, "エネルギーをみんなに そしてクリーンに", "Affordable and clean energy", "#fcc30b", dark_text=True),
    Sdg(8, "働きがいも経済成長も", "Decent work and economic growth", "#a21942"),
    Sdg(9, "産業と技術革新の基盤をつくろう", "Industry, innovation and infrastructure", "#fd6925"),
    Sdg(10, "人や国の不平等をなくそう", "Reduced inequalities", "#dd1367"),
    Sdg(11, "住み続けられるまちづくりを", "Sustainable cities and communities", "#fd9d24", dark_text=True),
    Sdg(12, "つくる責任 つかう責任", "Responsible consumption and production", "#bf8b2e"),
    Sdg(13, "気候変動に具体的な対策を", "Climate action", "#3f7e44"),
    Sdg(14, "海の豊かさを守ろう", "Life below water", "#0a97d9"),
    Sdg(15, "陸の豊かさも守ろう", "Life on land", "#56c02b", dark_text=True),
    Sdg(16, "平和と公正をすべての人に", "Peace, justice and strong institutions", "#00689d"),
    Sdg(17, "パートナーシップで目標を達成しよう", "Partnerships for the goals", "#19486a"),
)
