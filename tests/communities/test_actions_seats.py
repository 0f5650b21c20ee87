"""Seats: one for each address, never more than there are, and nobody lost on the way."""

from datetime import timedelta
from unittest.mock import patch
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from activity.models import Delivery
from common.errors import Closed, Conflict, InvalidInput, StaleWrite
from communities.actions import (
    Guest,
    Plan,
    cancel_registration,
    change_event,
    register,
    tell_event_reached,
)
from communities.actions.letters import read_token, token_of
from communities.actions.seats import EVENT_STREAM
from communities.enums import EventMode, SeatState
from communities.mail_kinds import is_registered
from communities.models import Event, Registration
from communities.queries import Seats, participants, participants_in_batches, seats_of, turn_of
from realtime.models import StreamEvent
from realtime.queries import stream_for
from tests.factories.communities import event_in, registered


@pytest.fixture
def event(square):
    return event_in(square.community, capacity=2, needed=2)


def mails(kind):
    found = Delivery.objects.filter(kind=f"communities/{kind}").order_by("pk")
    return list(found.values_list("recipient", flat=True))


def said_in(event):
    events = StreamEvent.objects.filter(stream=stream_for(EVENT_STREAM, event.stream_key)).order_by("seq")
    return [(each.kind, each.data) for each in events]


def fresh(one):
    return type(one).objects.get(pk=one.pk)


def plan_of(event, **changes):
    names = (
        "title_ja", "summary_ja", "starts_at", "ends_at", "closes_at", "mode", "place", "link", "capacity", "needed",
    )  # fmt: skip
    return Plan(**{**{name: getattr(event, name) for name in names}, **changes})


def test_seats_are_numbered_and_the_next_ones_wait_in_order(event):
    states = [registered(event, f"guest{n}@example.jp") for n in range(4)]
    assert [(one.state, one.seat) for one in states] == [
        (SeatState.SEATED, 1), (SeatState.SEATED, 2), (SeatState.WAITING, None), (SeatState.WAITING, None),
    ]  # fmt: skip
    assert [turn_of(one) for one in states[2:]] == [1, 2]
    assert seats_of(event) == Seats(taken=2, waiting=2, capacity=2, needed=2)
    assert mails("event_registered") == [f"guest{n}@example.jp" for n in range(4)]


def test_the_stream_says_that_something_changed_and_not_about_whom(event):
    seat = registered(event)
    cancel_registration(registration=seat, by=None, now=timezone.now())
    assert said_in(event) == [("registered", {}), ("cancelled", {})]
    assert set(StreamEvent.objects.filter(kind="registered").values_list("object_id", flat=True)) == {event.public_id}


def test_the_same_key_registers_once_and_another_content_is_refused(event):
    key = uuid4()
    first, second = registered(event, client_id=key), registered(event, client_id=key)
    assert first == second
    assert seats_of(event).taken == 1
    with pytest.raises(Conflict):
        registered(event, "hanako@example.jp", client_id=key)


def test_an_address_has_one_seat_however_it_is_typed_and_keeps_its_name(event):
    first = registered(event, "taro@example.jp", name="太郎")
    again = registered(event, "ＴＡＲＯ@example.jp", name="だれか")
    assert (again.pk, fresh(first).name, seats_of(event).taken) == (first.pk, "太郎", 1)
    assert len(said_in(event)) == 1
    assert mails("event_registered") == ["taro@example.jp"]


def test_who_asks_again_an_hour_later_gets_the_mail_again(event):
    registered(event)
    registered(event, now=timezone.now() + timedelta(hours=1))
    assert mails("event_registered") == ["taro@example.jp"] * 2


def test_a_seat_that_is_given_back_goes_to_who_waits_longest(event):
    first, _second, third, fourth = (registered(event, f"guest{n}@example.jp") for n in range(4))
    cancel_registration(registration=first, by=None, now=timezone.now())
    assert (fresh(third).state, fresh(third).seat) == (SeatState.SEATED, 1)
    assert turn_of(fresh(fourth)) == 1
    assert mails("event_seat_free") == ["guest2@example.jp"]
    assert seats_of(event) == Seats(taken=2, waiting=1, capacity=2, needed=2)


def test_giving_back_twice_gives_one_seat_back(event):
    first, _second, third, fourth = (registered(event, f"guest{n}@example.jp") for n in range(4))
    for _ in range(2):
        cancel_registration(registration=first, by=None, now=timezone.now())
    assert (fresh(third).state, fresh(fourth).state) == (SeatState.SEATED, SeatState.WAITING)


def test_who_gave_the_seat_back_comes_again_at_the_end_and_old_links_are_closed(event):
    first = registered(event, "guest0@example.jp")
    old = token_of(first)
    cancel_registration(registration=first, by=None, now=timezone.now())
    for n in (1, 2):
        registered(event, f"guest{n}@example.jp")
    again = registered(event, "guest0@example.jp")
    assert (again.pk, again.state) == (first.pk, SeatState.WAITING)
    assert read_token(old)[1] != again.door
    assert read_token(token_of(again)) == (again.public_id, again.door)


@pytest.mark.parametrize("token", ["", "x", "WyJhIl0:nothing"])
def test_a_link_that_was_made_up_opens_nothing(token):
    assert read_token(token) is None


