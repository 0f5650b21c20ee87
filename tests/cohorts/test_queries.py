"""Figures, timeline, course, blind projection."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone, translation

from cohorts.actions import move_entry
from cohorts.course import river, when
from cohorts.enums import CohortState, EntryState, MilestoneKind
from cohorts.figures import funnel_figure, split_figure
from cohorts.models import Entry, Milestone
from cohorts.queries import (
    Step,
    cohort_by_key,
    entry_course,
    funnel,
    get_cohort,
    moves_of,
    next_step,
    open_cohorts,
    timeline,
    track_split,
)
from common.errors import NotFound
from common.templatetags.dates import days_left
from home.sources.programmes import call_of
from tests.factories.accounts import user_with_role
from tests.factories.cohorts import make_cohort, make_draft, make_entry

pytestmark = pytest.mark.django_db
STATES = ["received", "checking", "reviewing", "adopted", "participating", "finished", "alumni", "declined"]


def in_states(cohort, states):
    for number, state in enumerate(states):
        entry = make_entry(cohort, track="value" if number % 2 else "work")
        Entry.objects.filter(pk=entry.pk).update(state=state)


def test_funnel_counts_by_division_without_drafts_and_withdrawn():
    cohort = make_cohort()
    in_states(cohort, [*STATES, "withdrawn"])
    make_draft(cohort)
    found = funnel(cohort)
    assert (found.entered, found.adopted, found.finished) == (8, 4, 2)
    assert [(share.key, share.entered, share.adopted) for share in found.tracks] == [("work", 4, 2), ("value", 4, 2)]


def test_funnel_is_one_query(django_assert_num_queries):
    cohort = make_cohort()
    in_states(cohort, STATES)
    with django_assert_num_queries(1):
        funnel(cohort)


def test_split_compares_with_what_was_expected():
    cohort = make_cohort()
    in_states(cohort, STATES[:3])
    split = track_split(cohort)
    shares = [(split.expected_percent(share), split.percent(share)) for share in split.shares]
    assert shares == [(69, 67), (31, 33)]


def test_split_of_an_empty_term_divides_by_nothing():
    cohort = make_cohort()
    assert [row[0] for row in split_figure(cohort).rows]
    cohort.tracks.update(expected=None)
    split = track_split(cohort)
    assert [(split.expected_percent(share), split.percent(share)) for share in split.shares] == [(None, 0), (None, 0)]
    assert split_figure(cohort) is None
    assert funnel_figure(cohort).rows


def test_figure_shows_results_only_once_announced():
    cohort = make_cohort()
    in_states(cohort, STATES)
    assert len(funnel_figure(cohort).rows) == 1
    cohort.state = CohortState.ANNOUNCED
    assert [row[-1] for row in funnel_figure(cohort).rows] == [8, 4, 2]


def test_figure_without_finished_has_two_rows():
    cohort = make_cohort(state=CohortState.OPEN)
    in_states(cohort, ["adopted", "declined"])
    cohort.state = CohortState.ANNOUNCED
    assert [row[-1] for row in funnel_figure(cohort).rows] == [2, 1]


def test_timeline_has_one_now_between_past_and_future():
    cohort = make_cohort()
    with translation.override("ja"):
        steps = [(step.title, step.state) for step in timeline(cohort, timezone.now())]
    assert steps == [
        ("募集開始", "past"),
        ("説明会", "past"),
        ("募集中", "now"),
        ("締切", "future"),
        ("面談", "future"),
        ("結果", "future"),
    ]


def test_timeline_now_is_a_milestone_that_is_going_on():
    cohort = make_cohort()
    now = timezone.now()
    Milestone.objects.create(
        cohort=cohort,
        title="面談週間",
        kind=MilestoneKind.INTERVIEW,
        starts_at=now - timedelta(days=1),
        ends_at=now + timedelta(days=1),
    )
    assert [step.title for step in timeline(cohort, now) if step.state == "now"] == ["面談週間"]


def test_timeline_of_a_finished_term_is_all_past():
    cohort = make_cohort(state=CohortState.FINISHED)
    later = timezone.now() + timedelta(days=400)
    assert {step.state for step in timeline(cohort, later)} == {"past"}
    assert next_step(cohort, later) is None


AFTERNOON = datetime(2026, 12, 15, 8, 0, tzinfo=UTC)  # 17:00 in Japan


@pytest.mark.parametrize(
    ("state", "before", "title", "note"),
    [
        (CohortState.OPEN, timedelta(days=21, hours=1), "募集中", "あと21日"),
        (CohortState.OPEN, timedelta(days=20, hours=20), "募集中", "あと21日"),  # the evening 21 days before
        (CohortState.OPEN, timedelta(hours=20), "募集中", "あと1日"),
        (CohortState.OPEN, timedelta(hours=16), "募集中", "きょうが締切"),
        (CohortState.OPEN, timedelta(hours=-5), "審査中", ""),
        (CohortState.REVIEWING, timedelta(hours=-5), "審査中", ""),
        (CohortState.ANNOUNCED, timedelta(hours=-5), "結果発表", ""),
    ],
)
def test_timeline_says_where_the_term_stands(state, before, title, note):
    cohort = make_cohort(state=state)
    move_dates(cohort, AFTERNOON)
    with translation.override("ja"):
        here = [step for step in timeline(cohort, AFTERNOON - before) if step.state == "now"]
    assert [(step.title, step.note) for step in here] == [(title, note)]


def move_dates(cohort, closes_at):
    """The whole term so that its deadline is at this instant."""
    by = closes_at - cohort.closes_at
    cohort.opens_at, cohort.closes_at = cohort.opens_at + by, closes_at
    cohort.save()
    for item in cohort.milestones.all():
        Milestone.objects.filter(pk=item.pk).update(starts_at=item.starts_at + by)


@pytest.mark.parametrize("hours", [1, 16, 20, 100, 500])
def test_head_mail_and_timeline_count_the_same_days(hours, monkeypatch):
    cohort, now = make_cohort(), AFTERNOON - timedelta(hours=hours)
    move_dates(cohort, AFTERNOON)
    monkeypatch.setattr(timezone, "now", lambda: now)
    head, word = call_of(cohort, now, None).days_left, days_left(cohort.closes_at)
    here = next(step.note for step in timeline(cohort, now) if step.state == "now")
    assert (here, word) == ((f"あと{head}日", f"あと{head}日") if head else ("きょうが締切", "きょうまで"))


def test_a_month_is_never_shown_as_a_day():
    step = Step("スケッチ", datetime(2021, 9, 14, 3, 0, tzinfo=UTC), "past", by_month=True)
    with translation.override("ja"):
        assert when(step) == "2021年9月"
    with translation.override("en"):
        assert when(step) == "Sep 2021"
    assert river([step])[0].datetime == ""


def test_a_span_says_from():
    start = timezone.now()
    with translation.override("ja"):
        assert when(Step("面談", start, "future", ends_at=start + timedelta(days=3))).endswith("）〜")
    assert when(Step("いま", None, "now")) == ""


@pytest.mark.parametrize(
    ("state", "places"),
    [
        ("received", "past now future future future future"),
        ("checking", "past now future future future future"),
        ("reviewing", "past past now future future future"),
        ("interview", "past past past now future future"),
        ("adopted", "past past past past now"),
        ("finished", "past past past past past"),
        ("declined", "past past past past"),
    ],
)
def test_course_of_an_entry(state, places):
    entry = make_entry(make_cohort())
    entry.state = state
    assert " ".join(step.state for step in entry_course(entry, timezone.now())) == places


def test_what_lies_behind_has_the_day_it_happened():
    entry = make_entry(make_cohort(), state=EntryState.REVIEWING)
    staff, then = user_with_role("staff"), timezone.now() + timedelta(days=2)
    move_entry(entry=entry, to=EntryState.INTERVIEW, by=staff, now=then)
    entry = move_entry(entry=entry, to=EntryState.ADOPTED, by=staff, now=then + timedelta(days=1))
    steps = entry_course(entry, then)
    assert [step.date is not None for step in steps] == [True] * 6
    assert [steps[3].date, steps[4].date] == [then, then + timedelta(days=1)]


def test_a_day_of_another_year_says_which_year():
    step = Step("提出", timezone.now() - timedelta(days=800), "past")
    with translation.override("ja"):
        assert str((timezone.localdate() - timedelta(days=800)).year) in when(step)
        assert str(timezone.localdate().year) not in when(Step("いま", timezone.now(), "past"))


@pytest.mark.parametrize("count", [1, 3])
def test_the_days_of_many_entries_are_one_query(count, django_assert_num_queries):
    cohort = make_cohort()
    entries = [make_entry(cohort) for _ in range(count)]
    with django_assert_num_queries(1):
        assert len(moves_of(entries)) == count


def test_course_of_a_draft_begins_here():
    draft = make_draft(make_cohort())
    assert [step.state for step in entry_course(draft, timezone.now())][:2] == ["now", "future"]


def test_open_terms_are_those_between_their_dates():
    near, far = make_cohort(key="kdx3", closes_in=timedelta(days=2)), make_cohort(key="kdx2")
    make_cohort(key="kdx4", state=CohortState.PREPARING)
    make_cohort(key="kdx5", closes_in=timedelta(days=-1))
    assert list(open_cohorts(timezone.now())) == [near, far]


def test_terms_are_found_by_key_and_public_id():
    cohort = make_cohort()
    assert (cohort_by_key("kdx2"), cohort_by_key("no"), get_cohort(cohort.public_id)) == (cohort, None, cohort)
    with pytest.raises(NotFound):
        get_cohort(cohort.program.public_id)
