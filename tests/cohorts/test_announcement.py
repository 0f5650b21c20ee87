"""Announcing: one act, everything or nothing, once."""

from datetime import timedelta
from threading import Thread

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from activity.models import Delivery, Record
from cohorts import hooks
from cohorts.actions import adopt_entry_later, announce_cohort, join_entry, move_cohort, withdraw_entry
from cohorts.enums import CohortState, EntryState, Outcome
from cohorts.models import Announcement, Cohort, Decision, Entry
from cohorts.queries import announcement_preview, funnel, words_of_jurors
from common.errors import Closed, Conflict
from communities.models import Channel, Community, Membership
from tests.factories.accounts import UserFactory, user_with_role
from tests.factories.cohorts import close_call, decide, make_cohort, make_draft, make_entry, score
from tests.factories.common import together

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_handlers(monkeypatch):
    """Other apps' handlers have tests of their own."""
    monkeypatch.setattr(hooks, "announcement_handlers", [])


@pytest.fixture
def staff():
    return user_with_role("staff")


@pytest.fixture
def term(staff):
    """Two adopted, one declined, decided and past the deadline; also a draft and a withdrawn entry."""
    cohort = make_cohort()
    entries = [make_entry(cohort, state=EntryState.REVIEWING, title=f"計画{n}") for n in range(3)]
    for entry, outcome in zip(entries, (Outcome.ADOPTED, Outcome.ADOPTED, Outcome.DECLINED), strict=True):
        decide(entry, staff, outcome)
    make_draft(cohort)
    gone = make_entry(cohort)
    withdraw_entry(entry=gone, by=gone.applicant, now=timezone.now())
    return close_call(cohort)


def announce(cohort, by):
    return announce_cohort(cohort=cohort, by=by, now=timezone.now())


def states(cohort):
    found = Entry.objects.filter(cohort=cohort, number__isnull=False).order_by("number")
    return list(found.values_list("state", flat=True))


def mails(kind):
    return Delivery.objects.filter(kind=f"cohorts/{kind}")


def test_everything_happens_in_one_act(term, staff):
    result = announce(term, staff)
    term.refresh_from_db()
    assert (result.adopted, result.declined, term.state) == (2, 1, CohortState.ANNOUNCED)
    assert states(term) == ["adopted", "adopted", "declined", "withdrawn"]
    assert (mails("adopted").count(), mails("declined").count()) == (2, 1)
    assert Record.objects.filter(verb="results_announced", subject_id=term.public_id).count() == 1


def test_the_adopted_meet_in_the_terms_community(term, staff):
    announce(term, staff)
    term.refresh_from_db()
    adopted = set(Entry.objects.adopted().values_list("applicant", flat=True))
    members = set(Membership.objects.filter(community=term.community).values_list("user", flat=True))
    assert members == adopted | {staff.pk}
    assert Channel.objects.filter(community=term.community).count() == 1


def test_the_second_person_joins_too(staff):
    second = UserFactory(email="right@example.jp")
    entry = make_entry(make_cohort(), state=EntryState.REVIEWING, second_same=False, second_email=second.email)
    join_entry(entry=entry, by=second, now=timezone.now())
    decide(entry, staff)
    announce(close_call(entry.cohort), staff)
    assert Membership.objects.filter(user=second).exists()
    assert set(mails("adopted").values_list("recipient", flat=True)) == {second.email, entry.applicant.email}


def test_announcing_twice_changes_nothing(term, staff):
    first = announce(term, staff)
    before = (Delivery.objects.count(), Record.objects.count(), Membership.objects.count(), Community.objects.count())
    assert announce(term, staff) == first
    after = (Delivery.objects.count(), Record.objects.count(), Membership.objects.count(), Community.objects.count())
    assert before == after


@pytest.mark.django_db(transaction=True)
def test_five_clicks_at_once_are_one_announcement(staff):
    entry = make_entry(make_cohort(), state=EntryState.REVIEWING)
    decide(entry, staff)
    cohort = close_call(entry.cohort)
    results = together(5, lambda _n: announce(Cohort.objects.get(pk=cohort.pk), staff).pk)
    assert (len(set(results)), Announcement.objects.count(), mails("adopted").count()) == (1, 1, 1)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("locks", [True, False])
def test_nobody_decides_anew_while_results_go_out(staff, monkeypatch, locks):
    """The twin without locks: on PostgreSQL the decision changes; SQLite has one writer anyway."""
    if not locks:
        monkeypatch.setattr(QuerySet, "select_for_update", lambda rows, **_how: rows)
    cohort = make_cohort()
    first, second = (make_entry(cohort, state=EntryState.REVIEWING) for _number in range(2))
    for entry in (first, second):
        decide(entry, staff)
    refusals = []

    def change_the_second():
        try:
            decide(second, staff, Outcome.DECLINED)
        except Conflict as refusal:
            refusals.append(refusal)
        finally:
            connection.close()

    colleague = Thread(target=change_the_second)

    def meanwhile(entry, _now):
        if entry == first:
            colleague.start()
            colleague.join(0.5)

    hooks.announcement_handlers.append(meanwhile)
    announce(close_call(cohort), staff)
    colleague.join()
    is_kept = locks or connection.vendor == "sqlite"
    assert Decision.objects.get(entry=second).outcome == ("adopted" if is_kept else "declined")
    assert len(refusals) == is_kept


