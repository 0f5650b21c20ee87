"""What accounts announces arrives in the audit trail."""

import pytest

from accounts import hooks
from accounts.actions import create_organisation, grant_role
from activity.models import Record
from activity.receivers import connect
from tests.factories.accounts import NOW, UserFactory


@pytest.mark.django_db
def test_rights_and_organisations_are_recorded():
    person = UserFactory()
    grant_role(user=person, kind="staff", by=None, now=NOW)
    create_organisation(name="A社", kind="company", by=person, now=NOW)
    assert list(Record.objects.order_by("id").values_list("verb", flat=True)) == [
        "role_granted", "organisation_created", "member_added",
    ]  # fmt: skip


def test_connecting_twice_sends_once():
    before = len(hooks.happened), len(hooks.login_code_created)
    connect()
    assert (len(hooks.happened), len(hooks.login_code_created)) == before
