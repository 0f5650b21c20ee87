"""Who an entry belongs to: the one rule that rights, letters and the term's community go by."""

from collections.abc import Iterable

from accounts.enums import MemberRole
from accounts.models import OrganisationMember, User
from cohorts.models import Entry

Team = dict[int, list[User]]


def is_of_team(person: User, entry: Entry, *, is_member: bool) -> bool:
    """Somebody of the entry's organisation; the applicant while it has none, the second person who is no member of it.

    Whoever is taken out of the organisation is out of its entries, also of those they wrote or said yes to (`mine`
    agrees; `actions.end_second_person`).
    """
    if not person.is_active:
        return False
    if is_member:
        return True
    if person.pk == entry.applicant_id:
        return entry.organisation_id is None
    return person.pk == entry.second_person_id and not entry.second_joined


def teams_of(entries: Iterable[Entry]) -> Team:
    """By the entry's pk, who is told about it and takes part: the two, as long as they belong to it.

    When both were taken out of its organisation, its owners. One query, however many entries; `applicant` and
    `second_person` should be read with them.
    """
    entries = list(entries)
    organisations = {entry.organisation_id for entry in entries if entry.organisation_id}
    members: dict[int, list[OrganisationMember]] = {}
    for member in OrganisationMember.objects.filter(organisation__in=organisations).select_related("user"):
        members.setdefault(member.organisation_id, []).append(member)
    return {entry.pk: _team(entry, members.get(entry.organisation_id or 0, [])) for entry in entries}


def team_of(entry: Entry) -> list[User]:
    """The same for one entry."""
    return teams_of([entry])[entry.pk]


def _team(entry: Entry, members: list[OrganisationMember]) -> list[User]:
    keys = {member.user_id for member in members}
    two = [person for person in (entry.applicant, entry.second_person) if person is not None]
    people = [person for person in two if is_of_team(person, entry, is_member=person.pk in keys)]
    return people or [member.user for member in members if member.role == MemberRole.OWNER]
