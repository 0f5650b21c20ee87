"""Handing in: numbers, revisions, deadline, twice."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Organisation
from activity.models import Delivery, Record
from cohorts.actions import save_answers, submit_entry, withdraw_entry
from cohorts.actions import submission as submission_module
from cohorts.enums import EntryState
from cohorts.models import Cohort, Entry, EntryRevision
from common.codes import check_character
from common.errors import Closed, Conflict, InvalidInput
from tests.factories.accounts import OrganisationFactory, OrganisationMemberFactory
from tests.factories.cohorts import close_call, make_cohort, make_draft, make_entry
from tests.factories.common import together

pytestmark = pytest.mark.django_db


def test_submit_gives_a_number_with_check_character():
    entry = make_entry(make_cohort())
    assert re.fullmatch(r"KDX2-2026-0001-\d", entry.number)
    assert entry.number[-1] == check_character(entry.number[:-2])
    assert entry.state == EntryState.RECEIVED


def test_numbers_count_up_within_a_term():
    cohort = make_cohort()
    assert [make_entry(cohort).number[:-2] for _ in range(2)] == ["KDX2-2026-0001", "KDX2-2026-0002"]


def test_submit_copies_what_lists_read():
    entry = make_entry(make_cohort())
    shown = (entry.title, entry.org_name, entry.track.key, entry.publish_title, entry.publish_company)
    assert shown == ("空いた荷台の見える化", "製造業A社（金属加工）", "value", True, False)


def test_revision_keeps_names_and_normalised_data():
    answers = EntryRevision.objects.get(entry=make_entry(make_cohort())).answers
    kept = (answers["rep_family"], answers["org_kana"], answers["postal_code"])
    assert kept == ("髙﨑", "セイゾウギョウエーシャ", "963-8601")


def test_revision_never_changes():
    revision = EntryRevision.objects.get(entry=make_entry(make_cohort()))
    with pytest.raises(RuntimeError):
        revision.save()
    with pytest.raises(RuntimeError):
        revision.delete()


def test_submitting_twice_is_once():
    entry = make_entry(make_cohort())
    again = submit_entry(entry=entry, by=entry.applicant, now=timezone.now())
    assert (again.number, again.revisions.count(), Delivery.objects.count()) == (entry.number, 1, 1)


def test_submitting_changes_makes_a_second_revision_with_the_same_number():
    entry = make_entry(make_cohort())
    save_answers(entry=entry, values={"title": "帰り便の見える化"}, by=entry.applicant, now=timezone.now())
    again = submit_entry(entry=entry, by=entry.applicant, now=timezone.now())
    assert (again.number, again.revisions.count(), again.title) == (entry.number, 2, "帰り便の見える化")


def test_edit_after_submitting_does_not_touch_what_was_handed_in():
    entry = make_entry(make_cohort())
    save_answers(entry=entry, values={"title": "まだ出していない"}, by=entry.applicant, now=timezone.now())
    entry.refresh_from_db()
    assert (entry.title, EntryRevision.objects.get(entry=entry).answers["title"]) == ("空いた荷台の見える化",) * 2


def test_incomplete_draft_names_every_gap_and_gets_no_number():
    draft = make_draft(make_cohort(), title="", phone="123")
    with pytest.raises(InvalidInput) as refusal:
        submit_entry(entry=draft, by=draft.applicant, now=timezone.now())
    draft.refresh_from_db()
    assert (set(refusal.value.fields), draft.number, draft.cohort.last_number) == ({"title", "phone"}, None, 0)


def test_not_eligible_cannot_submit():
    draft = make_draft(make_cohort(), eligible_place="no")
    with pytest.raises(InvalidInput) as refusal:
        submit_entry(entry=draft, by=draft.applicant, now=timezone.now())
    assert set(refusal.value.fields) == {"eligible_place"}


def test_after_the_deadline_the_draft_is_kept():
    draft = make_draft(make_cohort())
    close_call(draft.cohort)
    with pytest.raises(Closed):
        submit_entry(entry=draft, by=draft.applicant, now=timezone.now() - timedelta(days=1))
    draft.refresh_from_db()
    assert (draft.state, draft.answers.count() > 20) == (EntryState.DRAFT, True)


def test_twin_a_deadline_judged_by_the_given_now_would_let_it_through(monkeypatch):
    """Shows that the database's clock is what closes: with the caller's clock the late entry gets in."""
    draft = make_draft(make_cohort())
    close_call(draft.cohort)
    early = timezone.now() - timedelta(days=1)
    monkeypatch.setattr("cohorts.actions.drafts.database_now", lambda: early)
    assert submit_entry(entry=draft, by=draft.applicant, now=early).number is not None


def test_doubled_submit_after_the_deadline_still_answers_the_receipt():
    entry = make_entry(make_cohort())
    close_call(entry.cohort)
    assert submit_entry(entry=entry, by=entry.applicant, now=timezone.now()).number == entry.number


def test_submit_makes_the_organisation_with_the_applicant_as_owner():
    entry = make_entry(make_cohort(), corporate_number="5900000000037")
    membership = entry.organisation.memberships.get()
    assert (entry.organisation.corporate_number, membership.user, membership.role) == (
        "5900000000037",
        entry.applicant,
        "owner",
    )


def test_somebody_elses_corporate_number_opens_nothing():
    known = OrganisationFactory(corporate_number="5900000000037")
    entry = make_entry(make_cohort(), corporate_number="5900000000037")
    assert (entry.organisation == known, entry.organisation.corporate_number) == (False, None)


def test_own_organisation_is_used_and_fills_in_what_it_knows():
    member = OrganisationMemberFactory(organisation__name="運輸業H社")
    draft = make_draft(make_cohort(), member.user)
    assert (draft.organisation, Organisation.objects.count()) == (member.organisation, 1)


def test_withdrawing_is_final_and_once():
    entry = make_entry(make_cohort())
    withdrawn = withdraw_entry(entry=entry, by=entry.applicant, now=timezone.now())
    again = withdraw_entry(entry=entry, by=entry.applicant, now=timezone.now())
    assert (withdrawn.state, again.state, Record.objects.filter(verb="entry_withdrawn").count()) == (
        EntryState.WITHDRAWN,
        EntryState.WITHDRAWN,
        1,
    )


def test_adopted_entry_cannot_be_withdrawn():
    entry = make_entry(make_cohort())
    Entry.objects.filter(pk=entry.pk).update(state=EntryState.ADOPTED)
    with pytest.raises(Conflict):
        withdraw_entry(entry=entry, by=entry.applicant, now=timezone.now())


def test_fingerprint_does_not_depend_on_order():
    one = submission_module.fingerprint({"a": 1, "b": 2}, [], "x")
    other = submission_module.fingerprint({"b": 2, "a": 1}, [], "x")
    assert one == other
    assert one != submission_module.fingerprint({"a": 1, "b": 3}, [], "x")


def test_twenty_parallel_submits_get_a_number_each(transactional_db):
    cohort = make_cohort()
    drafts = [make_draft(cohort) for _ in range(20)]

    def submit(index: int) -> str:
        entry = Entry.objects.select_related("cohort", "applicant").get(pk=drafts[index].pk)
        return submit_entry(entry=entry, by=entry.applicant, now=timezone.now()).number

    numbers = together(20, submit)
    expected = [f"KDX2-2026-{n:04d}" for n in range(1, 21)]
    assert sorted(number[:-2] for number in numbers) == expected
    assert Cohort.objects.get(pk=cohort.pk).last_number == 20


def test_twin_without_the_locked_counter_numbers_collide(transactional_db, monkeypatch):
    """With a counter that is read outside the lock, at least one of the parallel submits fails."""
    cohort = make_cohort()
    drafts = [make_draft(cohort) for _ in range(8)]
    monkeypatch.setattr(
        submission_module, "next_number", lambda _cohort: f"X-{Cohort.objects.get(pk=cohort.pk).last_number}"
    )

    def submit(index: int) -> str:
        entry = Entry.objects.select_related("cohort", "applicant").get(pk=drafts[index].pk)
        return submit_entry(entry=entry, by=entry.applicant, now=timezone.now()).number

    results = together(8, submit)
    assert any(isinstance(result, Exception) for result in results)


def test_the_same_draft_submitted_by_ten_clicks_is_one_entry(transactional_db):
    draft = make_draft(make_cohort())

    def submit(_index: int) -> str:
        entry = Entry.objects.select_related("cohort", "applicant").get(pk=draft.pk)
        return submit_entry(entry=entry, by=entry.applicant, now=timezone.now()).number

    assert len(set(together(10, submit))) == 1
    assert EntryRevision.objects.filter(entry=draft).count() == 1
