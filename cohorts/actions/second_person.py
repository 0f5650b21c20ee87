"""The second person (右腕): named by an address, part of the team only after saying so themselves.

Typing an address gives nobody anything. The owner of the address is asked by mail and on the start page; who then
says "yes, that is me" is joined in. When the address changes, the person goes out with everything the yes had given.
"""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.urls import reverse

from accounts.actions import add_organisation_member, remove_organisation_member
from accounts.enums import AccessKind, MemberRole
from accounts.hooks import AccessChanged, announce_access_change
from accounts.models import OrganisationMember, User
from activity.actions import notify, record
from activity.models import Delivery
from cohorts.actions.doors import locked_entry
from cohorts.enums import EntryState
from cohorts.models import Answer, Entry
from common.errors import Closed, NotFound
from common.locking import bump
from communities.actions import add_member
from communities.enums import MemberRole as CommunityRole

LETTER = "cohorts/second_asked"
MOST_ASKED = 5  # different addresses an entry; nobody sends mails to the world through the form
SECOND_FIELDS = ("second_email", "second_person", "second_joined")
KEYS = ("second_same", "second_email")


def named_address(entry: Entry, answers: Mapping[str, Answer]) -> str:
    """The address that the answers name; one that is still half typed changes nothing."""
    alone, email = (answers.get(key) for key in KEYS)
    if alone is not None and alone.value:
        return ""
    if email is None or not email.is_valid:
        return entry.second_email
    return str(email.value or "")


def follow_address(*, entry: Entry, answers: Mapping[str, Answer], by: User, now: datetime) -> list[str]:
    """Take over the named address into the locked entry (not saved); who was joined in under another goes out.

    Answers the names of the fields to save.
    """
    email = named_address(entry, answers)
    if email == entry.second_email:
        return []
    if entry.second_person is not None:
        _let_go(entry, entry.second_person, by, now)
    entry.second_email = email
    return list(SECOND_FIELDS)


def _let_go(entry: Entry, person: User, by: User, now: datetime) -> None:
    member = OrganisationMember.objects.filter(
        organisation=entry.organisation, user=person, role=MemberRole.RIGHT_HAND
    ).first()
    if entry.second_joined and member is not None and not _is_named_elsewhere(entry, person):
        remove_organisation_member(member=member, by=by, now=now)
    entry.second_person, entry.second_joined = None, False
    record(verb="second_person_left", subject=entry, by=by, now=now, facts={"user": str(person.public_id)})
    announce_access_change(AccessChanged(user=person, kind=AccessKind.MEMBER_REMOVED, now=now, scope=entry.public_id))


def _is_named_elsewhere(entry: Entry, person: User) -> bool:
    """Whether another entry of the organisation still names the person: then that one answers for the membership."""
    others = Entry.objects.filter(organisation=entry.organisation, second_person=person).exclude(pk=entry.pk)
    return bool(others.update(second_joined=True))


def end_second_person(*, person: User, organisation: UUID) -> None:
    """Somebody is no member any more: where they are the second person, that does not keep the entry open to them.

    Called in the transaction that takes them out. They may have been a member before their yes, which made none then.
    From now on only a membership opens these entries to them (`permissions.belongs_to`).
    """
    entries = Entry.objects.filter(organisation__public_id=organisation, second_person=person, second_joined=False)
    entries.update(second_joined=True)


@transaction.atomic
def ask_second_person(*, entry: Entry, now: datetime) -> None:
    """Send the mail with the question, once an address; nothing to do when nobody is named or the answer is there."""
    if not entry.second_email or entry.second_person_id or entry.second_email == entry.applicant.email:
        return
    asked = Delivery.objects.filter(kind=LETTER, event=str(entry.public_id))
    if asked.count() >= MOST_ASKED or asked.filter(recipient=entry.second_email).exists():
        return
    known = User.objects.filter(email=entry.second_email, is_active=True).first()
    context = {"entry": entry, "cohort": entry.cohort, "now": now}
    notify(
        to=known or entry.second_email, kind=LETTER, event=str(entry.public_id), context=context, about=entry.public_id,
        url=reverse("cohorts:entry_join", args=[entry.public_id]),
    )  # fmt: skip


@transaction.atomic
def join_entry(*, entry: Entry, by: User, now: datetime) -> Entry:
    """ "Yes, that is me": the owner of the named address becomes the second person. Twice is once.

    Raises NotFound when the entry does not name this person (any more), Closed when it was withdrawn. The right
    `cohorts.join_entry` keeps out who runs or judges the term.
    """
    entry = locked_entry(entry)
    if entry.second_person_id == by.pk:
        return entry
    if entry.second_person_id or entry.second_email != by.email or entry.applicant_id == by.pk:
        raise NotFound
    if entry.state == EntryState.WITHDRAWN:
        raise Closed
    entry.second_person = by
    bring_in(entry=entry, by=by, now=now)
    if entry.is_adopted and entry.cohort.community is not None:
        add_member(community=entry.cohort.community, user=by, role=CommunityRole.MEMBER, by=by, now=now)
    bump(entry, *SECOND_FIELDS)
    record(verb="second_person_joined", subject=entry, by=by, now=now)
    return entry


def bring_in(*, entry: Entry, by: User, now: datetime) -> None:
    """Make the second person a member of the organisation, if the applicant owns it (the locked entry is not saved)."""
    person, organisation = entry.second_person, entry.organisation
    if person is None or organisation is None or entry.second_joined:
        return
    members = OrganisationMember.objects.filter(organisation=organisation)
    owned = members.filter(user=entry.applicant, role=MemberRole.OWNER).exists()
    if not owned or members.filter(user=person).exists():
        return
    add_organisation_member(organisation=organisation, user=person, role=MemberRole.RIGHT_HAND, by=by, now=now)
    entry.second_joined = True
