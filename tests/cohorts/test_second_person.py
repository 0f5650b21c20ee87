"""The second person: named by an address, joined in by a yes, out again when the address changes."""

import re

import pytest
from django.utils import timezone

from accounts import hooks
from accounts.actions import remove_organisation_member
from accounts.rights import allowed
from activity.models import Delivery, Record
from cohorts.actions import join_entry, save_answers, submit_entry, withdraw_entry
from cohorts.actions import second_person as module
from cohorts.cards import asking_cards
from cohorts.enums import EntryState
from cohorts.models import Cohort, Entry
from cohorts.queries import entries_asking, entries_of
from common.errors import Closed, NotFound
from tests.cohorts.test_views_office import text_of, url
from tests.factories.accounts import OrganisationMemberFactory, UserFactory, user_with_role
from tests.factories.cohorts import make_cohort, make_draft, make_entry

pytestmark = pytest.mark.django_db
RIGHT = "right@example.jp"
MOMENT = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"')


@pytest.fixture
def right():
    return UserFactory(email=RIGHT)


@pytest.fixture
def cohort() -> Cohort:
    return make_cohort()


def naming(cohort: Cohort, email: str = RIGHT, **data) -> Entry:
    return make_entry(cohort, second_same=False, second_email=email, **data)


def join(entry: Entry, person) -> Entry:
    return join_entry(entry=entry, by=person, now=timezone.now())


def save(entry: Entry, **values) -> Entry:
    return save_answers(entry=entry, values=values, by=entry.applicant, now=timezone.now()).entry


def fresh(entry: Entry) -> Entry:
    return Entry.objects.select_related("cohort", "organisation", "second_person").get(pk=entry.pk)


def asked() -> list[str]:
    return list(
        Delivery.objects.filter(kind="cohorts/second_asked").order_by("created_at").values_list("recipient", flat=True)
    )


def test_an_address_alone_opens_nothing(cohort, right):
    entry = naming(cohort, "Ｒight@Example.jp")
    assert (entry.second_email, entry.second_person, list(entries_of(right))) == (RIGHT, None, [])
    assert not right.memberships.exists()
    assert not any(allowed(right, f"cohorts.{name}_entry", entry) for name in ("view", "edit", "submit", "withdraw"))


def test_a_yes_joins_in_once(cohort, right):
    entry = naming(cohort)
    for _ in range(2):
        entry = join(entry, right)
    assert (entry.second_person, entry.organisation.memberships.get(user=right).role) == (right, "right_hand")
    assert Record.objects.filter(verb="second_person_joined").count() == 1
    assert allowed(right, "cohorts.edit_entry", entry)


def test_a_yes_to_the_draft_makes_a_member_when_it_is_handed_in(cohort, right):
    draft = join(make_draft(cohort, second_same=False, second_email=RIGHT), right)
    entry = submit_entry(entry=draft, by=right, now=timezone.now())
    assert entry.organisation.memberships.get(user=entry.applicant).role == "owner"
    assert entry.organisation.memberships.get(user=right).role == "right_hand"
    assert set(Delivery.objects.filter(kind="cohorts/received").values_list("recipient", flat=True)) == {
        RIGHT,
        entry.applicant.email,
    }


def test_an_employee_cannot_bring_somebody_into_the_organisation(cohort, right):
    employee = OrganisationMemberFactory(role="staff")
    entry = join(naming(cohort, applicant=employee.user), right)
    assert (entry.second_person, right.memberships.count()) == (right, 0)


@pytest.mark.parametrize("kind", ["juror", "staff", "contractor"])
def test_naming_somebody_of_the_office_or_jury_takes_nothing_from_them(client, cohort, kind):
    named = user_with_role(kind, scope=cohort.public_id)
    entry = naming(cohort, named.email, state=EntryState.REVIEWING)
    right = {"juror": "score_entry", "staff": "decide_entry", "contractor": "check_entry"}[kind]
    assert allowed(named, f"cohorts.{right}", entry)
    client.force_login(named)
    response = client.post(url("entry_join", entry.public_id))
    assert (response.status_code, fresh(entry).second_person) == (403, None)
    assert "この期の事務局と審査員の方は、応募に加われません。" in text_of(response)
    assert asking_cards(named, timezone.now()) == []
    assert allowed(named, f"cohorts.{right}", fresh(entry))


def test_the_entrant_cannot_tell_who_holds_a_role(client, cohort):
    """The status page is the same whoever is named, but for the address."""
    juror, nobody = user_with_role("juror"), UserFactory()
    applicant = UserFactory()
    client.force_login(applicant)
    entry = naming(cohort, juror.email, applicant=applicant)
    first = text_of(client.get(url("entry_status", entry.public_id)))
    save(entry, second_email=nobody.email)
    other = text_of(client.get(url("entry_status", entry.public_id)))
    assert "右腕（確認待ち）" in first
    body = first.partition("<main")[2].replace(juror.email, nobody.email)
    assert MOMENT.sub("", body) == MOMENT.sub("", other.partition("<main")[2])


