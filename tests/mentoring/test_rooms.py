"""Rooms: the office's list, and that nobody books one twice."""

from datetime import time, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from common.errors import Conflict, InvalidInput
from common.models import Claim
from mentoring.actions import WeekPlan, add_room, add_slot, cancel_session, set_room_open, set_week
from mentoring.models import Mentor, Room, Session, Slot
from mentoring.recurrence import Band
from tests.factories.accounts import UserFactory
from tests.factories.cohorts import make_cohort
from tests.factories.mentoring import HOUR, NOW, TOMORROW, adopted_entry, make_mentor, make_session

pytestmark = pytest.mark.django_db


def room_of(name: str = "会議室A") -> Room:
    return add_room(venue="産業プラザ", name=name, address="駅前1", by=UserFactory(), now=NOW)


def on_site(mentor: Mentor, room: Room, starts_at=TOMORROW) -> Slot:
    return add_slot(
        mentor=mentor, starts_at=starts_at, ends_at=starts_at + HOUR, mode="on_site", room=room, by=mentor.user, now=NOW
    )


def test_a_room_is_added_once():
    assert room_of() == room_of(" 会議室A ")
    assert str(room_of()) == "産業プラザ 会議室A"


@pytest.mark.parametrize(("field", "value"), [("venue", " "), ("name", ""), ("name", "あ" * 51), ("venue", "x" * 61)])
def test_a_room_without_a_name_is_refused(field, value):
    values = {"venue": "産業プラザ", "name": "会議室A", field: value}
    with pytest.raises(InvalidInput) as caught:
        add_room(**values, by=UserFactory(), now=NOW)
    assert list(caught.value.fields) == [field]


def test_a_booking_claims_mentor_company_and_room():
    entry, room = adopted_entry(), room_of()
    session = make_session(on_site(make_mentor(), room), entry)
    assert (session.room, session.place) == (room, "産業プラザ 会議室A")
    claimed = set(Claim.objects.filter(holder=session.holder).values_list("resource", flat=True))
    assert claimed == {
        f"mentor:{session.mentor.public_id}",
        f"organisation:{entry.organisation.public_id}",
        f"room:{room.public_id}",
    }
    cancel_session(session=session, by=session.booked_by, now=NOW)
    assert not Claim.objects.filter(resource=room.resource).exists()


def two_in_one_room() -> tuple[Slot, Slot]:
    room = room_of()
    return on_site(make_mentor(), room), on_site(make_mentor(), room, TOMORROW + timedelta(minutes=30))


def test_one_room_is_not_booked_twice_and_the_sentence_says_so():
    first, second = two_in_one_room()
    cohort = make_cohort()
    assert set(Slot.objects.free(NOW)) == {first, second}
    make_session(first, adopted_entry(cohort))
    assert set(Slot.objects.free(NOW)) == set()
    with pytest.raises(Conflict, match="部屋は、その時間ふさがっています"):
        make_session(second, adopted_entry(cohort))
    assert Session.objects.count() == 1


def test_twin_without_the_rooms_claim_it_is_booked_twice(monkeypatch):
    monkeypatch.setattr(Room, "resource", property(lambda room: f"nothing:{room.pk}:{uuid4()}"))
    first, second = two_in_one_room()
    cohort = make_cohort()
    make_session(first, adopted_entry(cohort))
    make_session(second, adopted_entry(cohort))
    assert Session.objects.count() == 2


def test_an_online_hour_takes_no_room():
    mentor = make_mentor()
    slot = add_slot(
        mentor=mentor, starts_at=TOMORROW, ends_at=TOMORROW + HOUR, room=room_of(), link="https://meet.example.jp/a",
        by=mentor.user, now=NOW,
    )  # fmt: skip
    assert (slot.room, slot.place) == (None, "")


def test_a_week_on_site_names_its_room():
    mentor, room = make_mentor(), room_of()
    plan = WeekPlan((Band(1, time(10), time(11), "on_site"),), room=room)
    set_week(mentor=mentor, plan=plan, rev=0, by=mentor.user, now=NOW)
    assert {(slot.room, slot.place) for slot in Slot.objects.all()} == {(room, "産業プラザ 会議室A")}


def test_a_room_is_closed_and_opened_again_once():
    room = room_of()
    for is_open in (False, False, True):
        set_room_open(room=room, is_open=is_open, by=UserFactory(), now=NOW)
        room.refresh_from_db()
        assert room.is_active == is_open


def test_the_office_keeps_the_list(people):
    browser = people.browser("staff")
    address = reverse("mentoring:rooms")
    assert browser.post(address, {"venue": "産業プラザ", "name": "会議室A"}).status_code == 303
    room = Room.objects.get()
    assert browser.post(address, {"venue": "産業プラザ", "name": ""}).status_code == 422
    assert "会議室A" in browser.get(address).content.decode()
    browser.post(reverse("mentoring:room_state", args=[room.public_id]), {"to": "closed"})
    room.refresh_from_db()
    assert room.is_active is False


def test_a_closed_room_is_offered_no_more(people):
    room = room_of()
    browser = people.browser("mentor")
    address = reverse("mentoring:week")
    assert str(room.public_id) in browser.get(address).content.decode()
    set_room_open(room=room, is_open=False, by=UserFactory(), now=NOW)
    assert str(room.public_id) not in browser.get(address).content.decode()
