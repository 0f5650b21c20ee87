"""Filling a draft from the registers that the operator imported; a look-up never stands in the way of handing in."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from cohorts.actions.doors import locked_entry
from cohorts.actions.drafts import ensure_open, save_answers
from cohorts.models import Answer, Entry
from cohorts.queries import LOOKED_UP, NUMBER, POSTCODE, Found, answers_of
from common.registers import Company, company_of, place_of
from common.text import digits


@transaction.atomic
def fill_from_register(*, entry: Entry, key: str, by: User, now: datetime) -> Found:
    """Look up the draft's corporate number or postcode (`key`) and fill in what the register says.

    The number fills name and address, and reading and postcode where there is nothing yet; the draft remembers it,
    so that the form can show that these come from the register. The postcode fills an empty address only: what
    somebody typed is told apart, never overwritten. Raises Closed after the deadline.
    """
    entry = locked_entry(entry)
    answers = answers_of(entry)
    typed = answers.get(key)
    if typed is None or not typed.value or not typed.is_valid:
        return Found(_("Please type the whole number first."), is_found=False)
    if key == NUMBER:
        company = company_of(str(typed.value))
        return _fill_company(entry, company, answers, by, now) if company else _nothing()
    return _fill_place(entry, str(typed.value), answers, by, now)


def _nothing() -> Found:
    return Found(_("The table has nothing for this number. Please type it yourself."), is_found=False)


def _fill_company(entry: Entry, company: Company, answers: dict[str, Answer], by: User, now: datetime) -> Found:
    empty = {"org_kana": company.kana, POSTCODE: company.postal_code}
    values = {"org_name": company.name, "address": company.address}
    values |= {key: value for key, value in empty.items() if not _value(answers, key)}
    values = {key: value for key, value in values.items() if value}
    saved = save_answers(entry=entry, values=values, by=by, now=now)
    said: dict[str, Any] = {key: saved.values[key] for key in ("org_name", "address") if key in saved.values}
    before = [_value(answers, key) for key in said if _value(answers, key) not in {"", said[key]}]
    Answer.objects.update_or_create(
        entry=entry,
        key=LOOKED_UP,
        defaults={"value": {**said, NUMBER: company.number}, "is_valid": True, "rev": saved.entry.rev},
    )
    return Found(_("Found: %(name)s") % {"name": company.name}, is_filled=True, replaced=_(", ").join(before))


def _fill_place(entry: Entry, code: str, answers: dict[str, Answer], by: User, now: datetime) -> Found:
    place = place_of(digits(code))
    if place is None or not place.address:
        return _nothing()
    typed = _value(answers, "address")
    found = _("Found: %(name)s") % {"name": place.address}
    if typed:
        return Found(found)
    save_answers(entry=entry, values={"address": place.address}, by=by, now=now)
    more = _("Please add the house number.") if place.is_whole else _("Please add the rest of the address.")
    return Found(f"{found} {more}", is_filled=True)


def _value(answers: dict[str, Answer], key: str) -> Any:
    return answers[key].value if key in answers else ""


@transaction.atomic
def free_looked_up(*, entry: Entry, by: User, now: datetime) -> None:
    """The person wants to mend what the register said: the values stay and can be typed over. Twice is once."""
    entry = locked_entry(entry)
    ensure_open(entry, [])
    Answer.objects.filter(entry=entry, key=LOOKED_UP).delete()
