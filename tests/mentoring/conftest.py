"""A private folder for each test, and people of every persona beside one adopted entry."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.test import Client
from django.utils.translation import override

from accounts.enums import MemberRole, RoleKind
from accounts.models import OrganisationMember, User
from cohorts.enums import EntryState
from cohorts.models import Entry
from mentoring.models import Mentor, Sketch
from tests.factories.accounts import UserFactory, user_with_role
from tests.factories.cohorts import make_entry
from tests.factories.mentoring import adopted_entry, company_of, make_mentor, make_sketch


@pytest.fixture(autouse=True)
def _private(settings, tmp_path: Path) -> None:
    settings.PRIVATE_ROOT = tmp_path / "private"


@pytest.fixture(autouse=True)
def _japanese() -> Iterator[None]:
    """A request in English leaves its language behind in the thread."""
    with override("ja"):
        yield


@dataclass
class People:
    """Everybody the rights speak of, by persona, and the entry of owner and right."""

    entry: Entry
    mentor_page: Mentor
    by_persona: dict[str, User]

    def __getitem__(self, persona: str) -> User:
        return self.by_persona[persona]

    def browser(self, persona: str) -> Client:
        """A browser in which the persona is logged in; anonymous has none."""
        client = Client()
        if persona != "anonymous":
            client.force_login(self.by_persona[persona])
        return client


@pytest.fixture
def people(db) -> People:
    entry = adopted_entry()
    right = UserFactory(display_name="推進役", avatar="avatar-2")
    OrganisationMember.objects.create(organisation=company_of(entry.applicant), user=right, role=MemberRole.RIGHT_HAND)
    declined = UserFactory()
    other = make_entry(entry.cohort, declined)
    Entry.objects.filter(pk=other.pk).update(state=EntryState.DECLINED)
    mentor = make_mentor()
    return People(
        entry,
        mentor,
        {
            "visitor": UserFactory(),
            "owner": entry.applicant,
            "right": right,
            "declined": declined,
            "juror": user_with_role(RoleKind.JUROR),
            "mentor": mentor.user,
            "organiser": user_with_role(RoleKind.ORGANISER),
            "staff": user_with_role(RoleKind.STAFF),
            "contractor": user_with_role(RoleKind.CONTRACTOR),
        },
    )


@pytest.fixture
def sketch(people: People) -> Sketch:
    return make_sketch(people.entry)
