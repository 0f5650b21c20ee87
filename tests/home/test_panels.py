"""The way from an announced entry to its case: beside the entry in the office, and on the start page."""

import pytest
from django.urls import reverse

from accounts.enums import RoleKind
from home.actions import draft_showcase
from home.panels import cases_card, office_panel
from tests.factories.accounts import UserFactory, user_with_role
from tests.factories.cohorts import make_cohort, make_entry
from tests.factories.home import NOW, adopted, make_case

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff():
    return user_with_role(RoleKind.STAFF)


def test_the_office_finds_the_way_to_the_case_beside_the_entry(client, staff):
    entry = adopted()
    draft_showcase(entry=entry, now=NOW)
    client.force_login(staff)
    page = client.get(reverse("cohorts:staff_entry", args=[entry.public_id])).content.decode()
    assert reverse("home:showcase_publish", args=[entry.public_id]) in page


def test_without_consent_the_panel_says_that_there_is_no_case(client, staff):
    entry = adopted(publish_company=False, publish_title=False, publish_content=False)
    client.force_login(staff)
    page = client.get(reverse("cohorts:staff_entry", args=[entry.public_id])).content.decode()
    assert "掲載の同意がない" in page
    assert reverse("home:showcase_publish", args=[entry.public_id]) not in page


def test_before_the_announcement_there_is_no_panel(staff):
    assert office_panel(make_entry(make_cohort()), staff) is None


def test_the_start_page_leads_to_the_oldest_case_that_waits(staff):
    first, second = adopted(), adopted()
    for entry in (first, second):
        draft_showcase(entry=entry, now=NOW)
    card = cases_card(staff, NOW)
    assert card is not None
    assert card.url == reverse("home:showcase_publish", args=[first.public_id])
    assert "2" in card.sentence
    make_case(first)
    card = cases_card(staff, NOW)
    assert card is not None
    assert card.url == reverse("home:showcase_publish", args=[second.public_id])


def test_nobody_else_is_asked_to_publish():
    draft_showcase(entry=adopted(), now=NOW)
    assert cases_card(UserFactory(), NOW) is None
    assert cases_card(user_with_role(RoleKind.CONTRACTOR), NOW) is None


@pytest.mark.parametrize("drafts", [1, 3])
def test_the_card_costs_the_same_for_one_and_for_many(drafts, staff, django_assert_num_queries):
    cohort = make_cohort()
    for _ in range(drafts):
        draft_showcase(entry=adopted(cohort), now=NOW)
    with django_assert_num_queries(3):
        cases_card(staff, NOW)
