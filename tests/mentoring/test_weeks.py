"""The weekly pattern: deriving, changing, exceptions, and its page."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from common.errors import InvalidInput, StaleWrite
from common.models import Claim
from mentoring.actions import WeekPlan, derive_hours, extend_weeks, set_week, withdraw_slot
from mentoring.models import Availability, Mentor, Slot
from mentoring.queries import free_count, offered_in_week, week_of
from mentoring.recurrence import Band
from tests.factories.mentoring import HOUR, LINK, NOW, TOMORROW, adopted_entry, make_mentor, make_session, make_slot

pytestmark = pytest.mark.django_db
# NOW is Saturday 21 November 2026, noon in Japan; Monday 23 November is a public holiday.
MONDAYS = (Band(0, time(10), time(12), "online"),)
TUESDAYS = (Band(1, time(10), time(12), "online"),)
ADDRESS = "mentoring:week"


def set_for(mentor: Mentor, bands=TUESDAYS, rev: int = 0, **values) -> Availability:
    plan = WeekPlan(bands, **{"link": LINK, **values})
    return set_week(mentor=mentor, plan=plan, rev=rev, by=mentor.user, now=NOW)


def offered(mentor: Mentor) -> list[Slot]:
    return list(Slot.objects.filter(mentor=mentor, withdrawn_at=None).order_by("starts_at"))


def test_a_pattern_offers_eight_weeks_and_setting_it_twice_changes_nothing():
    mentor = make_mentor()
    week = set_for(mentor)
    first = [(slot.pk, slot.starts_at) for slot in offered(mentor)]
    assert (len(first), week.rev) == (16, 1)
    assert first[0][1] == datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
    assert set_for(mentor).rev == 1
    assert [(slot.pk, slot.starts_at) for slot in offered(mentor)] == first
    assert Claim.objects.filter(resource=mentor.offers).count() == 64


@pytest.mark.parametrize(("meets", "hours"), [(False, 12), (True, 16)])
def test_holidays_are_left_out_unless_said_otherwise(meets, hours):
    mentor = make_mentor()
    # 23 November and 11 January are holidays on a Monday.
    set_for(mentor, MONDAYS, meets_on_holidays=meets)
    assert len(offered(mentor)) == hours


def test_a_changed_pattern_takes_back_what_is_free_and_leaves_what_is_booked():
    mentor = make_mentor()
    set_for(mentor)
    session = make_session(offered(mentor)[0])
    set_for(mentor, (Band(2, time(10), time(11), "online"),), rev=1)
    kept = offered(mentor)
    assert session.slot in kept
    assert {slot.starts_at.weekday() for slot in kept if slot != session.slot} == {2}
    assert Slot.objects.get(pk=session.slot_id).link == LINK


def test_a_booked_hour_is_never_overlapped_by_a_new_pattern():
    mentor = make_mentor()
    set_for(mentor)
    session = make_session(offered(mentor)[0])
    set_for(mentor, (Band(1, time(10, 30), time(11, 30), "online"),), rev=1)
    days = [slot for slot in offered(mentor) if slot.starts_at.date() == session.slot.starts_at.date()]
    assert days == [session.slot]


def test_a_link_that_changed_reaches_the_free_hours_only():
    mentor = make_mentor()
    set_for(mentor)
    session = make_session(offered(mentor)[0])
    set_for(mentor, rev=1, link="https://meet.example.jp/new")
    links = [slot.link for slot in offered(mentor)]
    assert (links[0], set(links[1:])) == (LINK, {"https://meet.example.jp/new"})
    session.refresh_from_db()
    assert session.link == LINK


def test_an_hour_taken_back_by_hand_stays_away():
    mentor = make_mentor()
    week = set_for(mentor)
    gone = offered(mentor)[0]
    withdraw_slot(slot=gone, by=mentor.user, now=NOW)
    derive_hours(availability=week, now=NOW)
    set_for(mentor, MONDAYS, rev=1)
    set_for(mentor, TUESDAYS, rev=2)
    assert (gone in offered(mentor), len(offered(mentor))) == (False, 15)


def test_an_hour_that_left_the_week_comes_back_as_the_same_row():
    mentor = make_mentor()
    set_for(mentor)
    before = [slot.pk for slot in offered(mentor)]
    set_for(mentor, (), rev=1)
    assert (offered(mentor), Claim.objects.count()) == ([], 0)
    set_for(mentor, TUESDAYS, rev=2)
    assert [slot.pk for slot in offered(mentor)] == before


def test_hours_offered_by_hand_are_left_alone_and_not_doubled():
    mentor = make_mentor()
    by_hand = make_slot(mentor, datetime(2026, 11, 24, 1, 30, tzinfo=UTC))
    set_for(mentor)
    assert by_hand in offered(mentor)
    assert len(offered(mentor)) == 15
    set_for(mentor, (), rev=1)
    assert offered(mentor) == [by_hand]


def test_days_that_come_nearer_are_offered_by_the_worker():
    mentor = make_mentor()
    set_for(mentor)
    assert extend_weeks(now=NOW + timedelta(days=7)) == 1
    assert len(offered(mentor)) == 18


def test_who_left_offers_no_further_hours():
    mentor = make_mentor()
    week = set_for(mentor)
    Mentor.objects.update(is_active=False)
    derive_hours(availability=week, now=NOW)
    assert offered(mentor) == []


def test_a_change_begun_on_an_older_week_is_refused():
    mentor = make_mentor()
    set_for(mentor)
    with pytest.raises(StaleWrite):
        set_for(mentor, MONDAYS, rev=0)
    assert offered(mentor)[0].starts_at.weekday() == 1


@pytest.mark.parametrize(
    ("bands", "values", "field"),
    [
        (TUESDAYS, {"link": ""}, "link"),
        ((Band(1, time(10), time(11), "on_site"),), {}, "place"),
        ((Band(1, time(10), time(11), "hybrid"),), {"place": "市役所"}, None),
        ((Band(1, time(11), time(10), "online"),), {}, "cells"),
        (tuple(Band(1, time(10), time(11), "online") for _ in range(71)), {}, "cells"),
    ],
)
def test_an_impossible_week_is_refused_with_a_sentence(bands, values, field):
    mentor = make_mentor()
    if field is None:
        set_for(mentor, bands, **values)
        return
    with pytest.raises(InvalidInput) as caught:
        set_for(mentor, bands, **values)
    assert list(caught.value.fields) == [field]
    assert not Availability.objects.exists()


def test_deriving_costs_the_same_for_few_and_many_hours(django_assert_max_num_queries):
    few, many = make_mentor(), make_mentor()
    with django_assert_max_num_queries(40) as first:
        set_for(few)
    with django_assert_max_num_queries(len(first.captured_queries)):
        set_for(many, tuple(Band(day, time(10), time(12), "online") for day in range(1, 4)))


def test_last_week_can_be_done_again():
    mentor = make_mentor()
    make_slot(mentor, TOMORROW)
    make_slot(mentor, TOMORROW + HOUR)
    assert offered_in_week(mentor, date(2026, 11, 16)) == [Band(6, time(10), time(12), "online")]
    assert offered_in_week(mentor, date(2026, 11, 9)) == []


def pressed(**values):
    modes = {f"mode_{day}": "online" for day in range(7)}
    return {**modes, "rev": 0, "cells": ["0-10", "0-11", "2-9"], "minutes": "60", "link": LINK, **values}


def test_a_week_is_set_by_pressing_cells_and_typing_times(people):
    browser = people.browser("mentor")
    page = browser.post(reverse(ADDRESS), pressed(times_4="13:30-15:00"))
    assert (page.status_code, page["Location"]) == (303, reverse("mentoring:agenda"))
    week = week_of(people.mentor_page)
    assert [(band.weekday, band.starts, band.ends) for band in week.week] == [
        (0, time(10), time(12)),
        (2, time(9), time(10)),
        (4, time(13, 30), time(15)),
    ]
    assert free_count(people.mentor_page, timezone.now()) > 20
    shown = browser.get(reverse(ADDRESS)).content.decode()
    assert 'value="0-11" checked' in shown
    assert 'value="13:30-15:00"' in shown


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"times_3": "いつでも"}, "10:30-12:00のように"),
        ({"cells": ["9-99"]}, "この表の時間"),
        ({"minutes": "7"}, "＊"),
        ({"link": "http://meet.example.jp/"}, "https://"),
        ({"link": ""}, "リンク"),
        ({"mode_0": "on_site"}, "会う場所"),
        ({"times_1": "1" * 200}, "＊"),
    ],
)
def test_what_is_wrong_comes_back_as_typed(people, values, sentence):
    page = people.browser("mentor").post(reverse(ADDRESS), pressed(**values))
    assert page.status_code == 422
    text = page.content.decode()
    assert sentence in text
    assert not Availability.objects.exists()
    if "cells" not in values:
        assert 'value="2-9" checked' in text


@pytest.mark.parametrize(("values", "status"), [({"place": "\x00"}, 400), ({"rev": "x"}, 422), ({"rev": "-1"}, 422)])
def test_a_broken_request_is_refused(people, values, status):
    assert people.browser("mentor").post(reverse(ADDRESS), pressed(**values)).status_code == status
    assert not Availability.objects.exists()


def test_a_second_window_is_told_and_can_save_again(people):
    browser = people.browser("mentor")
    browser.post(reverse(ADDRESS), pressed())
    late = browser.post(reverse(ADDRESS), pressed(cells=["5-10"]))
    assert (late.status_code, 'value="5-10" checked' in late.content.decode()) == (409, True)
    assert 'name="rev" value="1"' in late.content.decode()


def test_last_week_fills_the_form_and_counts_once_saved(people):
    browser = people.browser("mentor")
    assert "先週の枠はありません" in browser.get(reverse(ADDRESS) + "?copy=last").content.decode()
    last_monday = timezone.localdate() - timedelta(days=timezone.localdate().weekday() + 7)
    slot = make_slot(people.mentor_page)
    starts = datetime.combine(last_monday, time(10), timezone.get_current_timezone())
    Slot.objects.filter(pk=slot.pk).update(starts_at=starts, ends_at=starts + HOUR)
    page = browser.get(reverse(ADDRESS) + "?copy=last").content.decode()
    assert ('value="0-10" checked' in page, "先週の枠を入れました" in page) == (True, True)
    assert not Availability.objects.exists()


def test_the_day_shows_a_page_of_hours_at_constant_cost(people, django_assert_max_num_queries):
    browser = people.browser("mentor")
    make_slot(people.mentor_page, timezone.now().replace(minute=0, second=0, microsecond=0) + 3 * HOUR)
    browser.get(reverse("mentoring:agenda"))
    with django_assert_max_num_queries(40) as first:
        browser.get(reverse("mentoring:agenda"))
    set_week(
        mentor=people.mentor_page,
        plan=WeekPlan(tuple(Band(day, time(9), time(12), "online") for day in range(5)), link=LINK),
        rev=0,
        by=people["mentor"],
        now=timezone.now(),
    )
    with django_assert_max_num_queries(len(first.captured_queries) + 1):
        page = browser.get(reverse("mentoring:agenda")).content.decode()
    assert "?after=" in page


def test_an_entry_books_a_derived_hour():
    mentor = make_mentor()
    set_for(mentor)
    session = make_session(offered(mentor)[0], adopted_entry())
    assert session.slot.availability == week_of(mentor)
