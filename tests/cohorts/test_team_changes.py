"""Entries belong to organisations: whoever is taken out of one is out of its entries, and out of their files."""

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.actions import remove_organisation_member
from accounts.enums import MemberRole
from accounts.models import User
from accounts.queries import forget_rights
from accounts.rights import allowed
from activity.models import Delivery
from cohorts.actions import announce_cohort, decide_entry, join_entry, start_entry
from cohorts.enums import EntryState
from cohorts.letters import send_letter
from cohorts.models import Entry
from cohorts.permissions import is_outside
from cohorts.queries import entries as module
from cohorts.queries import entries_of
from communities.models import Community
from tests.factories.accounts import OrganisationMemberFactory, UserFactory, user_with_role
from tests.factories.cohorts import close_call, make_cohort, make_entry

pytestmark = pytest.mark.django_db
RIGHTS = ("view_entry", "edit_entry", "withdraw_entry", "read_entry_file")


@pytest.fixture
def entry() -> Entry:
    """Handed in by its applicant; a second person has said yes, and a colleague owns the organisation as well."""
    right = UserFactory(email="right@example.jp")
    made = make_entry(make_cohort(), second_same=False, second_email=right.email)
    OrganisationMemberFactory(organisation=made.organisation, role=MemberRole.OWNER)
    return join_entry(entry=made, by=right, now=timezone.now())


def take_out(entry: Entry, person: User) -> None:
    colleague = entry.organisation.memberships.get(role=MemberRole.OWNER, user__entries=None)
    member = entry.organisation.memberships.get(user=person)
    remove_organisation_member(member=member, by=colleague.user, now=timezone.now())


def rights_of(person: User, entry: Entry) -> set[str]:
    forget_rights(person)
    found = Entry.objects.select_related("cohort", "organisation").get(pk=entry.pk)
    return {right for right in RIGHTS if allowed(person, f"cohorts.{right}", found)}


@pytest.mark.parametrize("who", ["applicant", "second_person"])
def test_who_is_taken_out_of_the_organisation_is_out_of_its_entries(entry, who):
    person = getattr(entry, who)
    assert (rights_of(person, entry), list(entries_of(person))) == (set(RIGHTS), [entry])
    take_out(entry, person)
    assert (rights_of(person, entry), list(entries_of(person))) == (set(), [])


@pytest.mark.parametrize("who", ["applicant", "second_person"])
def test_who_was_taken_out_still_neither_judges_nor_decides_about_it(entry, who):
    person = getattr(entry, who)
    take_out(entry, person)
    forget_rights(person)
    assert not is_outside.test(person, Entry.objects.get(pk=entry.pk))


def test_a_draft_without_an_organisation_is_its_applicants(entry):
    person = UserFactory()
    draft = start_entry(cohort=entry.cohort, applicant=person, by=person, now=timezone.now())
    assert ("edit_entry" in rights_of(person, draft), list(entries_of(person))) == (True, [draft])


def test_twin_counting_who_wrote_it_lets_the_applicant_go_on_reading(entry, monkeypatch):
    monkeypatch.setattr(module, "mine", lambda user: module.Q(applicant=user))
    take_out(entry, entry.applicant)
    assert list(entries_of(entry.applicant)) == [entry]


def test_letters_go_to_those_who_are_still_there(entry):
    person = entry.applicant
    take_out(entry, person)
    send_letter(entry=Entry.objects.get(pk=entry.pk), event="received", now=timezone.now(), key="again")
    told = Delivery.objects.filter(kind="cohorts/received", event="again").values_list("recipient", flat=True)
    assert list(told) == [entry.second_person.email]


def test_letters_go_to_the_owners_when_both_have_left(entry):
    for person in (entry.applicant, entry.second_person):
        take_out(entry, person)
    send_letter(entry=Entry.objects.get(pk=entry.pk), event="received", now=timezone.now(), key="again")
    told = Delivery.objects.filter(kind="cohorts/received", event="again").values_list("recipient", flat=True)
    assert list(told) == [entry.organisation.memberships.get(role=MemberRole.OWNER).user.email]


def announced(entry: Entry) -> None:
    staff = user_with_role("staff")
    Entry.objects.filter(pk=entry.pk).update(state=EntryState.REVIEWING)
    decide_entry(entry=entry, outcome="adopted", reason="merit", by=staff, now=timezone.now())
    announce_cohort(cohort=close_call(entry.cohort), by=staff, now=timezone.now())


def test_who_was_taken_out_is_not_in_the_terms_community(entry):
    take_out(entry, entry.applicant)
    announced(entry)
    members = Community.objects.get().memberships.filter(role="member")
    assert [member.user for member in members] == [entry.second_person]


def test_when_both_are_gone_the_owners_come(entry):
    for person in (entry.applicant, entry.second_person):
        take_out(entry, person)
    owner = entry.organisation.memberships.get().user
    announced(entry)
    assert [member.user for member in Community.objects.get().memberships.filter(role="member")] == [owner]


def test_the_office_is_told_how_many_mails_go_out(entry, client):
    client.force_login(user_with_role("staff"))
    Entry.objects.filter(pk=entry.pk).update(state=EntryState.REVIEWING)
    decide_entry(entry=entry, outcome="adopted", reason="merit", by=user_with_role("staff"), now=timezone.now())
    address = reverse("cohorts:announce", args=[entry.cohort.public_id])
    assert client.get(address).context["mails"] == 2
    take_out(entry, entry.applicant)
    assert client.get(address).context["mails"] == 1
