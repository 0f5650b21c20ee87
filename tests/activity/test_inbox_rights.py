"""A line of the inbox is asked about again like a mail that leaves: who lost the right neither reads nor counts it."""

from uuid import UUID, uuid4

import pytest

from accounts.actions import end_role, grant_role, remove_organisation_member
from accounts.enums import MemberRole, RoleKind
from activity import kinds
from activity.actions import notices as module
from activity.kinds import Kind, register_kind
from activity.models import Notice
from activity.queries import inbox_of, unread_count
from realtime.models import StreamEvent
from tests.factories.accounts import NOW, OrganisationFactory, OrganisationMemberFactory, UserFactory, user_with_role
from tests.factories.common import run_jobs

pytestmark = pytest.mark.django_db
LIST = "/my/notices/"


@pytest.fixture
def known(monkeypatch) -> set[UUID]:
    """The things that everybody may hear of now; a kind asks for many at once, another for each."""
    monkeypatch.setattr(kinds, "_kinds", dict(kinds._kinds))
    may: set[UUID] = set()
    ask = lambda to, about: about in may  # noqa: E731 - one rule for both kinds
    register_kind(Kind("communities/many", "おもちゃ", ask, may_still=lambda to, about: may & set(about)))
    register_kind(Kind("communities/each", "おもちゃ", ask))
    return may


@pytest.fixture
def person(client):
    user = UserFactory()
    client.force_login(user)
    return user


def line(person, known: set[UUID], kind: str = "communities/many", *, lost: bool = False) -> Notice:
    about = uuid4()
    if not lost:
        known.add(about)
    return Notice.objects.create(
        person=person, kind=kind, event=str(about), about=about, titles={"ja": f"題{about}"}, url="/my/"
    )


@pytest.mark.parametrize("kind", ["communities/many", "communities/each", "communities/gone"])
def test_a_lost_line_is_neither_shown_nor_opened_nor_counted(client, person, known, kind):
    kept, lost = line(person, known), line(person, known, kind, lost=True)
    page = client.get(LIST).content.decode()
    assert (kept.title in page, lost.title in page, "未読のお知らせが1件" in page) == (True, False, True)
    assert (unread_count(person), inbox_of(person).unread) == (1, 1)
    assert client.get(f"{LIST}{lost.public_id}/").status_code == 404
    assert client.get(f"{LIST}unread/").json() == {"unread": 1}


def test_opening_asks_even_before_the_list_was_seen(client, person, known):
    lost, missing = line(person, known, lost=True), uuid4()
    assert client.get(f"{LIST}{lost.public_id}/").status_code == 404
    assert client.get(f"{LIST}{missing}/").status_code == 404
    assert (Notice.objects.get().read_at, unread_count(person)) == (None, 0)


def test_twin_without_the_question_it_stays_readable(client, person, known, monkeypatch):
    monkeypatch.setattr(module, "lost_lines", lambda person, lines: [])
    lost = line(person, known, lost=True)
    assert lost.title in client.get(LIST).content.decode()
    assert client.get(f"{LIST}{lost.public_id}/").status_code == 302


def test_marking_all_leaves_hidden_lines_alone(client, person, known):
    line(person, known)
    lost = line(person, known, lost=True)
    client.get(LIST)
    client.post(f"{LIST}read/")
    lost.refresh_from_db()
    assert (lost.read_at, unread_count(person)) == (None, 0)


@pytest.mark.parametrize("count", [1, 3])
def test_asking_costs_the_same_for_any_number(client, person, known, count, django_assert_num_queries):
    for _ in range(count):
        line(person, known)
    client.get(LIST)
    with django_assert_num_queries(5):
        client.get(LIST)


def test_open_pages_hear_that_a_line_went(client, person, known):
    line(person, known, lost=True)
    before = StreamEvent.objects.count()
    for _ in range(2):
        client.get(LIST)
    assert StreamEvent.objects.count() == before + 1


def test_the_count_follows_the_end_of_a_role_without_any_page(person, known):
    """The worker asks again when somebody's rights change; what comes back is shown again."""
    found = line(person, known)
    known.clear()
    role = grant_role(user=person, kind=RoleKind.JUROR, by=user_with_role("staff"), now=NOW)
    end_role(role=role, by=user_with_role("staff"), now=NOW)
    run_jobs()
    assert unread_count(person) == 0
    known.add(found.about)
    grant_role(user=person, kind=RoleKind.JUROR, by=user_with_role("staff"), now=NOW)
    run_jobs()
    assert unread_count(person) == 1


def test_the_count_follows_the_end_of_a_membership(person, known):
    organisation = OrganisationFactory()
    owner = OrganisationMemberFactory(organisation=organisation, role=MemberRole.OWNER).user
    member = OrganisationMemberFactory(organisation=organisation, user=person, role=MemberRole.STAFF)
    line(person, known)
    known.clear()
    remove_organisation_member(member=member, by=owner, now=NOW)
    assert (unread_count(person), run_jobs() > 0, unread_count(person)) == (1, True, 0)
