"""Reads for figures and lists of programmes."""

import csv
import io

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from cohorts.actions import join_entry
from cohorts.enums import CohortState, EntryState
from cohorts.models import Cohort
from cohorts.queries import (
    BLIND_FIELDS,
    adopted_entries,
    blind_entry,
    board_counts,
    board_rows,
    entries_asking,
    entries_of,
    entry_for_applicant,
    latest_revision,
    live_entry_of,
)
from common.errors import BadRequest, NotFound
from tests.cohorts.test_queries import STATES, in_states
from tests.factories.accounts import OrganisationMemberFactory, UserFactory
from tests.factories.cohorts import close_call, make_cohort, make_draft, make_entry

pytestmark = pytest.mark.django_db


def test_entries_belong_to_the_team():
    second = UserFactory(email="right@example.jp")
    entry = make_entry(make_cohort(), second_same=False, second_email="right@example.jp")
    assert list(entries_asking(second)) == [entry]
    join_entry(entry=entry, by=second, now=timezone.now())
    assert list(entries_asking(second)) == []
    colleague = OrganisationMemberFactory(organisation=entry.organisation).user
    for person in (entry.applicant, second, colleague):
        assert entry_for_applicant(person, entry.public_id) == entry
        assert list(entries_of(person)) == [entry]
        assert live_entry_of(person, entry.cohort) == entry
    with pytest.raises(NotFound):
        entry_for_applicant(UserFactory(), entry.public_id)


def test_an_empty_second_address_opens_nothing():
    entry = make_entry(make_cohort())
    nobody = UserFactory(email="x@example.jp")
    nobody.email = ""
    with pytest.raises(NotFound):
        entry_for_applicant(nobody, entry.public_id)


def test_adopted_entries_are_announced_ones():
    cohort = make_cohort()
    in_states(cohort, STATES)
    assert {entry.state for entry in adopted_entries(cohort)} == {"adopted", "participating", "finished", "alumni"}


def test_board_counts_drafts_as_a_number_only():
    cohort = make_cohort()
    in_states(cohort, ["received", "received", "reviewing"])
    make_draft(cohort)
    assert board_counts(cohort) == {"received": 2, "reviewing": 1, "draft": 1}
    assert (len(board_rows(cohort).rows), len(board_rows(cohort, "reviewing").rows)) == (3, 1)


def test_board_comes_in_pages_by_receipt_number(monkeypatch):
    monkeypatch.setattr("cohorts.queries.selection.BOARD_SIZE", 2)
    cohort = make_cohort()
    in_states(cohort, ["received", "reviewing", "received"])
    first = board_rows(cohort)
    second = board_rows(cohort, after=first.next)
    numbers = [row.entry.number for page in (first, second) for row in page.rows]
    assert (numbers, first.previous, second.next) == (sorted(numbers), None, None)
    assert board_rows(cohort, after=second.previous).rows == first.rows
    with pytest.raises(BadRequest):
        board_rows(cohort, after="made up")


def test_board_costs_the_same_for_one_and_three(django_assert_num_queries):
    cohort = make_cohort()
    in_states(cohort, ["received"])
    with django_assert_num_queries(2):
        board_rows(cohort)
    in_states(cohort, ["received", "reviewing"])
    with django_assert_num_queries(2):
        board_rows(cohort)


def test_blind_projection_is_an_allow_list():
    entry = make_entry(make_cohort())
    blind = blind_entry(latest_revision(entry))
    assert set(blind.answers) == set(BLIND_FIELDS)
    assert set(BLIND_FIELDS).isdisjoint(
        {"org_name", "rep_family", "phone", "address", "second_email", "corporate_number"}
    )


def test_own_name_in_the_text_is_masked():
    entry = make_entry(
        make_cohort(),
        title="製造業A社の受付係",
        plan="製造業A社（金属加工）の髙﨑です。電話は024-000-0000、メールはtaro@example.jp。",
    )
    entry.applicant.email = "taro@example.jp"
    entry.applicant.save()
    answers = blind_entry(latest_revision(entry)).answers
    assert answers["title"] == "■■■の受付係"
    for word in ("製造業A社", "髙﨑", "024-000-0000", "taro@example.jp"):
        assert word not in answers["plan"]


def test_funnel_csv_opens_in_a_spreadsheet(client):
    cohort = make_cohort()
    in_states(cohort, STATES)
    url = reverse("cohorts:funnel_csv", args=[cohort.public_id])
    assert client.get(url).status_code == 404
    cohort = close_call(cohort)
    Cohort.objects.filter(pk=cohort.pk).update(state=CohortState.ANNOUNCED)
    response = client.get(url)
    text = response.content.decode("utf-8-sig")
    assert response.content.startswith(b"\xef\xbb\xbf")
    assert list(csv.reader(io.StringIO(text)))[1] == ["エントリー", "4", "4", "8"]


def test_csv_cells_are_never_formulas(client):
    cohort = make_cohort(state=CohortState.ANNOUNCED)
    cohort.tracks.filter(key="work").update(name="=1+1")
    url = reverse("cohorts:funnel_csv", args=[cohort.public_id])
    header = next(csv.reader(io.StringIO(client.get(url).content.decode("utf-8-sig"))))
    assert header[1] == "'=1+1"


def test_content_in_another_language_falls_back_to_japanese():
    cohort = make_cohort(translations={"en": {"name": "Second term"}})
    with translation.override("en"):
        assert (cohort.label, cohort.program.label) == ("Second term", "こおりやまDXプラットフォーム")
    with translation.override("ja"):
        assert cohort.label == "第2期"


def test_entry_states_have_a_place_on_the_course():
    from cohorts.queries.course import STOPS

    assert set(STOPS) == set(EntryState.values)
