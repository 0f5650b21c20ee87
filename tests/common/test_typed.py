"""Days and times as people type them."""

from datetime import date, time
from typing import Any

import pytest
from django import forms
from django.http import QueryDict

from common.dates import is_holiday
from common.ui.typed import ClockField, DayField


class Form(forms.Form):
    day = DayField(error_messages={"invalid": "no day"})
    at = ClockField()


def typed(year: str, month: str = "1", day: str = "15", at: str = "13:00") -> Any:
    data = QueryDict(mutable=True)
    data.update({"day_year": year, "day_month": month, "day_day": day, "at": at})
    return Form(data)


def test_full_width_digits_are_digits():
    form = typed("２０２７", "１", "５", "１３：００")
    assert form.is_valid(), form.errors
    assert form.cleaned_data == {"day": date(2027, 1, 5), "at": time(13)}


@pytest.mark.parametrize("year", ["9999", "1899", "2101", "0001"])
def test_a_year_far_away_is_a_slip_of_the_finger(year):
    form = typed(year, "12", "31")
    assert form.errors["day"] == ["年は1900年から2100年の間で入力してください。"]


@pytest.mark.parametrize("year", ["20x7", "", "-1", "99999"])
def test_what_is_no_year_is_no_day(year):
    assert typed(year).errors["day"] == ["no day"]


def test_the_last_day_of_all_calendars_is_no_holiday():
    assert not is_holiday(date.max)
