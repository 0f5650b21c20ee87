"""Pages by cursor: complete, stable, and closed to nonsense."""

from datetime import UTC, datetime, timedelta

import pytest

from accounts.models import Organisation
from common.errors import BadRequest
from common.pagination import page_by_cursor
from tests.factories.accounts import OrganisationFactory

AT = datetime(2026, 11, 21, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def make(count):
    # Three share each instant, so that the tie-break is needed.
    return [OrganisationFactory(created_at=AT + timedelta(minutes=n // 3)) for n in range(count)]


@pytest.mark.parametrize(
    "order", [("created_at", "public_id"), ("-created_at", "public_id"), ("-created_at", "-public_id")]
)
def test_all_rows_come_once_in_order(order):
    make(10)
    seen, cursor, pages = [], None, 0
    while pages == 0 or cursor:
        page = page_by_cursor(Organisation.objects.all(), order=order, after=cursor, size=4)
        seen += page.items
        cursor, pages = page.next, pages + 1
    assert seen == list(Organisation.objects.order_by(*order))
    assert pages == 3


def test_previous_leads_back():
    make(9)
    order = ("created_at", "public_id")
    first = page_by_cursor(Organisation.objects.all(), order=order, size=4)
    second = page_by_cursor(Organisation.objects.all(), order=order, after=first.next, size=4)
    back = page_by_cursor(Organisation.objects.all(), order=order, after=second.previous, size=4)
    assert (first.previous, back.items, back.previous) == (None, first.items, None)
    assert page_by_cursor(Organisation.objects.all(), order=order, after=back.next, size=4).items == second.items


def test_a_row_added_meanwhile_shifts_nothing():
    make(6)
    order = ("-created_at", "-public_id")
    first = page_by_cursor(Organisation.objects.all(), order=order, size=3)
    OrganisationFactory(created_at=AT + timedelta(days=1))
    second = page_by_cursor(Organisation.objects.all(), order=order, after=first.next, size=3)
    assert {row.pk for row in first.items} & {row.pk for row in second.items} == set()
    assert len(second.items) == 3


def test_twin_pages_by_offset_show_a_row_twice():
    make(6)
    rows = Organisation.objects.order_by("-created_at", "-public_id")
    first = list(rows[:3])
    OrganisationFactory(created_at=AT + timedelta(days=1))
    assert {row.pk for row in first} & {row.pk for row in rows[3:6]} != set()


@pytest.mark.parametrize("count", [1, 3])
def test_one_query_a_page(count, django_assert_num_queries):
    make(count)
    with django_assert_num_queries(1):
        page_by_cursor(Organisation.objects.all(), order=("created_at", "public_id"))


@pytest.mark.parametrize(
    "cursor",
    [
        "x",
        "🙂",
        "bnVsbA",
        "W10",
        "WyJuIl0",
        "WyJuIiwiYSIsImIiXQ",
        "WyJuIixbXSwxXQ",
        "a" * 5000,
        "WyJ4IiwiMSIsIjIiXQ",
        "%00",
    ],
)
def test_broken_cursors_get_a_sentence(cursor):
    with pytest.raises(BadRequest):
        page_by_cursor(Organisation.objects.all(), order=("created_at", "public_id"), after=cursor)


def test_numeric_keys_are_refused():
    with pytest.raises(ValueError, match="numeric"):
        page_by_cursor(Organisation.objects.all(), order=("id",))


def test_an_empty_list_has_no_neighbours():
    page = page_by_cursor(Organisation.objects.all(), order=("public_id",))
    assert (page.items, page.next, page.previous) == ([], None, None)
