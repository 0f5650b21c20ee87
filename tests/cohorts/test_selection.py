"""Check, conflicts of interest, scores, decisions."""

from uuid import uuid4

import pytest
from django.utils import timezone

from activity.models import Delivery, Record
from cohorts.actions import check_entry, decide_entry, declare_conflict, save_answers, score_entry, submit_entry
from cohorts.enums import EntryState, Outcome, Reason, ReviewState
from cohorts.models import ConflictDeclaration, Criterion, Decision, Review, Score
from cohorts.queries import ranking_table, review_items
from common.errors import Conflict, InvalidInput, NotAllowed
from tests.factories.accounts import user_with_role
from tests.factories.cohorts import close_call, decide, make_cohort, make_entry, score
from tests.factories.common import together

pytestmark = pytest.mark.django_db


@pytest.fixture
def cohort():
    return make_cohort()


@pytest.fixture
def entry(cohort):
    return make_entry(cohort, state=EntryState.REVIEWING)


@pytest.fixture
def juror():
    return user_with_role("juror")


@pytest.fixture
def staff():
    return user_with_role("staff")


def scores_of(entry, value=4):
    return {item.public_id: value for item in Criterion.objects.filter(rubric__cohort=entry.cohort)}


def give(entry, juror, scores, comment=""):
    return score_entry(entry=entry, scores=scores, comment=comment, by=juror, now=timezone.now())


def declare(entry, juror, has_conflict=False):
    return declare_conflict(entry=entry, has_conflict=has_conflict, by=juror, now=timezone.now())


def test_one_click_passes_the_check_with_both_steps_on_record(cohort, staff):
    entry = make_entry(cohort)
    checked = check_entry(entry=entry, by=staff, now=timezone.now())
    again = check_entry(entry=entry, by=staff, now=timezone.now())
    verbs = Record.objects.filter(subject_id=entry.public_id, actor=staff).values_list("verb", flat=True)
    assert (checked.state, again.state, sorted(verbs)) == (
        EntryState.REVIEWING,
        EntryState.REVIEWING,
        ["entry_checking", "entry_reviewing"],
    )


def test_handing_in_again_brings_an_entry_back_to_the_check(entry):
    save_answers(entry=entry, values={"title": "直した題"}, by=entry.applicant, now=timezone.now())
    assert submit_entry(entry=entry, by=entry.applicant, now=timezone.now()).state == EntryState.RECEIVED


def test_no_score_without_a_declaration(entry, juror):
    with pytest.raises(NotAllowed):
        give(entry, juror, scores_of(entry))
    assert Review.objects.count() == 0


def test_no_score_with_a_conflict(entry, juror):
    declare(entry, juror, has_conflict=True)
    with pytest.raises(NotAllowed):
        give(entry, juror, scores_of(entry))


def test_twin_without_the_declaration_the_juror_would_score(entry, juror):
    """What stops the score is the declaration and nothing else."""
    ConflictDeclaration.objects.create(entry=entry, juror=juror, has_conflict=False, declared_at=timezone.now())
    assert give(entry, juror, scores_of(entry)).state == ReviewState.SUBMITTED


def test_no_conflict_can_become_one_but_never_back(entry, juror):
    declare(entry, juror)
    declare(entry, juror)
    assert declare(entry, juror, has_conflict=True).has_conflict
    with pytest.raises(Conflict):
        declare(entry, juror)
    assert Record.objects.filter(verb="conflict_declared").count() == 2


def test_a_settled_score_cannot_be_taken_out_by_a_late_declaration(entry, juror):
    score(entry, juror)
    with pytest.raises(Conflict):
        declare(entry, juror, has_conflict=True)


def test_scores_are_pinned_to_what_was_read(entry, juror):
    review = score(entry, juror, comment="乗せる側の地図が先にあるとよい。")
    assert (review.revision.number, review.state, review.scores.count()) == (1, ReviewState.SUBMITTED, 5)


def test_every_criterion_needs_an_answer(entry, juror):
    declare(entry, juror)
    some = dict(list(scores_of(entry).items())[:3])
    with pytest.raises(InvalidInput) as refusal:
        give(entry, juror, some)
    missing = {str(key) for key in scores_of(entry)} - {str(key) for key in some}
    assert (set(refusal.value.fields), Score.objects.count(), Review.objects.count()) == (missing, 0, 0)


@pytest.mark.parametrize("value", [0, 6, -1])
def test_scores_outside_the_scale_are_refused(entry, juror, value):
    declare(entry, juror)
    with pytest.raises(InvalidInput):
        give(entry, juror, scores_of(entry, value))


