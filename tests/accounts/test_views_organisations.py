"""Pages of organisations: data, members, and who may do what."""

from uuid import uuid4

import pytest

from accounts.enums import MemberRole
from accounts.models import Organisation, OrganisationMember
from tests.factories.accounts import OrganisationMemberFactory, UserFactory, queries_of

pytestmark = pytest.mark.django_db
DATA = {
    "name": "髙﨑金属（架空）",
    "kana": "たかさききんぞく",
    "kind": "company",
    "corporate_number": "Ｔ７１２３４５６７８９０１２",
    "industry": "E",
    "employees": "20",
    "postal_code": "９６３-８６０１",
    "address": "郡山市",
    "municipality_code": "072036",
    "phone": "０２４-0000-0000",
}


@pytest.fixture
def team(client):
    """An owner who is logged in, a right hand and an employee of one organisation."""
    owner = OrganisationMemberFactory()
    others = [
        OrganisationMemberFactory(organisation=owner.organisation, role=role)
        for role in (MemberRole.RIGHT_HAND, MemberRole.STAFF)
    ]
    client.force_login(owner.user)
    return owner, *others


def url_of(member, ending=""):
    return f"/organisations/{member.organisation.public_id}/{ending}"


def test_registering_makes_one_the_owner(client):
    user = UserFactory()
    client.force_login(user)
    made = client.post("/organisations/new/", DATA)
    organisation = Organisation.objects.get()
    assert made["Location"] == f"/organisations/{organisation.public_id}/"
    assert (organisation.corporate_number, organisation.municipality_code) == ("7123456789012", "072036")
    assert OrganisationMember.objects.get().role == MemberRole.OWNER
    assert "〒963-8601" in client.get(made["Location"]).content.decode()


@pytest.mark.parametrize(
    ("field", "typed"),
    [("corporate_number", "7123456789013"), ("postal_code", "12"), ("municipality_code", "072037"), ("kana", "漢字")],
)
def test_a_wrong_code_gets_a_sentence_and_keeps_what_was_typed(client, field, typed):
    client.force_login(UserFactory())
    answer = client.post("/organisations/new/", DATA | {field: typed})
    page = answer.content.decode()
    assert (answer.status_code, typed in page, 'aria-invalid="true"' in page) == (422, True, True)
    assert Organisation.objects.count() == 0


def test_editing_is_for_owner_and_right_hand(client, team):
    owner, right, employee = team
    url = url_of(owner, "edit/")
    assert client.get(url).status_code == 200
    assert client.post(url, DATA).status_code == 302
    assert Organisation.objects.get().name == DATA["name"]
    client.force_login(right.user)
    assert client.post(url, DATA | {"name": "別名"}).status_code == 302
    client.force_login(employee.user)
    assert client.post(url, DATA).status_code == 403
    assert Organisation.objects.get().name == "別名"


def test_a_refused_edit_changes_nothing(client, team):
    OrganisationMemberFactory(organisation__corporate_number="7123456789012")
    answer = client.post(url_of(team[0], "edit/"), DATA)
    assert (answer.status_code, "登録されています" in answer.content.decode()) == (422, True)


def test_strangers_see_nothing(client, team):
    client.force_login(UserFactory())
    missing = client.get(f"/organisations/{uuid4()}/")
    foreign = client.get(url_of(team[0]))
    assert (missing.status_code, foreign.status_code) == (404, 404)
    assert "見つかりません" in foreign.content.decode()


def test_an_owner_changes_roles_and_takes_people_out(client, team):
    owner, _right, employee = team
    change = url_of(owner, f"members/{employee.user.public_id}/change/")
    assert client.post(change, {"role": "right_hand"}).status_code == 302
    assert OrganisationMember.objects.get(pk=employee.pk).role == MemberRole.RIGHT_HAND
    assert client.post(change, {"role": "king"}).status_code == 400
    assert client.post(url_of(owner, f"members/{employee.user.public_id}/remove/")).status_code == 302
    client.force_login(employee.user)
    assert client.get(url_of(owner)).status_code == 404


def test_others_change_nobody_but_may_leave(client, team):
    owner, right, _employee = team
    client.force_login(right.user)
    assert client.post(url_of(owner, f"members/{owner.user.public_id}/remove/")).status_code == 403
    assert client.post(url_of(owner, f"members/{right.user.public_id}/change/"), {"role": "owner"}).status_code == 403
    assert client.post(url_of(owner, f"members/{right.user.public_id}/remove/"))["Location"] == "/account/"
    assert OrganisationMember.objects.count() == 2


def test_the_last_owner_can_neither_leave_nor_step_down(client, team):
    me = team[0].user.public_id
    assert client.post(url_of(team[0], f"members/{me}/remove/")).status_code == 403
    assert client.post(url_of(team[0], f"members/{me}/change/"), {"role": "staff"}).status_code == 403
    assert OrganisationMember.objects.get(user=team[0].user).role == MemberRole.OWNER


def test_what_the_last_owner_cannot_do_is_not_offered_to_them(client, team):
    leave = f"members/{team[0].user.public_id}/remove/"
    assert leave not in client.get(url_of(team[0])).content.decode()
    OrganisationMemberFactory(organisation=team[0].organisation, role=MemberRole.OWNER)
    assert leave in client.get(url_of(team[0])).content.decode()


def test_the_page_costs_the_same_for_any_number_of_members(client, team):
    owner = team[0]
    few = queries_of(client, url_of(owner))
    for _ in range(3):
        OrganisationMemberFactory(organisation=owner.organisation, role=MemberRole.STAFF)
    assert queries_of(client, url_of(owner)) == few
