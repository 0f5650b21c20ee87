"""だれが開いたか: by role and day, never by name, never one's own looks."""

from datetime import timedelta

import pytest
from django.utils import timezone

from activity.actions import record_reading
from activity.models import Record
from cohorts.actions import note_reading
from cohorts.enums import EntryState
from cohorts.queries import Look, looks_at
from tests.cohorts.test_views_returns import text_of, url
from tests.factories.accounts import OrganisationMemberFactory, UserFactory, user_with_role
from tests.factories.cohorts import make_cohort, make_entry, score

pytestmark = pytest.mark.django_db
NAME = "名前の出ない審査員"


@pytest.fixture
def entry():
    return make_entry(make_cohort(), state=EntryState.REVIEWING)


def read(entry, by, role, days_ago=0):
    note_reading(entry=entry, by=by, now=timezone.now() - timedelta(days=days_ago), role=role)


def named(juror):
    juror.display_name = NAME
    juror.save()
    return juror


def test_looks_of_the_office_and_of_jurors_are_told_by_day_and_role(entry):
    today = timezone.localdate()
    for juror in (user_with_role("juror"), user_with_role("juror")):
        read(entry, juror, "juror")
    read(entry, user_with_role("contractor"), "office", days_ago=2)
    expected = [Look(today, "juror", is_file=False), Look(today - timedelta(days=2), "office", is_file=False)]
    assert looks_at(entry) == expected


def test_a_look_is_a_reading_of_the_audit_trail(entry):
    read(entry, user_with_role("juror"), "juror")
    line = Record.objects.get(verb="entry_read")
    assert (line.is_reading, line.facts) == (True, {"as": "juror"})


def _own_looks(entry):
    member = OrganisationMemberFactory(organisation=entry.organisation).user
    for person in (entry.applicant, member):
        read(entry, person, "office")


def test_own_looks_do_not_count(entry):
    _own_looks(entry)
    assert looks_at(entry) == []


def test_twin_without_knowing_the_team_own_looks_would_count(entry, monkeypatch):
    """Shows that the team is what is left out."""
    monkeypatch.setattr("cohorts.queries.readers._team", lambda _entry: [])
    _own_looks(entry)
    assert len(looks_at(entry)) == 1


def test_files_that_were_opened_are_told(entry):
    juror = user_with_role("staff")
    facts = {"kind": "cohorts.entry", "variant": "original"}
    record_reading(
        verb="file_saved", subject=Record, by=juror, now=timezone.now(), facts=facts, part_of=entry.public_id
    )
    assert looks_at(entry) == [Look(timezone.localdate(), "office", is_file=True)]


def test_lines_that_do_not_say_the_role_are_told_by_the_role_held(entry):
    record_reading(verb="entry_read", subject=entry, by=user_with_role("juror"), now=timezone.now())
    assert [look.role for look in looks_at(entry)] == ["juror"]


def test_other_entries_and_other_deeds_do_not_count(entry):
    read(make_entry(entry.cohort), user_with_role("juror"), "juror")
    score(entry, user_with_role("juror"))
    assert looks_at(entry) == []


def test_looks_cost_the_same_for_one_and_three(entry, django_assert_num_queries):
    for days in range(3):
        read(entry, user_with_role("juror"), "juror", days_ago=days)
        with django_assert_num_queries(2):
            assert len(looks_at(entry)) == days + 1


@pytest.mark.parametrize("language", ["", "/en"])
def test_the_page_names_no_juror(client, entry, language):
    juror = named(user_with_role("juror"))
    score(entry, juror)
    client.force_login(juror)
    client.get(url("review_entry", entry.public_id))
    client.force_login(entry.applicant)
    page = text_of(client.get(language + url("entry_status", entry.public_id)))
    told = "A juror opened the entry" if language else "審査員が開きました"
    assert (told in page, NAME in page, juror.email in page) == (True, False, False)


def test_an_entry_that_nobody_opened_says_so(client):
    entry = make_entry(make_cohort())
    client.force_login(entry.applicant)
    assert "まだだれも開いていません" in text_of(client.get(url("entry_status", entry.public_id)))


def test_looking_at_one_s_own_status_leaves_no_look(client, entry):
    client.force_login(entry.applicant)
    client.get(url("entry_status", entry.public_id))
    client.force_login(UserFactory())
    client.get(url("entry_status", entry.public_id))
    assert looks_at(entry) == []
