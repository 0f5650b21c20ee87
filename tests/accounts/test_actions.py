"""Organisations, roles and the user's own row."""

from datetime import date, timedelta

import pytest

from accounts import hooks
from accounts.actions import (
    add_organisation_member,
    create_organisation,
    deactivate_user,
    edit_profile,
    end_role,
    ensure_persona,
    grant_role,
    remove_organisation_member,
    set_language,
)
from accounts.enums import MemberRole, RoleKind
from accounts.models import Organisation, OrganisationMember, Role, User
from accounts.queries import has_role, is_member_of
from common.errors import InvalidInput, NotAllowed, NotFound
from tests.factories.accounts import NOW, OrganisationFactory, OrganisationMemberFactory, RoleFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(monkeypatch):
    """What was announced: (audit verbs, access changes)."""
    verbs, changes = [], []
    monkeypatch.setattr(hooks, "happened", [lambda e: verbs.append(e.verb)])
    monkeypatch.setattr(hooks, "access_changed", [lambda e: changes.append(e.kind)])
    return verbs, changes


def create(by=None, **data):
    values = {"name": "髙﨑金属（架空）", "kind": "company", "kana": "たかさき ｷﾝｿﾞｸ", **data}
    return create_organisation(by=by or UserFactory(), now=NOW, **values)


def test_an_organisation_is_created_with_its_owner(told):
    person = UserFactory()
    made = create(
        by=person, corporate_number="Ｔ７１２３４５６７８９０１２", municipality_code="072036",
        industry="e", employees="20", postal_code="９６３-８６０１", address="郡山市", phone="０２４-0000-0000",
    )  # fmt: skip
    assert (made.name, made.kana, made.corporate_number) == ("髙﨑金属（架空）", "タカサキ キンゾク", "7123456789012")
    assert (made.industry, made.postal_code, made.phone) == ("E", "9638601", "024-0000-0000")
    assert OrganisationMember.objects.get().role == MemberRole.OWNER
    assert is_member_of(person, made)
    assert told[0] == ["organisation_created", "member_added"]


def test_every_wrong_field_is_named_at_once_and_nothing_is_written():
    with pytest.raises(InvalidInput) as caught:
        create(
            name=" ",
            kana="漢字",
            corporate_number="123",
            municipality_code="1",
            postal_code="12",
            industry="Z",
            kind="x",
        )
    assert set(caught.value.fields) == {
        "name", "kana", "corporate_number", "municipality_code", "postal_code", "industry", "kind",
    }  # fmt: skip
    assert Organisation.objects.count() == 0


@pytest.mark.parametrize("name", ["name", "kana", "address", "phone", "employees"])
def test_what_is_too_long_gets_a_sentence(name):
    with pytest.raises(InvalidInput) as caught:
        create(**{name: "ア" * 301})
    assert list(caught.value.fields) == [name]
    assert "301" in str(caught.value)


def test_a_corporate_number_belongs_to_one_organisation():
    create(corporate_number="7123456789012")
    with pytest.raises(InvalidInput) as caught:
        create(corporate_number="7123456789012")
    assert list(caught.value.fields) == ["corporate_number"]
    assert (Organisation.objects.count(), OrganisationMember.objects.count()) == (1, 1)


def test_many_have_no_corporate_number():
    create(kind="sole_trader")
    create(kind="sole_trader", corporate_number="")
    assert Organisation.objects.filter(corporate_number=None).count() == 2


def test_a_field_that_does_not_exist_is_a_programming_error():
    with pytest.raises(TypeError):
        create(colour="red")


def test_adding_a_member_twice_keeps_the_first_role(told):
    organisation, person = OrganisationFactory(), UserFactory()
    for role in (MemberRole.RIGHT_HAND, MemberRole.STAFF):
        member = add_organisation_member(organisation=organisation, user=person, role=role, by=None, now=NOW)
    assert (member.role, told[0]) == (MemberRole.RIGHT_HAND, ["member_added"])


def test_a_removed_member_is_out_at_once_and_it_is_announced(told):
    owner = OrganisationMemberFactory()
    member = OrganisationMemberFactory(organisation=owner.organisation, role=MemberRole.STAFF)
    assert is_member_of(member.user, owner.organisation)
    remove_organisation_member(member=member, by=owner.user, now=NOW)
    assert is_member_of(member.user, owner.organisation) is False
    assert told == (["member_removed"], ["member_removed"])
    with pytest.raises(NotFound):
        remove_organisation_member(member=member, by=owner.user, now=NOW)


def test_the_last_owner_stays(told):
    owner = OrganisationMemberFactory()
    with pytest.raises(NotAllowed):
        remove_organisation_member(member=owner, by=owner.user, now=NOW)
    assert (OrganisationMember.objects.count(), told) == (1, ([], []))


def test_a_role_holds_from_today_and_once(told):
    person = UserFactory()
    first = grant_role(user=person, kind=RoleKind.JUROR, by=None, now=NOW)
    assert grant_role(user=person, kind="juror", by=None, now=NOW) == first
    assert (first.starts_on, has_role(person, "juror", on=date(2026, 11, 21))) == (date(2026, 11, 21), True)
    assert told == (["role_granted"], ["role_granted"])


def test_an_ended_role_is_gone_at_once_and_its_row_stays(told):
    role = RoleFactory(kind=RoleKind.CONTRACTOR)
    ended = end_role(role=role, by=None, now=NOW)
    assert end_role(role=role, by=None, now=NOW) == ended
    assert (Role.objects.count(), ended.ends_on) == (1, date(2026, 11, 20))
    assert has_role(User.objects.get(), "contractor", on=date(2026, 11, 21)) is False
    assert told == (["role_ended"], ["role_ended"])


def test_a_role_of_today_can_be_ended_and_given_again():
    person = UserFactory()
    role = grant_role(user=person, kind="juror", by=None, now=NOW)
    end_role(role=role, by=None, now=NOW)
    again = grant_role(user=person, kind="juror", by=None, now=NOW)
    assert again != role
    assert has_role(person, "juror", on=date(2026, 11, 21))


def test_a_persona_is_made_once(told):
    first = ensure_persona(persona="owner", email="Owner@example.jp", display_name="経営者", now=NOW)
    again = ensure_persona(persona="owner", email="owner@example.jp", display_name="別名", now=NOW + timedelta(days=1))
    assert (again, again.display_name, again.has_usable_password()) == (first, "経営者", False)
    assert told[0] == ["user_created"]


def test_outside_demo_mode_there_are_no_personas(settings):
    settings.DEMO_MODE = False
    with pytest.raises(NotAllowed):
        ensure_persona(persona="owner", email="owner@example.jp", display_name="経営者", now=NOW)


def test_deactivation_takes_every_role_away(told):
    role = RoleFactory()
    deactivate_user(user=role.user, by=role.user, now=NOW)
    assert has_role(role.user, "staff") is False
    assert (told[1], User.objects.get().is_active) == (["deactivated"], False)


def test_names_and_languages():
    person = UserFactory()
    edit_profile(
        user=person, display_name=" 髙﨑 ", family_name="髙﨑", given_name="", language="ja", by=person, now=NOW
    )
    set_language(user=person, language="en", by=person, now=NOW)
    set_language(user=person, language="xx", by=person, now=NOW)
    person.refresh_from_db()
    assert (person.display_name, person.language) == ("髙﨑", "en")
