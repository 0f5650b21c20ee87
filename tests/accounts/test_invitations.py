"""Invitations: a scanner that opens the link joins nothing; a link works once, for one address, for two weeks."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts import hooks
from accounts.actions import (
    accept_invitation,
    change_member_role,
    deactivate_user,
    invite_member,
    remove_organisation_member,
    revoke_invitation,
)
from accounts.enums import MemberRole
from accounts.models import Invitation, OrganisationMember
from accounts.queries import find_invitation, is_member_of
from common.errors import Conflict, InvalidInput, NotAllowed, NotFound, TooMany
from tests.factories.accounts import NOW, OrganisationMemberFactory, UserFactory
from tests.factories.common import together

RIGHT = "migi@example.jp"


@pytest.fixture
def mails(monkeypatch):
    events = []
    monkeypatch.setattr(hooks, "mail_wanted", [events.append])
    return events


@pytest.fixture
def owner(db):
    return OrganisationMemberFactory()


def invite(owner, email=RIGHT, role="right_hand", now=NOW, by=None):
    return invite_member(
        organisation=owner.organisation, email=email, role=role, by=by or owner.user, now=now, language="ja"
    )


def token_of(mails):
    return mails[-1].context["token"]


def test_the_mail_carries_the_link_and_the_database_does_not(owner, mails):
    invite(owner, "Ｍigi@Example.JP ")
    assert (mails[0].to, mails[0].kind) == (RIGHT, "accounts/invitation")
    assert token_of(mails) not in str(Invitation.objects.values().get())


def test_whoever_was_invited_joins_once(owner, mails):
    invite(owner)
    person = UserFactory(email=RIGHT)
    member = accept_invitation(token=token_of(mails), user=person, now=NOW)
    assert (member.role, is_member_of(person, owner.organisation)) == (MemberRole.RIGHT_HAND, True)
    with pytest.raises(Conflict):
        accept_invitation(token=token_of(mails), user=person, now=NOW)


@pytest.mark.parametrize("event", ["taken out", "employee", "account closed"])
def test_an_invitation_ends_with_the_right_of_its_inviter(owner, mails, event):
    inviter = OrganisationMemberFactory(organisation=owner.organisation, role=MemberRole.RIGHT_HAND)
    invite(owner, by=inviter.user)
    if event == "taken out":
        remove_organisation_member(member=inviter, by=owner.user, now=NOW)
    elif event == "employee":
        change_member_role(member=inviter, role=MemberRole.STAFF, by=owner.user, now=NOW)
    else:
        deactivate_user(user=inviter.user, by=owner.user, now=NOW)
    with pytest.raises(Conflict):
        accept_invitation(token=token_of(mails), user=UserFactory(email=RIGHT), now=NOW)
    assert find_invitation(token_of(mails), NOW) is None


def test_an_owners_place_offered_by_somebody_who_is_no_owner_any_more_is_void(owner, mails):
    second = OrganisationMemberFactory(organisation=owner.organisation, role=MemberRole.OWNER)
    invite(owner, role="owner", by=second.user)
    change_member_role(member=second, role=MemberRole.RIGHT_HAND, by=owner.user, now=NOW)
    with pytest.raises(Conflict):
        accept_invitation(token=token_of(mails), user=UserFactory(email=RIGHT), now=NOW)


def test_twin_without_asking_again_whoever_was_taken_out_comes_back(owner, mails, monkeypatch):
    monkeypatch.setattr("accounts.queries._stands", lambda invitation: True)
    inviter = OrganisationMemberFactory(organisation=owner.organisation, role=MemberRole.RIGHT_HAND)
    invite(owner, by=inviter.user)
    remove_organisation_member(member=inviter, by=owner.user, now=NOW)
    other_address = UserFactory(email=RIGHT)
    assert accept_invitation(token=token_of(mails), user=other_address, now=NOW).role == MemberRole.RIGHT_HAND


@pytest.mark.parametrize(("after", "works"), [(timedelta(days=13, hours=23), True), (timedelta(days=14), False)])
def test_it_holds_two_weeks(owner, mails, after, works):
    invite(owner)
    person = UserFactory(email=RIGHT)
    if works:
        assert accept_invitation(token=token_of(mails), user=person, now=NOW + after)
    else:
        with pytest.raises(Conflict):
            accept_invitation(token=token_of(mails), user=person, now=NOW + after)


def test_another_address_does_not_join(owner, mails):
    invite(owner)
    with pytest.raises(NotAllowed):
        accept_invitation(token=token_of(mails), user=UserFactory(), now=NOW)
    assert OrganisationMember.objects.count() == 1


@pytest.mark.parametrize("token", ["", "guessed", "あ" * 50, "x" * 5000])
def test_a_guessed_link_leads_nowhere(owner, mails, token):
    invite(owner)
    assert find_invitation(token, NOW) is None


def test_a_withdrawn_one_and_an_older_one_of_the_same_address_stop_working(owner, mails):
    invite(owner)
    old = token_of(mails)
    second = invite(owner)
    assert find_invitation(old, NOW) is None
    revoke_invitation(invitation=second, by=owner.user, now=NOW)
    assert find_invitation(token_of(mails), NOW) is None
    with pytest.raises(NotFound):
        revoke_invitation(invitation=second, by=owner.user, now=NOW)


@pytest.mark.parametrize(("email", "role", "field"), [("taro", "staff", "email"), (RIGHT, "king", "role")])
def test_wrong_input_gets_a_sentence(owner, mails, email, role, field):
    with pytest.raises(InvalidInput) as caught:
        invite(owner, email, role)
    assert (list(caught.value.fields), mails) == ([field], [])


def test_a_member_is_not_invited_again(owner, mails):
    with pytest.raises(InvalidInput):
        invite(owner, owner.user.email)


def test_only_an_owner_invites_an_owner(owner, mails):
    right = OrganisationMemberFactory(organisation=owner.organisation, role=MemberRole.RIGHT_HAND)
    with pytest.raises(NotAllowed):
        invite(owner, role="owner", by=right.user)
    assert invite(owner, by=right.user)


def test_nobody_floods_with_invitations(owner, mails):
    for number in range(20):
        invite(owner, f"p{number}@example.jp")
    with pytest.raises(TooMany):
        invite(owner, "p99@example.jp")


@pytest.mark.django_db(transaction=True)
def test_twenty_at_once_join_once(mails):
    owner = OrganisationMemberFactory()
    invite(owner)
    person = UserFactory(email=RIGHT)
    results = together(20, lambda n: accept_invitation(token=token_of(mails), user=person, now=NOW))
    assert sum(isinstance(r, OrganisationMember) for r in results) == 1
    assert all(isinstance(r, OrganisationMember | Conflict) for r in results)


def test_a_mail_scanner_does_not_use_it_up(owner, mails):
    """It opens every link, more than once, and reads the head only; the person's button still works."""
    invite(owner, now=timezone.now())
    url = f"/invitations/{token_of(mails)}/"
    for _ in range(3):
        assert (Client().get(url).status_code, Client().head(url).status_code) == (200, 200)
    client = Client()
    client.force_login(UserFactory(email=RIGHT))
    assert owner.organisation.name in client.get(url).content.decode()
    assert client.post(url)["Location"] == f"/organisations/{owner.organisation.public_id}/"
    assert client.post(url).status_code == 409
    assert client.get(url).status_code == 410


