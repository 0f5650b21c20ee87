"""The tables of moves: every allowed and every forbidden one."""

import itertools

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from activity.models import Record
from cohorts.actions import move_cohort, move_entry
from cohorts.enums import COHORT_MOVES, ENTRY_MOVES, CohortState, EntryState
from cohorts.models import Announcement, Cohort, Entry
from common.errors import Closed, Conflict
from tests.factories.accounts import UserFactory
from tests.factories.cohorts import close_call, make_cohort, make_entry

pytestmark = pytest.mark.django_db
ENTRY_PAIRS = list(itertools.product(EntryState.values, EntryState.values))
COHORT_PAIRS = list(itertools.product(CohortState.values, CohortState.values))


def test_tables_know_every_state():
    assert set(ENTRY_MOVES) == set(EntryState.values)
    assert set(COHORT_MOVES) == set(CohortState.values)


def test_entries_move_by_the_table_only():
    entry = make_entry(make_cohort())
    moved = set()
    for before, after in ENTRY_PAIRS:
        if EntryState.DRAFT in (before, after):
            continue  # a draft has no number; see the next test
        Entry.objects.filter(pk=entry.pk).update(state=before)
        try:
            move_entry(entry=entry, to=after, by=None, now=timezone.now())
        except Conflict:
            assert Entry.objects.get(pk=entry.pk).state == before
        else:
            moved.add((before, after))
    allowed = {(before, after) for before, after in ENTRY_PAIRS if after in ENTRY_MOVES[before]}
    assert moved == {pair for pair in allowed if EntryState.DRAFT not in pair}


@pytest.mark.parametrize("before", sorted(set(EntryState.values) - {EntryState.DRAFT, EntryState.WITHDRAWN}))
def test_nothing_becomes_a_draft_again(before):
    assert EntryState.DRAFT not in ENTRY_MOVES[before]


def test_what_was_handed_in_never_becomes_a_draft_again():
    entry = make_entry(make_cohort())
    move_entry(entry=entry, to=EntryState.WITHDRAWN, by=None, now=timezone.now())
    with pytest.raises(IntegrityError), transaction.atomic():
        move_entry(entry=entry, to=EntryState.DRAFT, by=None, now=timezone.now())


def test_drafts_can_only_be_handed_in_or_withdrawn():
    assert ENTRY_MOVES[EntryState.DRAFT] == {EntryState.RECEIVED, EntryState.WITHDRAWN}


def test_terms_move_by_the_table_only():
    cohort = close_call(make_cohort())
    note_announcement(cohort)
    moved = set()
    for before, after in COHORT_PAIRS:
        Cohort.objects.filter(pk=cohort.pk).update(state=before)
        try:
            move_cohort(cohort=cohort, to=after, by=None, now=timezone.now())
        except Conflict:
            assert Cohort.objects.get(pk=cohort.pk).state == before
        else:
            moved.add((before, after))
    assert moved == {(before, after) for before, after in COHORT_PAIRS if after in COHORT_MOVES[before]}


def note_announcement(cohort: Cohort) -> None:
    by = UserFactory()
    Announcement.objects.create(cohort=cohort, announced_at=timezone.now(), announced_by=by, adopted=1, declined=0)


def test_an_open_call_is_not_closed_before_its_deadline():
    cohort = make_cohort()
    with pytest.raises(Closed):
        move_cohort(cohort=cohort, to=CohortState.REVIEWING, by=None, now=cohort.closes_at)
    assert move_cohort(cohort=close_call(cohort), to=CohortState.REVIEWING, by=None, now=timezone.now())


def test_only_an_announcement_makes_a_term_announced():
    cohort = close_call(make_cohort(state=CohortState.REVIEWING))
    with pytest.raises(Conflict):
        move_cohort(cohort=cohort, to=CohortState.ANNOUNCED, by=None, now=timezone.now())
    note_announcement(cohort)
    assert move_cohort(cohort=cohort, to=CohortState.ANNOUNCED, by=None, now=timezone.now())


def test_a_move_is_recorded_with_where_it_came_from():
    entry = make_entry(make_cohort())
    move_entry(entry=entry, to=EntryState.CHECKING, by=entry.applicant, now=timezone.now())
    record = Record.objects.get(verb="entry_checking", subject_id=entry.public_id)
    assert (record.facts["from"], record.actor) == (EntryState.RECEIVED, entry.applicant)


def test_twin_a_write_past_the_door_would_be_possible():
    """Nothing but the door stops a wrong move: the database would take it."""
    entry = make_entry(make_cohort())
    assert EntryState.ALUMNI not in ENTRY_MOVES[entry.state]
    assert Entry.objects.filter(pk=entry.pk).update(state=EntryState.ALUMNI) == 1
