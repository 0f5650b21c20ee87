"""The office gives roles and ends them; ending a contractor's access is one act."""

from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone

from accounts import hooks
from accounts.actions import end_access
from accounts.models import AccessPolicy, Role, User
from accounts.queries import has_role, has_second_factor
from tests.factories.accounts import (
    NOW,
    RoleFactory,
    UserFactory,
    log_in,
    queries_of,
    user_with_role,
    with_second_factor,
)
from tests.factories.cohorts import make_cohort
from tests.factories.communities import CommunityFactory

pytestmark = pytest.mark.django_db
SOMETHING = "5b0f0a30-0000-4000-8000-000000000000"


@pytest.fixture
def office(client):
    user = user_with_role("staff")
    client.force_login(user)
    return user


def give(client, person, **more):
    return client.post("/staff/people/", {"email": person.email, "kind": "contractor", **more})


def test_a_role_is_given_with_its_days(client, office):
    person = UserFactory()
    assert give(client, person, starts_on="2026-04-01", ends_on="2099-03-31").status_code == 302
    role = Role.objects.get(user=person)
    assert (str(role.starts_on), str(role.ends_on), has_role(person, "contractor")) == (
        "2026-04-01", "2099-03-31", True,
    )  # fmt: skip
    assert person.email in client.get("/staff/people/").content.decode()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"email": "nobody@example.jp"}, "まだログインした人がいません"),
        ({"starts_on": "2026-04-02", "ends_on": "2026-04-01"}, "最後の日が最初の日より前"),
        ({"scope": "5b0f0a30-0000-4000-8000-000000000000"}, "選んで"),
        ({"kind": "king"}, "選んで"),
        ({"kind": "organiser"}, "コミュニティを選んで"),
    ],
)
def test_wrong_input_gets_a_sentence(client, office, data, sentence):
    answer = client.post("/staff/people/", {"email": UserFactory().email, "kind": "juror", **data})
    assert (answer.status_code, sentence in answer.content.decode()) == (422, True)
    assert Role.objects.count() == 1


@pytest.mark.parametrize(
    ("kind", "thing", "fits"),
    [
        ("juror", "term", True), ("contractor", "term", True), ("staff", "term", True), ("organiser", "term", False),
        ("staff", "community", True), ("organiser", "community", True), ("juror", "community", False),
        ("contractor", "community", False),
    ],
)  # fmt: skip
def test_a_role_can_be_limited_to_what_it_works_for(client, office, kind, thing, fits):
    scope = (make_cohort() if thing == "term" else CommunityFactory(name="町工場の輪")).public_id
    page = client.get("/staff/people/").content.decode()
    assert f'value="{scope}"' in page
    person = UserFactory()
    answer = give(client, person, kind=kind, scope=str(scope), ends_on="2099-03-31")
    found = [(role.kind, role.scope, str(role.ends_on)) for role in Role.objects.filter(user=person)]
    assert (answer.status_code, found) == ((302, [(kind, scope, "2099-03-31")]) if fits else (422, []))


def test_nobody_gives_a_role_to_themselves_or_ends_their_own(client, office):
    assert give(client, office).status_code == 422
    role = Role.objects.get(user=office)
    assert client.post(f"/staff/roles/{role.public_id}/end/").status_code == 403
    assert client.post(f"/staff/people/{office.public_id}/end/").status_code == 403
    assert Role.objects.get() == role


def test_the_first_role_is_given_by_the_administrator(client):
    admin = User.objects.create_superuser("admin@example.jp")
    client.force_login(admin)
    assert give(client, admin, kind="staff").status_code == 302
    assert has_role(User.objects.get(), "staff")


@pytest.mark.parametrize("role", [{"kind": "contractor"}, {"kind": "staff", "scope": SOMETHING}])
def test_staff_of_one_programme_give_no_roles(client, role):
    client.force_login(user_with_role(**role))
    assert client.get("/staff/people/").status_code == 403


def test_a_role_ends_with_one_button(client, office):
    role = RoleFactory(kind="juror")
    assert client.post(f"/staff/roles/{role.public_id}/end/").status_code == 302
    assert has_role(role.user, "juror") is False
    assert client.post("/staff/roles/5b0f0a30-0000-4000-8000-000000000000/end/").status_code == 404


def test_all_access_of_a_contractor_ends_in_one_act(client, office, monkeypatch):
    events = []
    contractor = UserFactory(is_staff=True)
    contractor.groups.add(Group.objects.create(name="Editors of the year"))
    RoleFactory(user=contractor, kind="contractor")
    RoleFactory(user=contractor, kind="organiser")
    RoleFactory(user=contractor, kind="mentor", starts_on=timezone.localdate() + timedelta(days=30))
    theirs = Client()
    theirs.force_login(contractor)
    assert client.get(f"/staff/people/{contractor.public_id}/end/").status_code == 200
    monkeypatch.setattr(hooks, "access_changed", [lambda e: events.append(e.kind)])
    assert client.post(f"/staff/people/{contractor.public_id}/end/").status_code == 302
    contractor = User.objects.get(pk=contractor.pk)
    in_a_year = timezone.localdate() + timedelta(days=365)
    kinds = ("contractor", "organiser", "mentor")
    assert [has_role(contractor, kind, on=day) for kind in kinds for day in (None, in_a_year)] == [False] * 6
    assert (contractor.is_staff, contractor.groups.count(), contractor.is_active) == (False, 0, True)
    assert theirs.get("/account/")["Location"].startswith("/login/")
    assert UserSession.objects.filter(user=contractor).count() == 0
    assert events == ["role_ended"] * 3 + ["sessions_ended"]


def test_twin_ending_role_by_role_leaves_the_logins_and_the_content_management(client, office):
    contractor = UserFactory(is_staff=True)
    role = RoleFactory(user=contractor, kind="contractor")
    theirs = Client()
    theirs.force_login(contractor)
    client.post(f"/staff/roles/{role.public_id}/end/")
    assert (theirs.get("/account/").status_code, User.objects.get(pk=contractor.pk).is_staff) == (200, True)


def test_ending_twice_changes_nothing(office):
    role = RoleFactory(kind="contractor")
    assert end_access(user=role.user, by=office, now=NOW) == 1
    assert end_access(user=role.user, by=office, now=NOW) == 0


def test_a_lost_second_factor_is_taken_off(client, office):
    juror = user_with_role("juror")
    with_second_factor(juror)
    assert client.post(f"/staff/people/{juror.public_id}/second-factor/").status_code == 302
    assert has_second_factor(User.objects.get(pk=juror.pk)) is False


def test_the_operator_asks_jurors_and_mentors(client, office):
    client.post("/staff/people/policy/", {"jurors": "on"})
    policy = AccessPolicy.objects.get()
    assert (policy.jurors_need_second_factor, policy.mentors_need_second_factor) == (True, False)
    client.post("/staff/people/policy/", {})
    assert AccessPolicy.objects.get().jurors_need_second_factor is False


def test_outside_the_demonstration_the_office_needs_its_second_factor(client, settings, office):
    settings.DEMO_MODE = False
    assert client.get("/staff/people/").status_code == 403
    with_second_factor(office, timezone.now())
    log_in(client, office, factors=2)
    assert client.get("/staff/people/").status_code == 200


def test_the_page_costs_the_same_for_any_number_of_people(client, office):
    few = queries_of(client, "/staff/people/")
    for _ in range(3):
        RoleFactory(kind="juror")
    assert queries_of(client, "/staff/people/") == few
