"""The audit trail: complete, append-only, with the role of the moment."""

import pytest
from django.db.models import ProtectedError

from accounts.actions import end_role
from activity.actions import record
from activity.models import Record
from activity.queries import records_about
from tests.factories.accounts import NOW, OrganisationFactory, RoleFactory, UserFactory, user_with_role

pytestmark = pytest.mark.django_db


def test_a_line_tells_who_did_what_as_what():
    staff, person, organisation = user_with_role("staff"), UserFactory(), OrganisationFactory()
    line = record(verb="checked", subject=organisation, by=staff, now=NOW, facts={"n": 1}, on_behalf_of=person)
    assert (line.at, line.actor, line.actor_role, line.on_behalf_of) == (NOW, staff, "staff", person)
    assert (line.subject_kind, line.subject_id) == ("accounts.organisation", organisation.public_id)
    assert str(line) == "2026-11-21T03:00:00+00:00 checked accounts.organisation"


def test_the_role_of_the_moment_stays_when_the_role_ends():
    role = RoleFactory(kind="juror")
    record(verb="scored", subject=role.user, by=role.user, now=NOW)
    end_role(role=role, by=None, now=NOW)
    assert Record.objects.get(verb="scored").actor_role == "juror"


def test_the_system_has_no_name():
    line = record(verb="swept", subject=UserFactory(), by=None, now=NOW)
    assert (line.actor, line.actor_role) == (None, "")


def test_lines_cannot_be_changed_or_deleted():
    line = record(verb="checked", subject=UserFactory(), by=None, now=NOW)
    line.verb = "forged"
    for attempt in (
        line.save,
        line.delete,
        Record.objects.all().delete,
        lambda: Record.objects.update(verb="forged"),
        lambda: Record.objects.filter(pk=line.pk).update(verb="forged"),
    ):
        with pytest.raises(TypeError, match="append-only"):
            attempt()
    assert Record.objects.get().verb == "checked"


def test_a_person_with_lines_cannot_be_deleted():
    person = UserFactory()
    record(verb="checked", subject=person, by=person, now=NOW)
    with pytest.raises(ProtectedError):
        person.delete()


@pytest.mark.parametrize("count", [1, 3])
def test_what_happened_to_an_object_costs_one_query(count, django_assert_num_queries):
    organisation = OrganisationFactory()
    for _ in range(count):
        record(verb="checked", subject=organisation, by=UserFactory(), now=NOW)
    record(verb="checked", subject=OrganisationFactory(), by=None, now=NOW)
    with django_assert_num_queries(1):
        assert len([line.actor.name for line in records_about(organisation.public_id)]) == count
