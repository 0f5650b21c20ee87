"""From a pattern to hours: the worked examples, typed times, and what falls between."""

import doctest
from datetime import date, time

import pytest

from mentoring import recurrence, typed_times
from mentoring.recurrence import Band, hours_of, merged
from mentoring.typed_times import NotTimes, as_typed, times_in


@pytest.mark.parametrize("module", [recurrence, typed_times])
def test_worked_examples(module):
    assert doctest.testmod(module).failed == 0


def test_eight_weeks_have_eight_mondays():
    week = [Band(0, time(10), time(12), "online")]
    hours = hours_of(week, first=date(2026, 12, 1), days=56, minutes=60)
    assert len(hours) == 16
    assert {hour.starts_at.weekday() for hour in hours} == {0}


def test_bands_of_other_days_stay_apart():
    bands = [Band(1, time(10), time(11), "online"), Band(0, time(11), time(12), "online")]
    assert merged(bands) == [bands[1], bands[0]]


@pytest.mark.parametrize("text", ["10", "12-10", "10-10", "10:10-11:00", "25-26", "foo", "10-12-14", "10:75-12"])
def test_what_is_no_time_is_refused(text):
    with pytest.raises(NotTimes):
        times_in(text)


@pytest.mark.parametrize("text", ["10時から12時まで", "10:00〜12:00", "10~12", "１０：００－１２：００"])
def test_people_type_times_in_many_ways(text):
    assert as_typed(times_in(text)) == "10:00-12:00"


def test_an_empty_line_has_no_times():
    assert times_in("  ") == []
