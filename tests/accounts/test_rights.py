"""Asking for a right: pass, log in, or read why not."""

import pytest
import rules
from django.contrib.auth.models import AnonymousUser

from accounts import permissions
from accounts.rights import allowed, denial, require, require_login, require_or_404, sentence
from common.errors import LoginNeeded, NotAllowed, NotFound
from tests.factories.accounts import UserFactory, user_with_role

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _right():
    rules.add_perm("tests.open_door", permissions.is_staff_member)
    sentence("tests.open_door", "職員だけが開けられます。")
    yield
    rules.remove_perm("tests.open_door")


def test_who_has_the_right_passes():
    require(user_with_role("staff"), "tests.open_door")
    require_or_404(user_with_role("staff"), "tests.open_door")


def test_nobody_is_asked_to_log_in():
    with pytest.raises(LoginNeeded):
        require(AnonymousUser(), "tests.open_door")
    with pytest.raises(LoginNeeded):
        require_login(AnonymousUser())
    with pytest.raises(LoginNeeded):
        require_login(UserFactory(is_active=False))


def test_a_denial_has_its_sentence():
    with pytest.raises(NotAllowed, match="職員だけが開けられます"):
        require(UserFactory(), "tests.open_door")
    assert denial("tests.unheard") == NotAllowed.default


def test_a_secret_object_does_not_exist():
    with pytest.raises(NotFound):
        require_or_404(UserFactory(), "tests.open_door")


def test_a_mistyped_right_is_noticed():
    with pytest.raises(LookupError):
        allowed(UserFactory(), "tests.opne_door")


def test_superusers_get_nothing_for_free():
    assert allowed(UserFactory(is_superuser=True, is_staff=True), "tests.open_door") is False


ROLES = ["staff", "juror", "mentor", "contractor", "organiser"]
PREDICATES = {
    "staff": permissions.is_staff_member,
    "juror": permissions.is_juror,
    "mentor": permissions.is_mentor,
    "contractor": permissions.is_contractor,
    "organiser": permissions.is_organiser,
}


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("predicate", ROLES)
def test_each_role_satisfies_its_own_predicate_only(role, predicate):
    assert PREDICATES[predicate](user_with_role(role)) is (role == predicate)


def test_signed_in():
    assert permissions.is_signed_in(UserFactory()) is True
    assert permissions.is_signed_in(UserFactory(is_active=False)) is False
    assert permissions.is_signed_in(AnonymousUser()) is False
