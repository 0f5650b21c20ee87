"""Mentors, booking, sessions, a mentor's hours: the pages."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from common.dates import jst
from mentoring.enums import SessionState
from mentoring.models import Mentor, Session, Slot
from tests.factories.cohorts import close_call
from tests.factories.mentoring import HOUR, LINK, adopted_entry, make_mentor, make_pin, make_sketch


def text(response) -> str:
    return response.content.decode()


def soon(mentor: Mentor, hours: int = 24) -> Slot:
    """An hour that lies ahead of the real clock, which the pages read."""
    from mentoring.actions import add_slot

    starts = (timezone.now() + timedelta(hours=hours)).replace(minute=0, second=0, microsecond=0)
    return add_slot(
        mentor=mentor, starts_at=starts, ends_at=starts + HOUR, link=LINK, by=mentor.user, now=timezone.now()
    )


def booked(people, slot: Slot | None = None) -> Session:
    from mentoring.actions import book_slot

    hour = slot or soon(people.mentor_page)
    return book_slot(slot=hour, entry=people.entry, by=people["owner"], now=timezone.now())


def book_url(slot: Slot) -> str:
    return reverse("mentoring:book", args=[slot.public_id])


def session_url(session: Session) -> str:
    return reverse("mentoring:session", args=[session.public_id])


def test_everybody_sees_the_mentors_and_only_entrants_a_way_to_book(people):
    slot = soon(people.mentor_page)
    for persona in ("anonymous", "visitor", "declined", "juror"):
        page = text(people.browser(persona).get(reverse("mentoring:mentors")))
        assert "マーケティングの実務家" in page
        assert book_url(slot) not in page
    for persona in ("owner", "right"):
        assert book_url(slot) in text(people.browser(persona).get(reverse("mentoring:mentors")))


def test_the_list_costs_the_same_for_one_and_for_three_mentors(people, django_assert_max_num_queries):
    browser = people.browser("anonymous")
    soon(people.mentor_page)
    browser.get(reverse("mentoring:mentors"))
    with django_assert_max_num_queries(40) as first:
        browser.get(reverse("mentoring:mentors"))
    for _ in range(2):
        soon(make_mentor())
    with django_assert_max_num_queries(len(first.captured_queries)):
        browser.get(reverse("mentoring:mentors"))


def test_booking_is_one_decision(people):
    slot = soon(people.mentor_page)
    browser = people.browser("right")
    page = text(browser.get(book_url(slot)))
    assert str(people.entry.public_id) in page
    assert LINK not in page
    response = browser.post(book_url(slot), {"entry": people.entry.public_id})
    made = Session.objects.get()
    assert (response.status_code, response["Location"]) == (303, session_url(made))
    assert (made.booked_by, made.state) == (people["right"], SessionState.BOOKED)
    shown = text(browser.get(session_url(made)))
    assert LINK in shown
    assert "面談を予約しました" in shown


def test_a_taken_hour_says_so_and_offers_others(people):
    slot, later = soon(people.mentor_page), soon(people.mentor_page, 30)
    from mentoring.actions import book_slot

    other = adopted_entry(people.entry.cohort)
    book_slot(slot=slot, entry=other, by=other.applicant, now=timezone.now())
    browser = people.browser("owner")
    page = text(browser.get(book_url(slot)))
    assert "この枠は埋まりました" in page
    assert book_url(later) in page
    late = browser.post(book_url(slot), {"entry": people.entry.public_id})
    assert late.status_code == 409
    assert "たったいまほかの方が予約しました" in text(late)
    assert Session.objects.count() == 1


@pytest.mark.parametrize("persona", ["visitor", "declined", "juror", "mentor", "organiser", "staff", "contractor"])
def test_others_cannot_book(people, persona):
    slot = soon(people.mentor_page)
    response = people.browser(persona).post(book_url(slot), {"entry": people.entry.public_id})
    assert response.status_code == 403
    assert "採択された応募の方" in text(response)
    assert Session.objects.count() == 0


def test_nobody_books_for_a_foreign_entry(people):
    foreign = adopted_entry(people.entry.cohort)
    response = people.browser("owner").post(book_url(soon(people.mentor_page)), {"entry": foreign.public_id})
    assert response.status_code == 422
    assert Session.objects.count() == 0


def test_a_session_is_known_to_those_who_meet_and_the_office(people):
    session = booked(people)
    address = session_url(session)
    codes = {p: people.browser(p).get(address).status_code for p in ["anonymous", *people.by_persona]}
    allowed = {"owner", "right", "mentor", "staff", "contractor"}
    assert codes == {p: 200 if p in allowed else 302 if p == "anonymous" else 404 for p in codes}


def test_a_session_shows_the_sketch_first(people):
    sketch = make_sketch(people.entry)
    page = text(people.browser("mentor").get(session_url(booked(people))))
    assert reverse("mentoring:sketch", args=[sketch.public_id]) in page
    assert f"/files/{sketch.versions.get().file.public_id}/page-1/" in page


def test_a_record_of_a_cancelled_session_is_given_back(people):
    session = booked(people)
    browser = people.browser("owner")
    browser.post(reverse("mentoring:session_cancel", args=[session.public_id]))
    written = {"decided": "配車表を送る。", "rev": "0"}
    answer = browser.post(reverse("mentoring:note", args=[session.public_id]), written)
    assert (answer.status_code, "配車表を送る。" in answer.content.decode()) == (409, True)


@pytest.mark.parametrize("persona", ["owner", "right", "mentor", "staff"])
def test_those_who_meet_and_staff_cancel(people, persona):
    session = booked(people)
    cancel = reverse("mentoring:session_cancel", args=[session.public_id])
    browser = people.browser(persona)
    assert cancel in text(browser.get(session_url(session)))
    assert browser.post(cancel).status_code == 303
    assert Session.objects.get().state == SessionState.CANCELLED
    assert cancel not in text(browser.get(session_url(session)))
    assert browser.post(cancel).status_code == 303


def test_the_contractor_looks_and_does_not_cancel(people):
    session = booked(people)
    cancel = reverse("mentoring:session_cancel", args=[session.public_id])
    browser = people.browser("contractor")
    assert cancel not in text(browser.get(session_url(session)))
    assert browser.post(cancel).status_code == 403


def offer(**data):
    day = jst(timezone.now() + timedelta(days=3))
    values = {"day_year": day.year, "day_month": day.month, "day_day": day.day, "starts": "10:00", "minutes": "60"}
    return {**values, "mode": "online", "link": LINK, "place": "", **data}


def test_a_mentor_offers_an_hour(people):
    browser = people.browser("mentor")
    address = reverse("mentoring:agenda")
    assert browser.post(address, offer()).status_code == 303
    assert browser.post(address, offer()).status_code == 303
    slot = Slot.objects.get()
    assert (jst(slot.starts_at).hour, slot.ends_at - slot.starts_at) == (10, HOUR)
    page = text(browser.get(address))
    assert "空き時間" in page
    withdraw = reverse("mentoring:slot_withdraw", args=[slot.public_id])
    assert withdraw in page
    assert browser.post(withdraw).status_code == 303
    assert Slot.objects.get().withdrawn_at is not None


@pytest.mark.parametrize(
    "data",
    [
        {"day_month": "13"},
        {"day_year": "", "day_month": "", "day_day": ""},
        {"day_year": "2020"},
        {"starts": "03:00"},
        {"minutes": "7"},
        {"mode": "phone"},
        {"link": ""},
        {"link": "http://meet.example.jp"},
        {"link": "javascript:alert(1)"},
        {"mode": "on_site", "link": ""},
    ],
)
def test_an_impossible_offer_comes_back_as_typed(people, data):
    page = people.browser("mentor").post(reverse("mentoring:agenda"), offer(**data))
    assert page.status_code == 422
    assert "banner" in text(page)
    assert Slot.objects.count() == 0


def test_an_overlapping_offer_is_refused(people):
    browser = people.browser("mentor")
    browser.post(reverse("mentoring:agenda"), offer())
    page = browser.post(reverse("mentoring:agenda"), offer(starts="10:30"))
    assert page.status_code == 409
    assert "すでに別の枠があります" in text(page)


def test_only_mentors_keep_hours(people):
    assert people.browser("anonymous").get(reverse("mentoring:agenda")).status_code == 302
    assert people.browser("owner").get(reverse("mentoring:agenda")).status_code == 403
    slot = soon(people.mentor_page)
    withdraw = reverse("mentoring:slot_withdraw", args=[slot.public_id])
    assert people.browser("owner").post(withdraw).status_code == 404
    assert people.browser("staff").post(withdraw).status_code == 303


def test_a_mentors_day_begins_with_the_next_session(people):
    session = booked(people, soon(people.mentor_page, 3))
    page = text(people.browser("mentor").get(reverse("mentoring:agenda")))
    assert "次の面談まで、あと" in page
    assert session_url(session) in page
    assert LINK in page


def test_the_start_page_leads_to_the_session_and_the_open_questions(people):
    session = booked(people)
    sketch = make_sketch(people.entry)
    make_pin(sketch)
    for persona in ("owner", "mentor"):
        page = text(people.browser(persona).get(reverse("activity:my")))
        assert session_url(session) in page
        assert reverse("mentoring:sketch", args=[sketch.public_id]) in page


def test_the_start_page_shows_free_hours_to_entrants_without_a_session(people):
    soon(people.mentor_page)
    assert "空いている枠が1件あります" in text(people.browser("owner").get(reverse("activity:my")))
    assert "空いている枠" not in text(people.browser("visitor").get(reverse("activity:my")))


def test_a_mentor_without_a_booking_finds_the_way_to_their_hours(people):
    page = text(people.browser("mentor").get(reverse("activity:my")))
    assert (reverse("mentoring:agenda") in page, "いま出している空き枠はありません" in page) == (True, True)
    soon(people.mentor_page)
    assert "予約できる枠が1件あります" in text(people.browser("mentor").get(reverse("activity:my")))
    assert reverse("mentoring:agenda") not in text(people.browser("owner").get(reverse("activity:my")))


def test_a_booking_that_lies_ahead_is_next_and_one_that_runs_is_now(people):
    session = booked(people, soon(people.mentor_page, 3))
    browser = people.browser("mentor")
    page = text(browser.get(reverse("mentoring:agenda")))
    assert ("いまここ" in page, "つぎ" in page) == (False, True)
    now = timezone.now()
    Slot.objects.filter(pk=session.slot_id).update(starts_at=now - timedelta(minutes=5), ends_at=now + HOUR)
    assert "いまここ" in text(browser.get(reverse("mentoring:agenda")))


def test_a_visitor_of_the_mentors_is_shown_one_next_step(people):
    address = reverse("mentoring:mentors")
    enter = reverse("cohorts:entry_start", args=[people.entry.cohort.public_id])
    assert enter in text(people.browser("anonymous").get(address))
    for persona in ("owner", "mentor"):
        assert 'id="next-step"' not in text(people.browser(persona).get(address))
    close_call(people.entry.cohort)
    page = text(people.browser("anonymous").get(address))
    assert (enter in page, reverse("communities:directory") in page) == (False, True)


def test_booking_for_a_foreign_entry_is_refused_with_our_sentence(people):
    slot = soon(people.mentor_page)
    foreign = adopted_entry(people.entry.cohort)
    page = people.browser("owner").post(book_url(slot), {"entry": str(foreign.public_id)})
    assert (page.status_code, Session.objects.count()) == (422, 0)
    assert "自分の応募についてだけ予約できます" in text(page)
    assert str(foreign.public_id) not in text(page)
