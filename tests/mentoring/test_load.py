"""How much mentors have to do: counted by week in Japan, shown to the office only."""

import csv
import io
from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.enums import RoleKind
from cohorts.models import Cohort
from mentoring.actions import cancel_session
from mentoring.enums import SessionState
from mentoring.figures import load_figure
from mentoring.models import Mentor, Session, Slot
from mentoring.queries import mentor_load
from tests.factories.accounts import user_with_role
from tests.factories.cohorts import make_cohort
from tests.factories.mentoring import NOW, adopted_entry, make_mentor, make_session, make_slot

pytestmark = pytest.mark.django_db
ALL = {None}
THIS_WEEK, NEXT_WEEK = 2, 3
MONDAY = datetime(2026, 11, 22, 15, 0, tzinfo=UTC)  # the first instant of Monday 23 November in Japan


@pytest.fixture
def mentor() -> Mentor:
    return make_mentor()


def meet(mentor: Mentor, starts_at: datetime, cohort: Cohort | None = None) -> Session:
    return make_session(make_slot(mentor, starts_at), adopted_entry(cohort))


def moved(session: Session, starts_at: datetime) -> None:
    Slot.objects.filter(pk=session.slot_id).update(starts_at=starts_at, ends_at=starts_at + timedelta(hours=1))


def test_sessions_are_counted_by_week_in_japan(mentor):
    cohort = make_cohort()
    meet(mentor, MONDAY - timedelta(hours=1), cohort)
    meet(mentor, MONDAY, cohort)
    meet(mentor, MONDAY + timedelta(hours=1), cohort)
    load = mentor_load(NOW, ALL)
    assert (load.mondays[0].isoformat(), load.mondays[-1].isoformat()) == ("2026-11-02", "2026-12-21")
    assert [(row.mentor, row.sessions) for row in load.rows] == [(mentor, (0, 0, 1, 2, 0, 0, 0, 0))]


def test_cancelled_sessions_and_those_outside_the_weeks_do_not_count(mentor):
    cohort = make_cohort()
    session = meet(mentor, MONDAY, cohort)
    cancel_session(session=session, by=mentor.user, now=NOW)
    for hours, outside in ((2, MONDAY - timedelta(weeks=3, hours=1)), (3, MONDAY + timedelta(weeks=5))):
        moved(meet(mentor, MONDAY + timedelta(hours=hours), cohort), outside)
    held = meet(mentor, MONDAY + timedelta(hours=5), cohort)
    Session.objects.filter(pk=held.pk).update(state=SessionState.HELD)
    assert mentor_load(NOW, ALL).total == 1


def test_whoever_takes_none_any_more_stands_there_while_there_are_some(mentor):
    session = meet(mentor, MONDAY)
    Mentor.objects.filter(pk=mentor.pk).update(is_active=False)
    assert len(mentor_load(NOW, ALL).rows) == 1
    cancel_session(session=session, by=mentor.user, now=NOW)
    assert mentor_load(NOW, ALL).rows == ()


def test_only_the_terms_one_works_for_count(mentor):
    own, other = make_cohort(), make_cohort(key="kdx9")
    meet(mentor, MONDAY, own)
    meet(mentor, MONDAY + timedelta(hours=3), other)
    assert mentor_load(NOW, {own.public_id}).total == 1
    assert mentor_load(NOW, {own.public_id, None}).total == 2


def test_the_queries_are_two_for_any_number(django_assert_num_queries):
    cohort = make_cohort()
    for number in range(3):
        mentor = make_mentor(position=number)
        meet(mentor, MONDAY, cohort)
        with django_assert_num_queries(2):
            mentor_load(NOW, ALL)


def test_the_figure_names_the_busiest_and_this_week(mentor):
    other = make_mentor(profile="話を聞きながら絵にする人", position=1)
    cohort = make_cohort(is_synthetic=True)
    meet(mentor, MONDAY, cohort)
    meet(other, MONDAY, cohort)
    assert load_figure(mentor_load(NOW, ALL), NOW).sentence == "8週間で面談2件。"
    meet(other, MONDAY + timedelta(hours=2), cohort)
    figure = load_figure(mentor_load(NOW, ALL), NOW)
    assert figure.sentence == "8週間で面談3件。いちばん多いのは話を聞きながら絵にする人（2件）です。"
    assert (figure.columns[1], figure.made_up) == ("11月2日の週", True)
    assert [row[-1] for row in figure.rows] == [1, 2]


def test_without_mentors_there_is_no_figure():
    assert load_figure(mentor_load(NOW, ALL), NOW) is None


@pytest.mark.parametrize("kind", [RoleKind.STAFF, RoleKind.CONTRACTOR])
def test_the_office_sees_it_among_the_mentors(client, mentor, kind):
    client.force_login(user_with_role(kind))
    page = client.get("/mentors/").content.decode()
    assert (page.count('id="load"'), "出典：担当する期の面談" in page) == (1, True)


@pytest.mark.parametrize("kind", [RoleKind.MENTOR, RoleKind.JUROR, RoleKind.ORGANISER, None])
def test_nobody_else_does(client, mentor, kind):
    if kind:
        client.force_login(user_with_role(kind))
    assert 'id="load"' not in client.get("/mentors/").content.decode()


def test_the_page_costs_the_same_for_one_and_three(client, mentor, django_assert_max_num_queries):
    client.force_login(user_with_role(RoleKind.STAFF))
    client.get("/mentors/")
    with django_assert_max_num_queries(30) as one:
        client.get("/mentors/")
    cohort = make_cohort()
    for number in range(2):
        meet(make_mentor(position=number), MONDAY, cohort)
    with django_assert_max_num_queries(len(one)):
        client.get("/mentors/")


def test_the_numbers_can_be_taken_along_as_csv(mentor, client):
    meet(mentor, timezone.now() + timedelta(days=1))
    client.force_login(user_with_role("staff"))
    address = reverse("mentoring:load_csv")
    assert address in client.get(reverse("mentoring:mentors")).content.decode()
    rows = list(csv.reader(io.StringIO(client.get(address).content.decode("utf-8-sig"))))
    assert (rows[0][0], rows[0][-1], rows[1][-1]) == ("メンター", "合計", "1")
    assert rows[-1][0].startswith("出典")


def test_without_mentors_there_are_no_numbers(client):
    client.force_login(user_with_role("staff"))
    assert client.get(reverse("mentoring:load_csv")).status_code == 404