def test_the_person_is_asked_by_mail_once_an_address(cohort, monkeypatch):
    entry = naming(cohort)
    submit_entry(entry=save(entry, title="べつの題"), by=entry.applicant, now=timezone.now())
    assert asked() == [RIGHT]
    mail = Delivery.objects.get(recipient=RIGHT)
    assert ("はい、わたしです" in mail.text, url("entry_join", entry.public_id) in mail.text) == (True, True)
    assert entry.title not in mail.text + mail.html
    monkeypatch.setattr(module, "MOST_ASKED", 2)
    for number in range(3):
        submit_entry(entry=save(entry, second_email=f"x{number}@example.jp"), by=entry.applicant, now=timezone.now())
    assert asked() == [RIGHT, "x0@example.jp"]


def test_the_applicant_is_not_asked_about_themselves(cohort):
    applicant = UserFactory(email="me@example.jp")
    entry = naming(cohort, applicant.email, applicant=applicant)
    assert (asked(), list(entries_asking(applicant))) == ([], [])
    with pytest.raises(NotFound):
        join(entry, applicant)


def test_who_is_not_named_cannot_join(client, cohort, right):
    entry = naming(cohort, "other@example.jp")
    with pytest.raises(NotFound):
        join(entry, right)
    client.force_login(right)
    assert client.post(url("entry_join", entry.public_id)).status_code == 404


def test_a_withdrawn_entry_takes_nobody_in(cohort, right):
    entry = naming(cohort)
    withdraw_entry(entry=entry, by=entry.applicant, now=timezone.now())
    with pytest.raises(Closed):
        join(entry, right)
    assert list(entries_asking(right)) == []


@pytest.mark.parametrize("change", [{"second_email": "new@example.jp"}, {"second_same": True}, {"second_email": ""}])
def test_another_address_ends_the_access_at_once(cohort, right, change):
    entry = join(naming(cohort), right)
    save(entry, **change)
    right = type(right).objects.get(pk=right.pk)
    assert (fresh(entry).second_person, list(entries_of(right)), right.memberships.count()) == (None, [], 0)
    names = ("view", "edit", "submit", "withdraw")
    assert not any(allowed(right, f"cohorts.{name}_entry", fresh(entry)) for name in names)
    assert Record.objects.filter(verb="second_person_left", subject_id=entry.public_id).count() == 1


def test_membership_from_elsewhere_stays(cohort, right):
    entry = naming(cohort)
    OrganisationMemberFactory(organisation=entry.organisation, user=right, role="staff")
    join(entry, right)
    save(entry, second_email="new@example.jp")
    assert right.memberships.get().role == "staff"


def taken_out(cohort, right) -> Entry:
    """A member before the yes, who is then taken out of the organisation; the address still stands in the entry."""
    entry = naming(cohort)
    member = OrganisationMemberFactory(organisation=entry.organisation, user=right, role="staff")
    entry = join(entry, right)
    assert not entry.second_joined
    remove_organisation_member(member=member, by=entry.applicant, now=timezone.now())
    return fresh(entry)


def test_who_was_a_member_and_is_taken_out_is_out_of_the_entry(client, cohort, right):
    entry = taken_out(cohort, right)
    client.force_login(right)
    assert (entry.second_person, list(entries_of(right))) == (right, [])
    assert not any(allowed(right, f"cohorts.{name}_entry", entry) for name in ("view", "edit", "submit", "withdraw"))
    assert client.get(url("entry_status", entry.public_id)).status_code == 404
    assert join(entry, right).second_person == right  # the old link brings nobody back
    submit_entry(entry=entry, by=entry.applicant, now=timezone.now())
    assert (list(entries_of(right)), right.memberships.count()) == ([], 0)


def test_twin_without_the_receiver_the_entry_stays_open_to_them(cohort, right, monkeypatch):
    monkeypatch.setattr(hooks, "access_changed", [])
    entry = taken_out(cohort, right)
    assert list(entries_of(right)) == [entry]


def test_who_comes_back_into_the_organisation_is_back_in_the_entry(cohort, right):
    entry = taken_out(cohort, right)
    OrganisationMemberFactory(organisation=entry.organisation, user=right, role="staff")
    assert list(entries_of(right)) == [entry]


def test_who_is_named_in_another_entry_stays_a_member_until_that_ends(cohort, right):
    first = join(naming(cohort), right)
    other = naming(make_cohort(), applicant=first.applicant)
    other = join(other, right)
    save(first, second_email="new@example.jp")
    assert (list(entries_of(right)), fresh(other).second_joined) == ([other, first], True)
    save(fresh(other), second_email="new@example.jp")
    assert list(entries_of(type(right).objects.get(pk=right.pk))) == []


def test_a_half_typed_address_changes_nothing(cohort, right):
    entry = join(naming(cohort), right)
    save(entry, second_email="new@")
    assert (fresh(entry).second_person, fresh(entry).second_email) == (right, RIGHT)


def test_one_click_from_the_start_page(client, cohort, right):
    entry = naming(cohort)
    (card,) = asking_cards(right, timezone.now())
    assert client.get(card.url).url.startswith("/login/?next=")
    client.force_login(right)
    assert "はい、わたしです" in text_of(client.get(card.url))
    assert client.post(card.url).url == url("entry_status", entry.public_id)
    assert asking_cards(right, timezone.now()) == []
    assert client.get(card.url).url == url("entry_status", entry.public_id)


def test_saving_the_step_with_its_button_asks(client, cohort):
    draft = make_draft(cohort)
    client.force_login(draft.applicant)
    address = url("entry_step", draft.public_id, "company")
    client.post(address, {"rev": str(draft.rev), "second_email": RIGHT, "button": "later"})
    assert asked() == [RIGHT]
