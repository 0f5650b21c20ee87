"""Dates as they are read in Japan, and in English."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.template import Context, Template
from django.utils import translation

from common import dates

SATURDAY = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)  # 17:00 in Japan


@pytest.mark.parametrize(
    ("day", "year"), [(date(2026, 3, 31), 2025), (date(2026, 4, 1), 2026), (date(2027, 1, 1), 2026)]
)
def test_fiscal_year_begins_in_april(day, year):
    assert dates.fiscal_year(day) == year


def test_fiscal_year_of_an_instant_is_judged_in_japan():
    assert dates.fiscal_year(datetime(2026, 3, 31, 15, 0, tzinfo=UTC)) == 2026
    assert dates.fiscal_year(datetime(2026, 3, 31, 14, 59, tzinfo=UTC)) == 2025


@pytest.mark.parametrize(
    ("day", "era"),
    [
        (date(2026, 11, 21), "令和8年"),
        (date(2019, 5, 1), "令和元年"),
        (date(2019, 4, 30), "平成31年"),
        (date(1989, 1, 7), "昭和64年"),
        (date(1900, 1, 1), "1900年"),
    ],
)
def test_era_year(day, era):
    assert dates.era_year(day) == era


@pytest.mark.parametrize(("year", "label"), [(2026, "2026年度（令和8年度）"), (2019, "2019年度（令和元年度）")])
def test_fiscal_label(year, label):
    with translation.override("ja"):
        assert dates.fiscal_label(year) == label


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("ja", ["11月21日（土）", "11月21日（土）17:00", "2026年11月21日（土）", "17:00", "令和8年"]),
        ("en", ["Sat 21 Nov", "Sat 21 Nov, 17:00", "Sat 21 Nov 2026", "17:00", "令和8年"]),
    ],
)
def test_filters_in_both_languages(language, expected):
    template = Template("{% load dates %}{{ at|day }}|{{ at|daytime }}|{{ at|full_day }}|{{ at|clock }}|{{ at|era }}")
    with translation.override(language):
        assert template.render(Context({"at": SATURDAY})).split("|") == expected


def test_filters_of_nothing_show_nothing():
    names = ("day", "daytime", "full_day", "clock", "era", "fiscal", "days_left")
    template = Template("{% load dates %}" + "".join(f"{{{{ at|{name} }}}}" for name in names))
    assert template.render(Context({"at": None})) == ""


@pytest.mark.parametrize(
    ("left", "text"),
    [
        (timedelta(days=3, hours=4, minutes=5), "3日 4時間"),
        (timedelta(hours=4, minutes=5), "4時間 5分"),
        (timedelta(seconds=20), "1分"),
        (timedelta(days=2), "2日"),
    ],
)
def test_time_left_has_two_steps(left, text):
    with translation.override("ja"):
        assert dates.format_left(left) == text


@pytest.mark.parametrize(("days", "text"), [(3, "あと3日"), (0, "きょうまで"), (-1, "終了")])
def test_days_left(days, text):
    from django.utils import timezone

    day = dates.as_day(timezone.now()) + timedelta(days=days)
    with translation.override("ja"):
        assert Template("{% load dates %}{{ day|days_left }}").render(Context({"day": day})) == text


@pytest.mark.parametrize(
    ("day", "japanese", "english"),
    [
        (date(2026, 11, 23), "11月23日（月・祝）", "Mon 23 Nov"),
        (date(2026, 9, 22), "9月22日（火・祝）", "Tue 22 Sep"),  # between two holidays
        (date(2026, 11, 24), "11月24日（火）", "Tue 24 Nov"),
    ],
)
def test_public_holidays_are_marked_in_japanese(day, japanese, english):
    with translation.override("ja"):
        assert dates.format_date(day) == japanese
    with translation.override("en"):
        assert dates.format_date(day) == english
