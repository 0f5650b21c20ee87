"""What the database itself guards."""

import pytest
from django.db import IntegrityError, transaction

from accounts.models import User
from tests.factories.accounts import OrganisationFactory, RoleFactory, UserFactory

pytestmark = pytest.mark.django_db


def refused(work):
    with pytest.raises(IntegrityError), transaction.atomic():
        work()


def test_addresses_are_kept_in_lower_case():
    assert User.objects.create_user("Taro@Example.JP").email == "taro@example.jp"
    refused(lambda: User.objects.bulk_create([User(email="Big@example.jp")]))


def test_a_login_finds_any_spelling():
    user = UserFactory(email="taro@example.jp")
    assert User.objects.get_by_natural_key(" TARO@example.jp") == user


def test_an_address_is_needed():
    with pytest.raises(ValueError, match="address"):
        User.objects.create_user("")


def test_an_administrator():
    admin = User.objects.create_superuser("admin@example.jp", "a long password")
    assert (admin.is_staff, admin.is_superuser, admin.check_password("a long password")) == (True, True, True)


def test_names():
    user = UserFactory.build(email="taro@example.jp", display_name="")
    assert (user.name, str(user), user.get_full_name(), user.get_short_name()) == ("taro", "taro", "taro", "taro")
    user.family_name, user.given_name, user.display_name = "代表", "太郎", "社長"
    assert (user.name, user.get_full_name()) == ("社長", "代表 太郎")


def test_a_persona_is_one_person():
    UserFactory(persona="owner")
    refused(lambda: UserFactory(persona="owner"))
    UserFactory()
    UserFactory()


def test_an_open_role_stands_once():
    role = RoleFactory()
    refused(lambda: RoleFactory(user=role.user))


def test_a_role_does_not_end_before_it_begins():
    from datetime import date

    refused(lambda: RoleFactory(starts_on=date(2026, 4, 1), ends_on=date(2026, 3, 31)))


def test_no_number_is_null_not_empty():
    refused(lambda: OrganisationFactory(corporate_number=""))
