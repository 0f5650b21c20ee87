"""Roles and membership: who holds what, for which scope, on which day; and what it costs."""

from datetime import date
from uuid import uuid4

import pytest
from django.contrib.auth.models import AnonymousUser

from accounts.enums import RoleKind
from accounts.queries import (
    forget_rights,
    has_role,
    is_member_of,
    personas,
    scopes_of,
    users_with_role,
)
from tests.factories.accounts import OrganisationFactory, OrganisationMemberFactory, RoleFactory, UserFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 21)
A, B = uuid4(), uuid4()


@pytest.mark.parametrize(
    ("starts", "ends", "holds"),
    [
        (date(2026, 11, 21), None, True),
        (date(2026, 11, 22), None, False),
        (date(2020, 1, 1), date(2026, 11, 21), True),
        (date(2020, 1, 1), date(2026, 11, 20), False),
    ],
)
def test_a_role_holds_between_its_days(starts, ends, holds):
    role = RoleFactory(starts_on=starts, ends_on=ends)
    assert has_role(role.user, "staff", on=TODAY) is holds
    assert (role.user in users_with_role("staff", on=TODAY)) is holds


@pytest.mark.parametrize(
    ("held", "asked", "holds"), [(None, None, True), (None, A, True), (A, A, True), (A, B, False), (A, None, True)]
)
def test_a_scope_limits_a_role(held, asked, holds):
    role = RoleFactory(kind=RoleKind.JUROR, scope=held)
    assert has_role(role.user, "juror", asked, TODAY) is holds
    assert (role.user in users_with_role("juror", asked, TODAY)) is holds


def test_scopes():
    person = UserFactory()
    for scope in (A, B):
        RoleFactory(user=person, kind="juror", scope=scope)
    RoleFactory(user=person, kind="mentor")
    assert (scopes_of(person, "juror"), scopes_of(person, "mentor"), scopes_of(person, "staff")) == (
        {A, B},
        {None},
        set(),
    )


def test_nobody_and_the_inactive_hold_nothing():
    role = RoleFactory(user__is_active=False)
    assert has_role(role.user, "staff") is False
    assert has_role(AnonymousUser(), "staff") is False
    assert list(users_with_role("staff")) == []


@pytest.mark.parametrize("count", [1, 3])
def test_asking_many_times_costs_one_query(count, django_assert_num_queries):
    person = UserFactory()
    for kind in ("juror", "mentor", "staff")[:count]:
        RoleFactory(user=person, kind=kind)
    with django_assert_num_queries(1):
        assert sum(has_role(person, kind) for kind in RoleKind.values) == count


def test_rights_can_be_forgotten():
    person = UserFactory()
    assert has_role(person, "staff") is False
    RoleFactory(user=person)
    assert has_role(person, "staff") is False
    forget_rights(person)
    assert has_role(person, "staff") is True


def test_membership(django_assert_num_queries):
    member = OrganisationMemberFactory()
    other = OrganisationFactory()
    with django_assert_num_queries(1):
        assert is_member_of(member.user, member.organisation) is True
        assert is_member_of(member.user, other) is False
        assert is_member_of(AnonymousUser(), other) is False
        assert is_member_of(member.user, None) is False


def test_only_personas_are_personas():
    owner = UserFactory(persona="owner")
    UserFactory()
    UserFactory(persona="staff", is_active=False)
    assert list(personas()) == [owner]