def test_twin_a_link_that_joins_when_opened_is_used_up_by_the_scanner(owner, mails):
    """What a GET that accepts would do: the scanner's visit leaves nothing for the person."""
    invite(owner, now=timezone.now())
    Invitation.objects.update(accepted_at=timezone.now())  # the scanner was here
    client = Client()
    client.force_login(UserFactory(email=RIGHT))
    assert client.post(f"/invitations/{token_of(mails)}/").status_code == 409


@pytest.mark.django_db(transaction=True)
def test_twin_reading_before_marking_lets_both_in(mails):
    """Without `update … where accepted_at is null` both of two readers find the invitation open."""
    import threading

    invite(OrganisationMemberFactory())
    read = threading.Barrier(2)

    def careless(number):
        is_open = find_invitation(token_of(mails), NOW) is not None
        read.wait(20)
        Invitation.objects.update(accepted_at=NOW)
        return is_open

    assert together(2, careless) == [True, True]


def test_a_stranger_reads_for_whom_it_is_not(owner, mails, client):
    invite(owner, now=timezone.now())
    url = f"/invitations/{token_of(mails)}/"
    assert client.post(url)["Location"].startswith("/login/")
    client.force_login(UserFactory())
    answer = client.post(url)
    assert (answer.status_code, "別のメールアドレス" in answer.content.decode()) == (403, True)


def test_used_and_made_up_links_answer_with_the_same_bytes(owner, mails, client):
    invite(owner, now=timezone.now())
    Invitation.objects.update(accepted_at=timezone.now())
    used, guessed = (client.get(f"/invitations/{t}/") for t in (token_of(mails), "guessed"))
    assert (used.status_code, guessed.status_code) == (410, 410)
    assert used.content.decode().replace(token_of(mails), "guessed") == guessed.content.decode()


def test_the_page_invites_and_a_missing_token_does_not(owner, mails):
    client = Client(enforce_csrf_checks=True)
    client.force_login(owner.user)
    url = f"/organisations/{owner.organisation.public_id}/"
    assert client.post(url, {"email": RIGHT, "role": "staff"}).status_code == 403
    plain = Client()
    plain.force_login(owner.user)
    assert plain.post(url, {"email": RIGHT, "role": "staff"}).status_code == 302
    assert plain.post(url, {"email": "taro", "role": "staff"}).status_code == 422
    assert (RIGHT in plain.get(url).content.decode(), len(mails)) == (True, 1)
    invitation = Invitation.objects.get()
    revoke = f"{url}invitations/{invitation.public_id}/revoke/"
    assert (plain.post(revoke).status_code, plain.post(revoke).status_code) == (302, 404)
