"""Taking a withdrawal back: the same entry and number, until the deadline of the database's clock."""

from datetime import timedelta

import pytest
from django.utils import timezone

from activity.models import Record
from cohorts.actions import restore_entry, save_answers, start_entry, submit_entry, withdraw_entry
from cohorts.enums import EntryState
from cohorts.models import Entry, EntryRevision
from common.errors import Closed, Conflict
from tests.cohorts.test_returns import send_back
from tests.cohorts.test_views_returns import text_of, url
from tests.factories.cohorts import close_call, make_cohort, make_draft, make_entry

pytestmark = pytest.mark.django_db


def withdraw(entry):
    return withdraw_entry(entry=entry, by=entry.applicant, now=timezone.now())


def restore(entry, now=None):
    return restore_entry(entry=entry, by=entry.applicant, now=now or timezone.now())


def test_it_comes_back_with_its_number_and_its_versions():
    entry = make_entry(make_cohort())
    back = restore(withdraw(entry))
    assert (back.state, back.number, back.cohort.last_number) == (EntryState.RECEIVED, entry.number, 1)
    assert EntryRevision.objects.filter(entry=entry).count() == 1


def test_a_draft_comes_back_as_the_draft_it_was():
    draft = make_draft(make_cohort())
    back = restore(withdraw(draft))
    assert (back.state, back.answers.count() > 20) == (EntryState.DRAFT, True)


def test_twice_is_once():
    entry = withdraw(make_entry(make_cohort()))
    assert [restore(entry).state for _ in range(2)] == [EntryState.RECEIVED] * 2
    assert Record.objects.filter(verb="entry_received", subject_id=entry.public_id).count() == 2


def _late():
    entry = withdraw(make_entry(make_cohort()))
    close_call(entry.cohort)
    return entry


def test_after_the_deadline_it_stays_withdrawn_whatever_the_process_believes():
    entry = _late()
    with pytest.raises(Closed):
        restore(entry, now=timezone.now() - timedelta(days=1))
    assert Entry.objects.get().state == EntryState.WITHDRAWN


def test_twin_judged_by_a_slow_clock_it_would_come_back(monkeypatch):
    """Shows that the database's clock after the lock is what refuses."""
    entry = _late()
    early = timezone.now() - timedelta(days=1)
    monkeypatch.setattr("cohorts.actions.submission.database_now", lambda: early)
    assert restore(entry).state == EntryState.RECEIVED


def test_beside_another_entry_it_stays_withdrawn():
    entry = withdraw(make_entry(make_cohort()))
    start_entry(cohort=entry.cohort, applicant=entry.applicant, by=entry.applicant, now=timezone.now())
    with pytest.raises(Conflict):
        restore(entry)


def test_what_was_sent_back_is_checked_anew():
    back = restore(withdraw(send_back(make_entry(make_cohort()))))
    assert (back.state, back.returns.filter(closed_at=None).count()) == (EntryState.RECEIVED, 0)


def test_after_coming_back_it_can_be_changed_until_the_deadline():
    entry = restore(withdraw(make_entry(make_cohort())))
    save_answers(entry=entry, values={"title": "帰り便"}, by=entry.applicant, now=timezone.now())
    again = submit_entry(entry=entry, by=entry.applicant, now=timezone.now())
    assert (again.title, again.number) == ("帰り便", entry.number)


@pytest.mark.parametrize("language", ["", "/en"])
def test_the_page_offers_it_until_the_deadline(client, language):
    entry = withdraw(make_entry(make_cohort()))
    client.force_login(entry.applicant)
    action = f'action="{language}{url("entry_restore", entry.public_id)}"'
    status = language + url("entry_status", entry.public_id)
    assert action in text_of(client.get(status))
    close_call(entry.cohort)
    assert action not in text_of(client.get(status))


def test_one_press_brings_it_back_and_too_late_says_so(client):
    entry = withdraw(make_entry(make_cohort()))
    client.force_login(entry.applicant)
    for _ in range(2):
        client.post(url("entry_restore", entry.public_id))
        assert Entry.objects.get().state == EntryState.RECEIVED
    close_call(withdraw(entry).cohort)
    page = text_of(client.post(url("entry_restore", entry.public_id), follow=True))
    assert ("取り下げはもう" in page, Entry.objects.get().state) == (True, EntryState.WITHDRAWN)
