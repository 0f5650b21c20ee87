"""A carried pin is moved on the newer version only, by who set it and the team, never over somebody else's change."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from activity.models import Record
from common.errors import Conflict, InvalidInput, StaleWrite
from mentoring.actions import add_version, pin_places, reopen, resolve, shift_pin
from mentoring.models import PinPlace
from mentoring.queries import open_sketch
from realtime.models import StreamEvent
from tests.factories.common import picture
from tests.factories.mentoring import NOW, make_pin, make_sketch, page_of
from tests.mentoring.test_session_pages import text

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)


def next_version(sketch, hours=1):
    now = NOW + timedelta(hours=hours)
    return add_version(sketch=sketch, upload=picture(), caption="つぎの絵", by=sketch.created_by, now=now)


@pytest.fixture
def carried(sketch):
    """A pin of version 1 while version 2 lies on the table."""
    pin = make_pin(sketch, x=0.2, y=0.3)
    next_version(sketch)
    return pin


def shift(pin, *, x=0.7, y=0.6, rev=0, version=2):
    page = page_of(pin.sketch, version)
    return shift_pin(annotation=pin, page=page, x=x, y=y, rev=rev, by=pin.author, now=LATER)


def places(sketch):
    """Where the first pin lies, version by version."""
    tables = [open_sketch(sketch, version.number) for version in open_sketch(sketch).versions]
    return [(table.pins[0].x, table.pins[0].y) for table in tables]


# ---- the action


def test_it_moves_on_this_version_and_the_newer_ones(sketch, carried):
    shift(carried)
    next_version(sketch, hours=2)
    assert places(sketch) == [(0.2, 0.3), (0.7, 0.6), (0.7, 0.6)]
    shift(carried, x=0.1, y=0.1, rev=1, version=3)
    assert places(sketch) == [(0.2, 0.3), (0.7, 0.6), (0.1, 0.1)]
    shift(carried, x=0.5, y=0.5, rev=2, version=2)
    assert places(sketch) == [(0.2, 0.3), (0.5, 0.5), (0.1, 0.1)]


def test_everybody_who_looks_is_told_and_the_audit_trail_says_who(sketch, carried):
    shift(carried)
    event = StreamEvent.objects.order_by("seq").last()
    assert (event.kind, event.object_id, event.data) == ("shifted", carried.public_id, {})
    record = Record.objects.get(verb="pin_shifted")
    assert (record.subject_id, record.facts) == (sketch.public_id, {"pin": 1, "version": 2})


def test_the_same_place_again_changes_nothing_and_tells_nobody(carried):
    shift(carried)
    before = StreamEvent.objects.count()
    shift(carried, rev=0)
    carried.refresh_from_db()
    assert (StreamEvent.objects.count(), carried.rev, PinPlace.objects.count()) == (before, 1, 1)


def test_a_stale_move_writes_nothing_and_tells_nobody(sketch, carried):
    shift(carried)
    before = StreamEvent.objects.count()
    with pytest.raises(StaleWrite), transaction.atomic():
        shift(carried, x=0.1, y=0.1, rev=0)
    assert (places(sketch)[1], StreamEvent.objects.count()) == ((0.7, 0.6), before)


def test_what_was_settled_and_taken_up_meanwhile_is_stale_too(carried):
    reopen(annotation=resolve(annotation=carried, by=carried.author, now=LATER), by=carried.author, now=LATER)
    with pytest.raises(StaleWrite), transaction.atomic():
        shift(carried, rev=0)


def test_twin_without_the_revision_the_later_one_would_win(sketch, carried, monkeypatch):
    shift(carried)
    locked = pin_places.lock
    monkeypatch.setattr(pin_places, "lock", lambda *args: _pretending(locked(*args)))
    shift(carried, x=0.1, y=0.1, rev=0)
    assert places(sketch)[1] == (0.1, 0.1)


def _pretending(pin):
    pin.rev = 0
    return pin


@pytest.mark.parametrize(("x", "y"), [(-0.01, 0.5), (0.5, 1.01), (float("nan"), 0.5)])
def test_a_place_beside_the_drawing_is_refused(carried, x, y):
    with pytest.raises(InvalidInput):
        shift(carried, x=x, y=y)
    assert not PinPlace.objects.exists()


def test_the_database_refuses_it_too(sketch, carried):
    version = page_of(sketch, 2).version
    with pytest.raises(IntegrityError), transaction.atomic():
        PinPlace.objects.create(annotation=carried, version=version, x=1.5, y=0)


def test_a_box_keeps_its_size_and_stays_on_the_drawing(sketch):
    pin = make_pin(sketch, x=0.1, y=0.1, width=0.4, height=0.25)
    next_version(sketch)
    shift(pin, x=0.9, y=0.9)
    lying = open_sketch(sketch).pins[0]
    assert (lying.x, lying.y, lying.width, lying.height) == (0.6, 0.75, 0.4, 0.25)


def test_only_what_was_carried_and_waits_can_be_moved(sketch, carried):
    own = make_pin(sketch, page=page_of(sketch, 2))
    settled = resolve(annotation=make_pin(sketch, x=0.4), by=carried.author, now=LATER)
    for pin, version in ((own, 2), (settled, 2), (carried, 1)):
        with pytest.raises(Conflict, match="引きついだ"), transaction.atomic():
            shift(pin, rev=pin.rev, version=version)
    assert not PinPlace.objects.exists()


def test_a_page_with_one_and_with_many_moved_pins_costs_the_same(django_assert_max_num_queries):
    sketch = make_sketch()
    pins = [make_pin(sketch)]
    next_version(sketch)
    shift(pins[0])
    with django_assert_max_num_queries(9) as first:
        open_sketch(sketch)
    older = page_of(sketch, 1)
    for _ in range(2):
        shift(make_pin(sketch, page=older))
    with django_assert_max_num_queries(len(first.captured_queries)):
        assert [pin.x for pin in open_sketch(sketch).pins] == [0.7, 0.7, 0.7]


# ---- the page


def address(name, sketch, *more):
    return reverse(f"mentoring:{name}", args=[sketch.public_id, *more])


def test_it_is_moved_without_a_script_by_numbers(people, sketch, carried):
    browser = people.browser("right")
    page = text(browser.get(address("sketch", sketch)))
    url = address("shift", sketch, carried.public_id)
    assert (url in page, 'name="x"' in page, 'value="20.0"' in page) == (True, True, True)
    fields = {"version": 2, "page": 1, "rev": 0, "x": "70", "y": "60"}
    answer = browser.post(url, fields)
    assert (answer.status_code, answer["Location"].endswith(f"?version=2&page=1#t-{carried.public_id}")) == (303, True)
    page = text(browser.get(address("sketch", sketch)))
    assert ("新しい場所にうごかしました" in page, 'data-exact-x="70"' in page) == (True, True)
    assert 'data-exact-x="20"' in text(browser.get(f"{address('sketch', sketch)}?version=1"))
    exported = browser.get(address("annotations", sketch)).json()
    assert exported["items"][0]["target"]["selector"]["value"].startswith("xywh=percent:70,60,")


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"rev": 7}, (409, "ほかの人がこのピンを変えました")),
        ({"x": "170"}, (422, "絵の上")),
        ({"x": ""}, (422, "絵の上")),
    ],
)
def test_a_refused_move_comes_back_as_typed(people, sketch, carried, change, expected):
    fields = {"version": 2, "page": 1, "rev": 0, "x": "70", "y": "61.5", **change}
    answer = people.browser("owner").post(address("shift", sketch, carried.public_id), fields)
    page = text(answer)
    assert (answer.status_code, expected[1] in page, 'value="61.5"' in page) == (expected[0], True, True)
    assert 'data-exact-x="20"' in page


def test_a_script_gets_the_new_revision_or_the_sentence(people, sketch, carried):
    url, fields = address("shift", sketch, carried.public_id), {"version": 2, "page": 1, "rev": 0, "x": "70", "y": "60"}
    browser, headers = people.browser("owner"), {"accept": "application/json"}
    assert browser.post(url, fields, headers=headers).json() == {"id": str(carried.public_id), "rev": 1}
    refused = browser.post(url, {**fields, "x": "10"}, headers=headers)
    assert (refused.status_code, "ほかの人が" in refused.json()["sentence"]) == (409, True)


def test_the_form_stands_with_carried_pins_of_those_who_may(people, sketch):
    mentors = make_pin(sketch, people["mentor"])
    teams = make_pin(sketch, people["owner"])
    next_version(sketch)
    make_pin(sketch, people["mentor"], page=page_of(sketch, 2))
    seen = {}
    for persona in ("owner", "right", "mentor", "staff"):
        page = text(people.browser(persona).get(address("sketch", sketch)))
        seen[persona] = [pin.number for pin in (mentors, teams) if address("shift", sketch, pin.public_id) in page]
        assert page.count("data-move-form") == len(seen[persona])
    assert seen == {"owner": [1, 2], "right": [1, 2], "mentor": [1], "staff": []}