def test_only_does_not_apply_is_no_judgement(entry, juror):
    declare(entry, juror)
    with pytest.raises(InvalidInput):
        give(entry, juror, scores_of(entry, None))


def test_foreign_criteria_are_ignored(entry, juror):
    declare(entry, juror)
    review = give(entry, juror, {**scores_of(entry), uuid4(): 5})
    assert review.scores.count() == 5


def test_a_doubled_click_is_one_review_and_other_scores_are_refused(entry, juror):
    first = score(entry, juror, 4)
    assert give(entry, juror, scores_of(entry, 4)) == first
    with pytest.raises(Conflict):
        give(entry, juror, scores_of(entry, 5))
    assert set(first.scores.values_list("value", flat=True)) == {4}


@pytest.mark.django_db(transaction=True)
def test_ten_clicks_at_once_are_one_review():
    entry = make_entry(make_cohort(), state=EntryState.REVIEWING)
    juror = user_with_role("juror")
    declare(entry, juror)
    results = together(10, lambda _n: give(entry, juror, scores_of(entry)).pk)
    assert (len(set(results)), Review.objects.count(), Score.objects.count()) == (1, 1, 5)


def test_an_entry_that_is_not_checked_cannot_be_scored_or_decided(cohort, juror, staff):
    received = make_entry(cohort)
    with pytest.raises(Conflict):
        give(received, juror, scores_of(received))
    with pytest.raises(Conflict):
        decide(received, staff)


def test_a_decision_is_noted_and_may_change_but_nobody_is_told(entry, staff):
    mails = Delivery.objects.count()
    decide(entry, staff, Outcome.DECLINED, note="次の期にぜひ。")
    decide(entry, staff, Outcome.ADOPTED)
    entry.refresh_from_db()
    assert (entry.state, entry.decision.outcome, entry.decision.note, Delivery.objects.count()) == (
        EntryState.REVIEWING,
        Outcome.ADOPTED,
        "",
        mails,
    )
    assert Record.objects.filter(verb="entry_decided").count() == 2


@pytest.mark.parametrize(
    ("outcome", "reason", "note"),
    [
        ("maybe", Reason.MERIT, ""),
        (Outcome.ADOPTED, Reason.CAPACITY, ""),
        (Outcome.DECLINED, Reason.MERIT, ""),
        (Outcome.DECLINED, "because", ""),
        (Outcome.DECLINED, Reason.CAPACITY, "あ" * 201),
    ],
)
def test_a_decision_that_makes_no_sense_is_refused(entry, staff, outcome, reason, note):
    with pytest.raises(InvalidInput):
        decide_entry(entry=entry, outcome=outcome, reason=reason, note=note, by=staff, now=timezone.now())
    assert Decision.objects.count() == 0


def test_the_list_says_what_waits(cohort, entry, juror):
    other, third = (make_entry(cohort, state=EntryState.REVIEWING) for _ in range(2))
    score(entry, juror)
    declare(other, juror, has_conflict=True)
    states = {item.entry_id: item.state for item in review_items(juror)}
    assert states == {entry.public_id: "submitted", other.public_id: "conflict", third.public_id: "declare"}


def test_jurors_of_one_term_see_only_that_term(cohort, entry):
    other = make_cohort(key="kdx3")
    make_entry(other, state=EntryState.REVIEWING)
    scoped = user_with_role("juror", scope=other.public_id)
    assert [item.entry_id for item in review_items(scoped)] != [entry.public_id]
    assert len(review_items(scoped)) == 1


def test_ranking_takes_settled_reviews_and_puts_the_unscored_last(cohort, entry):
    best, unscored = (make_entry(cohort, state=EntryState.REVIEWING) for _ in range(2))
    jurors = [user_with_role("juror") for _ in range(2)]
    for juror, value in zip(jurors, (3, 2), strict=True):
        score(entry, juror, value)
        score(best, juror, value + 2)
    rows = [(row.entry, row.ranked.mean, row.ranked.position) for row in ranking_table(cohort)]
    assert rows == [(best, 90.0, 1), (entry, 50.0, 2), (unscored, None, None)]


def test_ranking_costs_the_same_for_one_and_three(cohort, entry, juror, django_assert_num_queries):
    score(entry, juror)
    with django_assert_num_queries(2):
        ranking_table(cohort)
    for _ in range(2):
        score(make_entry(cohort, state=EntryState.REVIEWING), juror)
    with django_assert_num_queries(2):
        ranking_table(cohort)


def test_scoring_goes_on_after_the_deadline(entry, juror):
    close_call(entry.cohort)
    assert score(entry, juror).state == ReviewState.SUBMITTED
