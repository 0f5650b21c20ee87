"""Actions: agreed in a session, taken up from a pin, ticked off and taken back."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from activity.models import Delivery
from common.errors import Closed, Conflict, InvalidInput
from mentoring.actions import add_action, cancel_session, move_action, pin_comment, take_up_offer
from mentoring.enums import ACTION_MOVES, ActionState
from mentoring.models import ActionItem
from mentoring.queries import actions_of, open_actions_for, people_for_actions
from realtime.models import Stream
from tests.factories.accounts import UserFactory
from tests.factories.mentoring import NOW, make_pin, make_session, make_sketch, page_of
from tests.mentoring.test_session_pages import booked, text

pytestmark = pytest.mark.django_db
SOON = (NOW + timedelta(days=7)).date()


def agreed(session, **values) -> ActionItem:
    given = {"what": "配車表を送る", "owner": session.booked_by, "due_on": SOON, "client_id": uuid4(), **values}
    return add_action(session=session, by=values.pop("by", session.mentor.user), now=NOW, **given)


def test_an_action_is_added_once_with_its_key_and_its_owner_is_told():
    session, key = make_session(), uuid4()
    first = agreed(session, client_id=key)
    assert agreed(session, client_id=key) == first
    told = Delivery.objects.filter(kind="mentoring/action_added")
    assert [row.recipient for row in told] == [session.booked_by.email]
    with pytest.raises(Conflict):
        agreed(session, client_id=key, what="べつのこと")


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"what": " "}, "what"),
        ({"what": "あ" * 121}, "what"),
        ({"what": "a\x00"}, "what"),
        ({"due_on": (NOW - timedelta(days=1)).date()}, "due_on"),
        ({"due_on": (NOW + timedelta(days=800)).date()}, "due_on"),
        ({"owner": None}, "owner"),
    ],
)
def test_an_impossible_action_is_refused_under_its_field(values, field):
    session = make_session()
    if "owner" in values:
        values = {"owner": UserFactory()}
    with pytest.raises(InvalidInput) as caught:
        agreed(session, **values)
    assert list(caught.value.fields) == [field]
    assert not ActionItem.objects.exists()


def test_owners_are_the_company_and_its_mentors():
    session = make_session()
    assert people_for_actions(session.entry) == [session.booked_by, session.mentor.user]
    assert agreed(session, owner=session.mentor.user).owner == session.mentor.user


@pytest.mark.parametrize("before", ActionState.values)
@pytest.mark.parametrize("to", ActionState.values)
def test_every_move_of_an_action(before, to):
    item = agreed(make_session())
    ActionItem.objects.update(state=before)
    moved = move_action(item=item, to=to, by=item.owner, now=NOW)
    assert (moved.state, to == before or to in ACTION_MOVES[before]) == (to, True)
    assert moved.rev == (before != to)


def test_an_unknown_state_is_refused():
    with pytest.raises(InvalidInput):
        move_action(item=agreed(make_session()), to="gone", by=UserFactory(), now=NOW)


def offer(sketch, by, body="検査はうちで手伝えるよ。"):
    return pin_comment(
        page=page_of(sketch), x=0.5, y=0.5, sticker="wecan", body=body, client_id=uuid4(), by=by, now=NOW
    )


def test_an_offer_becomes_one_owned_and_dated_action():
    session = make_session()
    sketch = make_sketch(session.entry)
    pin = offer(sketch, session.mentor.user)
    item = take_up_offer(pin=pin, by=session.booked_by, now=NOW)
    assert take_up_offer(pin=pin, by=session.mentor.user, now=NOW) == item
    assert (item.owner, item.what, item.due_on) == (
        session.mentor.user,
        "検査はうちで手伝えるよ。",
        (NOW + timedelta(days=14)).date(),
    )
    events = Stream.objects.at("sketch", sketch.stream_key).events.filter(kind="taken_up")
    assert [event.object_id for event in events] == [pin.public_id]
    assert Delivery.objects.filter(kind="mentoring/action_added").count() == 1


def test_twin_without_the_constraint_an_offer_would_become_two(monkeypatch):
    session = make_session()
    pin = offer(make_sketch(session.entry), session.mentor.user)
    take_up_offer(pin=pin, by=session.booked_by, now=NOW)
    from django.db import IntegrityError, transaction

    values = {"entry": session.entry, "owner": session.booked_by, "due_on": SOON, "created_by": session.booked_by}
    with pytest.raises(IntegrityError), transaction.atomic():
        ActionItem.objects.create(pin=pin, what="x", client_id=uuid4(), **values)


def test_an_offer_of_somebody_else_is_followed_up_by_the_applicant():
    session = make_session()
    pin = offer(make_sketch(session.entry), UserFactory(), body="")
    item = take_up_offer(pin=pin, by=session.booked_by, now=NOW)
    assert (item.owner, "手伝えるよ" in item.what) == (session.entry.applicant, True)


def test_other_stickers_are_no_offers():
    session = make_session()
    with pytest.raises(InvalidInput):
        take_up_offer(pin=make_pin(make_sketch(session.entry)), by=session.booked_by, now=NOW)


def test_open_ones_come_first_and_cost_one_query(django_assert_num_queries):
    session = make_session()
    done = agreed(session, what="済んだこと")
    move_action(item=done, to="done", by=done.owner, now=NOW)
    agreed(session)
    with django_assert_num_queries(1):
        assert [item.state for item in actions_of(session.entry)] == ["open", "done"]
    with django_assert_num_queries(1):
        assert len(open_actions_for(session.booked_by)) == 1


def added(people, session, **values):
    day = SOON + timedelta(days=60)
    fields = {"what": "農家3軒に聞く", "owner": people["owner"].public_id, "client_id": uuid4()}
    parts = {"due_on_year": day.year, "due_on_month": day.month, "due_on_day": day.day}
    address = reverse("mentoring:action_add", args=[session.public_id])
    return people.browser("mentor").post(address, {**fields, **parts, **values})


def test_an_action_goes_from_the_session_to_the_start_page_and_is_ticked_there(people):
    session = booked(people)
    assert added(people, session).status_code == 303
    item = ActionItem.objects.get()
    browser = people.browser("owner")
    assert "農家3軒に聞く" in text(browser.get(reverse("activity:my")))
    status = reverse("cohorts:entry_status", args=[people.entry.public_id])
    assert "農家3軒に聞く" in text(browser.get(status))
    move = reverse("mentoring:action_move", args=[item.public_id])
    done = browser.post(f"{move}?next={status}", {"done": "1"})
    assert (done.status_code, done["Location"]) == (303, status)
    assert ActionItem.objects.get().state == ActionState.DONE
    away = browser.post(f"{move}?next=https://evil.example/", {"done": "0"})
    assert (away["Location"], ActionItem.objects.get().state) == (reverse("activity:my"), ActionState.OPEN)


def test_nothing_is_agreed_on_in_a_cancelled_session(people):
    session, key = booked(people), uuid4()
    before = agreed(session, client_id=key)
    cancel_session(session=session, by=people["owner"], now=NOW)
    assert agreed(session, client_id=key) == before
    with pytest.raises(Closed):
        agreed(session)
    page = people.browser("mentor").get(reverse("mentoring:session", args=[session.public_id]))
    assert b"action-what" not in page.content
    refused = added(people, session)
    assert (refused.status_code, ActionItem.objects.count()) == (409, 1)
    assert "取り消された" in text(refused)
    assert refused.content.decode().count("農家3軒に聞く") == 1  # given back, without a form that could not send it
    assert b"action-what" not in refused.content


@pytest.mark.parametrize("values", [{"what": ""}, {"owner": "x"}, {"due_on_day": "99"}, {"what": "あ" * 200}])
def test_a_wrong_action_comes_back_as_typed(people, values):
    page = added(people, booked(people), **values)
    assert (page.status_code, "＊" in text(page)) == (422, True)
    assert not ActionItem.objects.exists()


def test_an_offer_is_taken_up_with_one_press_and_shown_on_the_pin(people):
    sketch = make_sketch(people.entry)
    pin = offer(sketch, people["mentor"])
    browser = people.browser("right")
    page = reverse("mentoring:sketch", args=[sketch.public_id])
    assert "宿題にする" in text(browser.get(page))
    address = reverse("mentoring:take_up", args=[sketch.public_id, pin.public_id])
    for _ in range(2):
        assert browser.post(address).status_code == 303
    assert ActionItem.objects.count() == 1
    shown = text(browser.get(page))
    assert ("宿題にする" in shown, "pinaction" in shown) == (False, True)
