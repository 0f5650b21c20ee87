"""The self-diagnosis: what a result says, how long it is kept, what an entry takes over."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from activity.models import Record
from cohorts.actions import (
    attach_diagnosis,
    delete_diagnosis,
    delete_old_diagnoses,
    detach_diagnosis,
    submit_entry,
    take_diagnosis,
)
from cohorts.diagnosis import AXES, KEPT, LEVELS, NextStep, levels_from, next_step, widest_gap
from cohorts.enums import EntryState
from cohorts.figures import diagnosis_figure, gap_sentence
from cohorts.models import Answer, Diagnosis, EntryRevision
from cohorts.queries import (
    attached_diagnosis,
    blind_entry,
    current_answers,
    diagnosis_by_token,
    entry_to_attach_to,
    latest_revision,
)
from cohorts.tasks import forget_diagnoses
from common.duties import duties
from common.errors import Closed, NotFound
from tests.factories.accounts import UserFactory
from tests.factories.cohorts import close_call, make_cohort, make_diagnosis, make_draft, make_entry

SAME = {axis.key: (2, 2) for axis in AXES}


# ---- pure


def test_seven_axes_and_six_levels():
    assert ([axis.key for axis in AXES], [level.number for level in LEVELS]) == (
        ["vision", "strategy", "team", "people", "it", "kpi", "dialogue"],
        [0, 1, 2, 3, 4, 5],
    )


@pytest.mark.parametrize(
    ("changed", "axis", "gap"),
    [
        ({"kpi": (0, 4)}, "kpi", 4),
        ({"vision": (2, 4), "team": (1, 3)}, "team", 2),  # equal gaps: the lowest today
        ({"it": (1, 3), "people": (1, 3)}, "people", 2),  # and then the first asked
        ({"dialogue": (4, 0)}, "vision", 0),  # a goal below today is no gap
    ],
)
def test_the_widest_gap(changed, axis, gap):
    found = widest_gap({**SAME, **changed})
    assert (found.axis.key, found.gap) == (axis, gap)


@pytest.mark.parametrize(
    ("pair", "is_open", "step"),
    [
        ((1, 3), True, NextStep.ENTER),
        ((1, 3), False, NextStep.MENTORS),
        ((1, 2), True, NextStep.MENTORS),
        ((1, 2), False, NextStep.MENTORS),
        ((3, 3), True, NextStep.CASES),
        ((5, 1), False, NextStep.CASES),
    ],
)
def test_exactly_one_next_step(pair, is_open, step):
    assert next_step({**SAME, "team": pair}, is_term_open=is_open) == step


@pytest.mark.parametrize(
    "kept", [None, [], {}, {"vision": [1, 2]}, {**SAME, "it": [1]}, {**SAME, "it": [1, 6]}, {**SAME, "it": [True, 2]}]
)
def test_levels_that_are_not_complete_are_none(kept):
    assert levels_from(kept) is None


def test_the_figure_says_the_gap_and_holds_all_numbers():
    levels = {**SAME, "team": (0, 4)}
    figure = diagnosis_figure(levels)
    assert figure.sentence == "7項目の平均（0〜5）は、いま1.7、3年後は2.3。差がいちばん大きいのは「体制」です。"
    assert gap_sentence(levels) == "いちばん差が大きいのは「体制」。いま0、3年後は4です。"
    assert figure.rows == [(str(axis.title), *levels[axis.key]) for axis in AXES]
    assert gap_sentence(SAME) == "3年後もいまと同じ段階です。開いている差はありません。"


# ---- kept and deleted


@pytest.mark.django_db
def test_the_same_answers_sent_twice_are_one_result():
    key, now = uuid4(), timezone.now()
    first, again = (take_diagnosis(levels=SAME, client_id=key, now=now) for _ in range(2))
    changed = take_diagnosis(levels={**SAME, "it": (0, 5)}, client_id=key, now=now)
    other = take_diagnosis(levels=SAME, client_id=uuid4(), now=now)
    assert first == again
    assert len({first.pk, changed.pk, other.pk}) == 3


@pytest.mark.django_db
def test_a_result_opens_by_its_link_alone():
    found = make_diagnosis()
    now = timezone.now()
    assert diagnosis_by_token(found.token, now) == found
    for wrong in (str(found.public_id), found.public_id.hex, f"{found.public_id.hex}.x", found.token[:-1], ""):
        with pytest.raises(NotFound):
            diagnosis_by_token(wrong, now)


@pytest.mark.django_db
def test_a_result_counts_as_gone_after_ninety_days_even_without_the_worker():
    found = make_diagnosis()
    assert diagnosis_by_token(found.token, found.created_at + KEPT - timedelta(seconds=1)) == found
    with pytest.raises(NotFound):
        diagnosis_by_token(found.token, found.created_at + KEPT)


@pytest.mark.django_db
def test_the_worker_deletes_what_is_over_and_says_how_many():
    now = timezone.now()
    old = [make_diagnosis(now=now - KEPT), make_diagnosis(now=now - KEPT - timedelta(days=3))]
    fresh = make_diagnosis(now=now - KEPT + timedelta(minutes=1))
    next(each for each in duties() if each.name == "cohorts.delete_old_diagnoses").work(now)
    assert list(Diagnosis.objects.all()) == [fresh]
    assert Record.objects.get(verb="retention_done").facts == {"diagnoses": len(old)}
    assert delete_old_diagnoses(now=now) == 0
    assert Record.objects.filter(verb="retention_done").count() == 1


@pytest.mark.django_db
def test_twin_without_that_duty_an_old_result_stays_in_the_database():
    now = timezone.now()
    old = make_diagnosis(now=now - KEPT - timedelta(days=1))
    for each in duties():
        if each.lane == "retention" and each.work is not forget_diagnoses:
            each.work(now)
    assert Diagnosis.objects.filter(pk=old.pk).exists()


@pytest.mark.django_db
def test_deleting_now_names_nobody_and_twice_is_once():
    found = make_diagnosis()
    for _ in range(2):
        delete_diagnosis(diagnosis=found, now=timezone.now())
    assert not Diagnosis.objects.exists()
    line = Record.objects.get(verb="diagnosis_deleted")
    assert (line.actor, line.subject_id) == (None, found.public_id)


# ---- with an entry


@pytest.fixture
def cohort(db):
    return make_cohort()


def test_an_attached_result_is_handed_in_and_outlives_its_deletion(cohort):
    draft, found, now = make_draft(cohort), make_diagnosis(team=(0, 4)), timezone.now()
    attach_diagnosis(entry=draft, diagnosis=found, by=draft.applicant, now=now)
    entry = submit_entry(entry=draft, by=draft.applicant, now=now)
    delete_diagnosis(diagnosis=found, now=now)
    held = attached_diagnosis(latest_revision(entry).answers)
    assert held.levels["team"] == (0, 4)
    assert Record.objects.filter(verb="diagnosis_attached", subject_id=entry.public_id).count() == 1


def test_attaching_twice_is_once_and_another_result_replaces_it(cohort):
    draft, first, now = make_draft(cohort), make_diagnosis(), timezone.now()
    once = attach_diagnosis(entry=draft, diagnosis=first, by=draft.applicant, now=now)
    again = attach_diagnosis(entry=draft, diagnosis=first, by=draft.applicant, now=now)
    assert once.rev == again.rev
    attach_diagnosis(entry=draft, diagnosis=make_diagnosis(it=(1, 5)), by=draft.applicant, now=now)
    assert attached_diagnosis(current_answers(draft)).levels["it"] == (1, 5)
    assert Answer.objects.filter(entry=draft, key="diagnosis").count() == 1


def test_taken_out_and_handed_in_again_it_is_gone_from_the_new_revision(cohort):
    draft, now = make_draft(cohort), timezone.now()
    by = draft.applicant
    attach_diagnosis(entry=draft, diagnosis=make_diagnosis(), by=by, now=now)
    entry = submit_entry(entry=draft, by=by, now=now)
    for _ in range(2):
        entry = detach_diagnosis(entry=entry, by=by, now=now)
    entry = submit_entry(entry=entry, by=by, now=now)
    held = [attached_diagnosis(item.answers) is not None for item in EntryRevision.objects.filter(entry=entry)]
    assert held == [True, False]
    assert Record.objects.filter(verb="diagnosis_detached").count() == 1


def test_after_the_deadline_nothing_is_attached_or_taken_out(cohort):
    draft, found, now = make_draft(cohort), make_diagnosis(), timezone.now()
    attach_diagnosis(entry=draft, diagnosis=found, by=draft.applicant, now=now)
    close_call(cohort)
    with pytest.raises(Closed):
        detach_diagnosis(entry=draft, by=draft.applicant, now=now)
    with pytest.raises(Closed):
        attach_diagnosis(entry=draft, diagnosis=make_diagnosis(), by=draft.applicant, now=now)
    assert attached_diagnosis(current_answers(draft)) is not None


def test_twin_without_the_deadline_it_could_be_taken_out(cohort, monkeypatch):
    draft, now = make_draft(cohort), timezone.now()
    attach_diagnosis(entry=draft, diagnosis=make_diagnosis(), by=draft.applicant, now=now)
    close_call(cohort)
    monkeypatch.setattr("cohorts.actions.diagnosis.ensure_open", lambda _entry: None)
    detach_diagnosis(entry=draft, by=draft.applicant, now=now)
    assert attached_diagnosis(current_answers(draft)) is None


def test_jurors_get_the_numbers_without_the_day(cohort):
    draft, now = make_draft(cohort), timezone.now()
    attach_diagnosis(entry=draft, diagnosis=make_diagnosis(kpi=(1, 5)), by=draft.applicant, now=now)
    blind = blind_entry(latest_revision(submit_entry(entry=draft, by=draft.applicant, now=now)))
    assert blind.levels["kpi"] == (1, 5)
    assert "diagnosis" not in blind.answers
    assert blind_entry(latest_revision(make_entry(cohort))).levels is None


def test_the_entry_to_attach_to_is_ones_own_and_open(cohort):
    now = timezone.now()
    draft = make_draft(cohort)
    assert entry_to_attach_to(draft.applicant, now) == draft
    assert entry_to_attach_to(UserFactory(), now) is None
    assert entry_to_attach_to(make_entry(cohort, state=EntryState.REVIEWING).applicant, now) is not None
    close_call(cohort)
    assert entry_to_attach_to(draft.applicant, now) is None