def test_the_database_refuses_a_seat_twice_and_one_without_number(event):
    first, second = registered(event, "a@example.jp"), registered(event, "b@example.jp")
    for values in ({"seat": first.seat}, {"seat": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Registration.objects.filter(pk=second.pk).update(**values)


def test_enough_people_are_told_once_that_it_takes_place(square):
    event = event_in(square.community, needed=2)
    first, second = registered(event, "a@example.jp"), registered(event, "b@example.jp")
    reached_at = fresh(event).reached_at
    assert reached_at is not None
    for _ in range(2):
        tell_event_reached(event_id=event.public_id, now=timezone.now())
    assert mails("event_reached") == ["a@example.jp", "b@example.jp"]
    cancel_registration(registration=first, by=None, now=timezone.now())
    assert seats_of(event).missing == 1
    registered(event, "c@example.jp")
    assert fresh(event).reached_at == reached_at
    assert fresh(second).seat == 2


def test_nobody_registers_after_the_deadline_nor_gives_back_after_the_beginning(event):
    seat = registered(event)
    later = event.closes_at + timedelta(seconds=1)
    with patch("communities.actions.seats.database_now", return_value=later), pytest.raises(Closed):
        registered(event, "late@example.jp")
    with patch("communities.actions.seats.database_now", return_value=event.starts_at), pytest.raises(Closed):
        cancel_registration(registration=seat, by=None, now=timezone.now())


@pytest.mark.parametrize(
    ("name", "email", "field"),
    [("", "a@example.jp", "name"), ("\u200b", "a@example.jp", "name"), ("あ" * 61, "a@example.jp", "name"),
     ("太郎\n次郎", "a@example.jp", "name"), ("太郎", "a@", "email")],
)  # fmt: skip
def test_what_is_no_name_or_address_is_refused_with_a_sentence(event, name, email, field):
    with pytest.raises(InvalidInput) as caught:
        register(event=event, guest=Guest(name, email, "ja"), client_id=uuid4(), by=None, now=timezone.now())
    assert list(caught.value.fields) == [field]
    assert not Registration.objects.exists()


def test_more_seats_go_to_who_waits_and_nobody_loses_one(event, square):
    seats = [registered(event, f"guest{n}@example.jp") for n in range(4)]
    changed = change_event(event=event, plan=plan_of(event, capacity=3), rev=0, by=square.organiser, now=timezone.now())
    assert [fresh(one).state for one in seats] == [SeatState.SEATED] * 3 + [SeatState.WAITING]
    with pytest.raises(InvalidInput) as caught:
        change_event(event=event, plan=plan_of(event, capacity=2), rev=1, by=square.organiser, now=timezone.now())
    assert list(caught.value.fields) == ["capacity"]
    cancel_registration(registration=seats[0], by=None, now=timezone.now())
    cancel_registration(registration=seats[1], by=None, now=timezone.now())
    change_event(event=event, plan=plan_of(event, capacity=2), rev=1, by=square.organiser, now=timezone.now())
    assert {fresh(one).seat for one in seats[2:]} == {1, 2}
    assert changed.rev == 1


def test_who_changed_it_meanwhile_is_not_overwritten(event, square):
    for works in (True, False):
        plan = plan_of(event, title_ja="新しい名前")
        if works:
            change_event(event=event, plan=plan, rev=0, by=square.organiser, now=timezone.now())
        else:
            with pytest.raises(StaleWrite):
                change_event(event=event, plan=plan, rev=0, by=square.organiser, now=timezone.now())


@pytest.mark.parametrize(
    ("field", "value"),
    [("title_ja", " "), ("summary_ja", ""), ("mode", "moon"), ("place", " "), ("link", "http://a.example"),
     ("capacity", 0), ("capacity", 2001), ("needed", -1), ("needed", 3)],
)  # fmt: skip
def test_a_plan_that_cannot_be_is_refused_under_its_field(event, square, field, value):
    with pytest.raises(InvalidInput) as caught:
        change_event(event=event, plan=plan_of(event, **{field: value}), rev=0, by=square.organiser, now=timezone.now())
    assert field in caught.value.fields
    assert fresh(event).rev == 0


def test_times_have_an_order(event, square):
    wrong = {"ends_at": event.starts_at, "closes_at": event.starts_at + timedelta(minutes=1)}
    with pytest.raises(InvalidInput) as caught:
        change_event(event=event, plan=plan_of(event, **wrong), rev=0, by=square.organiser, now=timezone.now())
    assert sorted(caught.value.fields) == ["closes_at", "ends_at"]
    event_in(square.community, mode=EventMode.ONLINE, place="")
    assert Event.objects.count() == 2


def test_a_mail_reaches_only_who_still_has_the_seat(event):
    seat = registered(event)
    assert is_registered("taro@example.jp", seat.public_id)
    assert not is_registered("hanako@example.jp", seat.public_id)
    assert not is_registered("taro@example.jp", None)
    cancel_registration(registration=seat, by=None, now=timezone.now())
    assert not is_registered("taro@example.jp", seat.public_id)


def test_lists_hold_who_comes_then_who_waits(event):
    for n in range(4):
        registered(event, f"guest{n}@example.jp")
    cancel_registration(registration=Registration.objects.get(seat=2), by=None, now=timezone.now())
    wanted = ["guest0@example.jp", "guest2@example.jp", "guest3@example.jp"]
    assert [one.email for one in participants(event)] == wanted
    assert [one.email for one in participants_in_batches(event)] == wanted


@pytest.mark.parametrize(
    ("seats", "goal", "missing", "left"),
    [(Seats(17, 0, 40, 20), 20, 3, 23), (Seats(21, 0, 40, 20), 21, 0, 19), (Seats(6, 2, 6, 0), 6, 0, 0),
     (Seats(3, 0, None, 0), 3, 0, None), (Seats(25, 0, None, 20), 25, 0, None)],
)  # fmt: skip
def test_the_ring_counts_to_what_is_needed_or_to_what_fits(seats, goal, missing, left):
    assert (seats.goal, seats.missing, seats.left) == (goal, missing, left)
