"""Checking one answer: the typed value in, the kept value and a sentence out. No database, no request.

Both doors use it, the form that shows the sentence and the action that writes, so that what is stored as valid
is always what the form would accept. Values are JSON: text, a list of texts (chips) or a bool (ticks).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.enums import OrganisationKind
from cohorts.questions import MAX_SDGS, Field, Kind
from common.codes import CORPORATE_DIGITS, EMPLOYEE_BANDS, INDUSTRIES, SDGS, CodeError, check_corporate_number
from common.errors import InvalidInput
from common.text import as_data, as_name, digits, is_katakana, is_visible, to_katakana

Choices = Sequence[tuple[str, str]]
POSTAL_DIGITS = 7
PHONE_DIGITS = (10, 11)
PHONE_LENGTH = 20
LONGEST_CHIP = 8
LONGEST_LIST = 40
LONGEST_FACTOR = 20  # so far over its limit a text is still kept on the server, so that it can be shortened
ENTRANT_KINDS = ("company", "sole_trader", "association", "planned")


@dataclass(frozen=True)
class Checked:
    """What to keep, and the sentence if it is not right yet (then `value` is as typed).

    `keep` is False for what cannot be stored at all (control characters, a whole book): what stood there before stays.
    """

    value: Any
    error: str = ""
    keep: bool = True

    @property
    def is_valid(self) -> bool:
        """Whether it can be handed in."""
        return not self.error


class _Wrong(Exception):
    """Carries the sentence from a check to `check_answer`."""


def choices_for(field: Field, tracks: Choices = ()) -> Choices:
    """The choices of a field in the reader's language; divisions come from the term."""
    kinds = dict(OrganisationKind.choices)
    sources: dict[str, Callable[[], Choices]] = {
        "kinds": lambda: [(key, str(kinds[key])) for key in ENTRANT_KINDS],
        "industries": lambda: [(key, str(name)) for key, name in INDUSTRIES.items()],
        "employees": lambda: [(key, str(name)) for key, name in EMPLOYEE_BANDS.items()],
        "sdgs": lambda: [(str(item.number), item.name(get_language())) for item in SDGS],
        "tracks": lambda: tracks,
    }
    if field.kind == Kind.YES_NO:
        return [("yes", _("Yes")), ("no", _("No"))]
    return sources[field.source]() if field.source else ()


def check_answer(field: Field, raw: Any, tracks: Choices = ()) -> Checked:
    """Check one typed value.

    Empty and not required is valid and kept as "", [] or False.
    """
    try:
        typed = _as_typed(field, raw)
    except InvalidInput as refusal:
        return Checked("", str(refusal), keep=False)
    if isinstance(typed, str) and len(typed) > field.max_length * LONGEST_FACTOR:
        return Checked("", _too_long(field, typed), keep=False)
    try:
        return Checked(_CHECKS[field.kind](field, typed, tracks))
    except _Wrong as wrong:
        return Checked(typed, str(wrong))


def _as_typed(field: Field, raw: Any) -> Any:
    if field.kind == Kind.CHIPS:
        items = raw if isinstance(raw, list | tuple) else []
        return [as_data(str(item))[:LONGEST_CHIP] for item in items[:LONGEST_LIST]]
    if field.kind in {Kind.TICK, Kind.MUST_TICK}:
        return bool(raw)
    return _plain(field, _text(raw))


def _plain(field: Field, raw: str) -> str:
    """Without what nobody sees; in one line for everything but long texts."""
    text = as_name(raw).replace("\r\n", "\n")
    if not is_visible(text):
        return ""
    return text if field.kind == Kind.LONG else " ".join(text.split("\n"))


def _text(raw: Any) -> str:
    return raw if isinstance(raw, str) else "" if raw is None else str(raw)


def _present(field: Field, text: str) -> str:
    """The typed text; a required field must not be empty."""
    if not text and field.required:
        raise _Wrong(_("Please fill this in."))
    return text


def _short(field: Field, raw: Any, _tracks: Choices) -> str:
    text = _present(field, raw)
    if len(text) > field.max_length:
        raise _Wrong(_too_long(field, text))
    return text


def _too_long(field: Field, text: str) -> str:
    sentence = _("Please keep it to %(limit)d characters (now %(length)d).")
    return sentence % {"limit": field.max_length, "length": len(text)}


def _kana(field: Field, raw: Any, tracks: Choices) -> str:
    text = to_katakana(_short(field, raw, tracks))
    if text and not is_katakana(text):
        raise _Wrong(_("Please type the reading in katakana."))
    return text


def _email(field: Field, raw: Any, tracks: Choices) -> str:
    text = as_data(_short(field, raw, tracks)).lower()
    if not text:
        return ""
    try:
        validate_email(text)
    except ValidationError:
        raise _Wrong(_("This is not the shape of an e-mail address. Example: taro@example.jp")) from None
    return text


def _postal(field: Field, raw: Any, _tracks: Choices) -> str:
    text = _present(field, raw)
    number = digits(text)
    if text and len(number) != POSTAL_DIGITS:
        raise _Wrong(_("A postcode has 7 digits. There are %(length)d now.") % {"length": len(number)})
    return f"{number[:3]}-{number[3:]}" if text else ""


def _phone(field: Field, raw: Any, _tracks: Choices) -> str:
    text = _present(field, raw)
    if text and (len(digits(text)) not in PHONE_DIGITS or not digits(text).startswith("0")):
        raise _Wrong(_("A telephone number has 10 or 11 digits."))
    return as_data(text) if len(text) <= PHONE_LENGTH else digits(text)


def _corporate(field: Field, raw: Any, _tracks: Choices) -> str:
    text = _present(field, raw)
    if not text:
        return ""
    try:
        return check_corporate_number(text)
    except CodeError as error:
        if len(digits(text)) == CORPORATE_DIGITS:
            raise _Wrong(_("The digits of the number do not fit together. Please check them again.")) from None
        raise _Wrong(str(error)) from None


def _choice(field: Field, raw: Any, tracks: Choices) -> str:
    text = str(raw)
    if text in {key for key, _label in choices_for(field, tracks)}:
        return text
    if text == "" and not field.required:
        return ""
    raise _Wrong(_("Please choose one answer."))


def _yes_no(field: Field, raw: Any, tracks: Choices) -> str:
    return _choice(field, raw, tracks)


def _chips(field: Field, raw: Any, tracks: Choices) -> list[str]:
    known = [key for key, _label in choices_for(field, tracks)]
    chosen = list(raw)
    if any(item not in known for item in chosen):
        raise _Wrong(_("Please choose from the list."))
    if len(chosen) > MAX_SDGS:
        raise _Wrong(_("Please choose up to three (now %(count)d).") % {"count": len(chosen)})
    return sorted(set(chosen), key=known.index)


def _tick(_field: Field, raw: Any, _tracks: Choices) -> bool:
    return bool(raw)


def _must_tick(_field: Field, raw: Any, _tracks: Choices) -> bool:
    if not raw:
        raise _Wrong(_("Please tick the box if you agree."))
    return True


_CHECKS: Mapping[Kind, Callable[[Field, Any, Choices], Any]] = {
    Kind.TEXT: _short,
    Kind.LONG: _short,
    Kind.KANA: _kana,
    Kind.EMAIL: _email,
    Kind.PHONE: _phone,
    Kind.POSTAL: _postal,
    Kind.CORPORATE: _corporate,
    Kind.CHOICE: _choice,
    Kind.CHIPS: _chips,
    Kind.TICK: _tick,
    Kind.MUST_TICK: _must_tick,
    Kind.YES_NO: _yes_no,
}