def test_handlers_run_once_for_each_adopted_entry(term, staff):
    seen = []
    hooks.announcement_handlers.append(lambda entry, _now: seen.append((entry.title, entry.state)))
    announce(term, staff)
    announce(term, staff)
    assert seen == [("計画0", "adopted"), ("計画1", "adopted")]


def test_a_handler_that_fails_takes_everything_back(term, staff):
    def fail(entry, _now):
        if entry.title == "計画1":
            raise RuntimeError("the second one fails")

    before = (Delivery.objects.count(), Record.objects.count())
    hooks.announcement_handlers.append(fail)
    with pytest.raises(RuntimeError):
        announce(term, staff)
    term.refresh_from_db()
    assert states(term) == ["reviewing", "reviewing", "reviewing", "withdrawn"]
    assert (Delivery.objects.count(), Record.objects.count()) == before
    assert (term.state, term.community, Announcement.objects.count()) == (CohortState.OPEN, None, 0)


def test_twin_without_the_transaction_half_of_it_would_stay(term, staff, monkeypatch):
    """The same failure, outside of the action's transaction: the first firm would already have been told."""

    def fail(entry, _now):
        if entry.title == "計画1":
            raise RuntimeError("the second one fails")

    hooks.announcement_handlers.append(fail)
    with pytest.raises(RuntimeError):
        announce_cohort.__wrapped__(cohort=term, by=staff, now=timezone.now())
    assert states(term)[0] == "adopted"


def test_entries_without_decision_are_named(term, staff):
    late = make_entry_in_review(term)
    assert [entry.number for entry in announcement_preview(term).open] == [late.number]
    with pytest.raises(Conflict):
        announce(term, staff)
    assert Announcement.objects.count() == 0


def make_entry_in_review(cohort):
    Cohort.objects.filter(pk=cohort.pk).update(closes_at=timezone.now() + timedelta(days=1))
    entry = make_entry(Cohort.objects.get(pk=cohort.pk), state=EntryState.REVIEWING)
    close_call(cohort)
    return entry


def test_nothing_to_announce_is_said(staff):
    with pytest.raises(Conflict):
        announce(close_call(make_cohort()), staff)


def test_an_open_call_cannot_be_announced(staff):
    entry = make_entry(make_cohort(), state=EntryState.REVIEWING)
    decide(entry, staff)
    with pytest.raises(Closed):
        announce(entry.cohort, staff)
    reviewing = move_cohort(cohort=close_call(entry.cohort), to=CohortState.REVIEWING, by=staff, now=timezone.now())
    assert announce(reviewing, staff).adopted == 1


def test_decided_is_not_announced(term):
    found = funnel(term)
    assert (found.entered, found.adopted, found.is_announced) == (3, 0, False)


def test_words_of_jurors_come_out_with_the_result(staff):
    entry = make_entry(make_cohort(), state=EntryState.REVIEWING)
    score(entry, user_with_role("juror"), comment="地図が先にあるとよい。")
    decide(entry, staff)
    assert words_of_jurors(entry) == []
    announce(close_call(entry.cohort), staff)
    entry.refresh_from_db()
    assert words_of_jurors(entry) == ["地図が先にあるとよい。"]


def test_adopting_the_thirteenth_makes_the_funnel_thirteen(staff):
    cohort = make_cohort()
    entries = [make_entry(cohort, state=EntryState.REVIEWING) for _ in range(13)]
    for number, entry in enumerate(entries, start=1):
        decide(entry, staff, Outcome.DECLINED if number == 13 else Outcome.ADOPTED)
    announce(close_call(cohort), staff)
    cohort.refresh_from_db()
    first = funnel(cohort)
    adopt_entry_later(entry=entries[12], by=staff, now=timezone.now())
    second = funnel(cohort)
    assert [(found.entered, found.adopted) for found in (first, second)] == [(13, 12), (13, 13)]
    assert Membership.objects.filter(user=entries[12].applicant).exists()
    assert mails("adopted").count() == 13


def test_adopting_later_needs_an_announcement_and_a_declined_entry(term, staff):
    entry = Entry.objects.filter(cohort=term, state=EntryState.REVIEWING).first()
    with pytest.raises(Conflict):
        adopt_entry_later(entry=entry, by=staff, now=timezone.now())
    announce(term, staff)
    with pytest.raises(Conflict):
        adopt_entry_later(entry=entry, by=staff, now=timezone.now())


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize(("kind", "links"), [("received", 2), ("adopted", 1), ("declined", 1)])
def test_mails_are_short_with_one_link_and_the_receipt_leads_to_its_copy_too(staff, language, kind, links):
    cohort = make_cohort()
    for outcome in (Outcome.ADOPTED, Outcome.DECLINED):
        entry = make_entry(cohort, UserFactory(language=language), state=EntryState.REVIEWING)
        decide(entry, staff, outcome)
    announce(close_call(cohort), staff)
    mail = mails(kind).first()
    lines = [line for line in mail.text.splitlines() if line.strip()]
    assert len(lines) <= 15
    assert (mail.text.count("http"), mail.html.count("href=")) == (links, links)
    assert mail.subject.startswith("【KDX2-" if language == "ja" else "[KDX2-")
    assert ("/en/" in mail.text) == (language == "en")
