"""Role × situation for each right, written by hand."""

import pytest
from django.utils import timezone

from accounts.rights import allowed, denial
from cohorts.actions import join_entry
from cohorts.enums import EntryState
from cohorts.file_kinds import may_read_entry_file
from cohorts.models import Entry
from common.errors import NotAllowed
from common.models import StoredFile
from tests.factories.accounts import OrganisationMemberFactory, UserFactory, user_with_role
from tests.factories.cohorts import make_cohort, make_entry

pytestmark = pytest.mark.django_db

PEOPLE = ("applicant", "second", "colleague", "stranger", "staff", "other_staff", "contractor", "juror", "other_juror")
TEAM = {"applicant", "second", "colleague"}
OFFICE = {"staff", "contractor"}
# right → state of the entry → who has it
EXPECTED = {
    "cohorts.view_entry": {
        "draft": TEAM,
        "received": TEAM | OFFICE,
        "reviewing": TEAM | OFFICE,
        "adopted": TEAM | OFFICE,
        "withdrawn": TEAM | OFFICE,
    },
    "cohorts.edit_entry": {"draft": TEAM, "received": TEAM, "reviewing": TEAM, "adopted": set(), "withdrawn": set()},
    "cohorts.submit_entry": {"draft": TEAM, "received": TEAM, "reviewing": TEAM, "adopted": set(), "withdrawn": set()},
    "cohorts.withdraw_entry": {
        "draft": TEAM,
        "received": TEAM,
        "reviewing": TEAM,
        "adopted": set(),
        "withdrawn": set(),
    },
    "cohorts.restore_entry": {
        "draft": set(),
        "received": set(),
        "reviewing": set(),
        "adopted": set(),
        "withdrawn": TEAM,
    },
    "cohorts.check_entry": {
        "draft": set(),
        "received": OFFICE,
        "reviewing": OFFICE,
        "adopted": OFFICE,
        "withdrawn": OFFICE,
    },
    "cohorts.read_entry_file": {
        "draft": TEAM,
        "received": TEAM | OFFICE,
        "reviewing": TEAM | OFFICE,
        "adopted": TEAM | OFFICE,
        "withdrawn": TEAM | OFFICE,
    },
    "cohorts.score_entry": {
        "draft": set(),
        "received": set(),
        "reviewing": {"juror"},
        "adopted": set(),
        "withdrawn": set(),
    },
    "cohorts.decide_entry": {
        "draft": set(),
        "received": set(),
        "reviewing": {"staff"},
        "adopted": set(),
        "withdrawn": set(),
    },
    "cohorts.adopt_entry_later": {"draft": set(), "declined": {"staff"}, "adopted": set()},
}
CASES = [(right, state) for right, states in EXPECTED.items() for state in states]


@pytest.fixture
def people():
    second = UserFactory(email="right@example.jp")
    cohort, other = make_cohort(), make_cohort(key="kdx9")
    entry = make_entry(cohort, second_same=False, second_email=second.email)
    entry = join_entry(entry=entry, by=second, now=timezone.now())
    return entry, {
        "applicant": entry.applicant,
        "second": second,
        "colleague": OrganisationMemberFactory(organisation=entry.organisation).user,
        "stranger": UserFactory(),
        "staff": user_with_role("staff", scope=cohort.public_id),
        "other_staff": user_with_role("staff", scope=other.public_id),
        "contractor": user_with_role("contractor", scope=cohort.public_id),
        "juror": user_with_role("juror", scope=cohort.public_id),
        "other_juror": user_with_role("juror", scope=other.public_id),
    }


def in_state(entry: Entry, state: str) -> Entry:
    Entry.objects.filter(pk=entry.pk).update(state=state, number=None if state == "draft" else entry.number)
    return Entry.objects.select_related("cohort", "organisation").get(pk=entry.pk)


@pytest.mark.parametrize(("right", "state"), CASES)
def test_who_may(people, right, state):
    entry, persons = people
    entry = in_state(entry, state)
    assert {name for name in PEOPLE if allowed(persons[name], right, entry)} == EXPECTED[right][state]


@pytest.mark.parametrize(
    "right", ["cohorts.view_board", "cohorts.view_ranking", "cohorts.announce_cohort", "cohorts.move_cohort"]
)
def test_who_may_do_what_with_a_term(people, right):
    entry, persons = people
    expected = OFFICE if right == "cohorts.view_board" else {"staff"}
    assert {name for name in PEOPLE if allowed(persons[name], right, entry.cohort)} == expected


def test_nobody_judges_decides_or_checks_their_own(people):
    entry, _persons = people
    entry = in_state(entry, EntryState.REVIEWING)
    for kind, right in (("juror", "score_entry"), ("staff", "decide_entry"), ("contractor", "check_entry")):
        insider = user_with_role(kind)
        OrganisationMemberFactory(organisation=entry.organisation, user=insider)
        assert not allowed(insider, f"cohorts.{right}", entry)


def test_the_deactivated_have_no_rights(people):
    entry, persons = people
    for name in ("applicant", "second", "staff"):
        persons[name].is_active = False
        assert not allowed(persons[name], "cohorts.view_entry", entry)


@pytest.mark.parametrize("right", [*EXPECTED, "cohorts.view_board", "cohorts.view_ranking", "cohorts.list_reviews",
                                   "cohorts.announce_cohort", "cohorts.move_cohort"])  # fmt: skip
def test_every_denial_has_a_sentence_of_its_own(right):
    assert denial(right) != NotAllowed.default


def test_files_are_for_the_team_and_the_office(people):
    entry, persons = people
    file = StoredFile(kind="cohorts.entry", subject=entry.public_id)
    assert {name for name in PEOPLE if may_read_entry_file(persons[name], file, "original")} == TEAM | OFFICE
    assert not may_read_entry_file(persons["staff"], StoredFile(kind="cohorts.entry", subject=file.public_id), "page-1")
