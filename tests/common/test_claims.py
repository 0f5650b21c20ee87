"""Nobody is in two places at once."""

from datetime import UTC, datetime, timedelta

import pytest

from common.claims import claim, quarter_hours, release
from common.errors import Conflict, InvalidInput
from common.models import Claim
from tests.factories.common import together

START = datetime(2026, 11, 21, 5, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def test_a_span_touches_its_quarter_hours_only():
    assert quarter_hours(START, START + HOUR) == [START + timedelta(minutes=m) for m in (0, 15, 30, 45)]
    assert quarter_hours(START + timedelta(minutes=10), START + timedelta(minutes=20)) == [
        START,
        START + timedelta(minutes=15),
    ]


@pytest.mark.parametrize("end", [START, START - HOUR, START + timedelta(hours=25)])
def test_impossible_spans_are_refused(end):
    with pytest.raises(InvalidInput):
        quarter_hours(START, end)


@pytest.mark.django_db
def test_an_overlap_is_refused_whole():
    claim(["mentor:1"], START, START + HOUR, "a")
    with pytest.raises(Conflict):
        claim(["org:1", "mentor:1"], START - HOUR, START + timedelta(minutes=1), "b")
    assert set(Claim.objects.values_list("holder", flat=True)) == {"a"}


@pytest.mark.django_db
def test_neighbours_and_other_resources_do_not_overlap():
    claim(["mentor:1"], START, START + HOUR, "a")
    claim(["mentor:1"], START + HOUR, START + 2 * HOUR, "b")
    claim(["mentor:2"], START, START + HOUR, "c")
    assert Claim.objects.count() == 12


@pytest.mark.django_db
def test_release_gives_back_what_one_holder_claimed():
    claim(["mentor:1", "org:1"], START, START + HOUR, "a")
    claim(["mentor:2"], START, START + HOUR, "b")
    assert release("a") == 8
    claim(["mentor:1"], START, START + HOUR, "c")


@pytest.mark.django_db(transaction=True)
def test_two_at_once_one_wins():
    results = together(2, lambda n: claim([f"org:{n}", "mentor:1"], START, START + HOUR, str(n)))
    assert sorted(type(r).__name__ for r in results) == ["Conflict", "NoneType"]
    assert Claim.objects.count() == 8


@pytest.mark.django_db(transaction=True)
def test_twin_looking_first_books_twice():
    """Without the constraint (here: another key each time) the check before the insert lets both through."""
    import threading

    looked = threading.Barrier(2)

    def book(number):
        free = not Claim.objects.filter(resource__startswith="mentor:1", quarter_hour=START).exists()
        looked.wait(20)
        if free:
            Claim.objects.create(resource=f"mentor:1/{number}", quarter_hour=START, holder=str(number))

    together(2, book)
    assert Claim.objects.count() == 2
