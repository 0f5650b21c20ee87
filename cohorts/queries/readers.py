"""Who opened an entry, as its entrants may know it: by role and day, never by name."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils import timezone

from accounts.enums import RoleKind
from accounts.models import OrganisationMember
from activity.models import Record
from activity.queries import records_about
from cohorts.models import Entry

MOST_LOOKS = 20
OFFICE = "office"
TEAM = "team"
ENTRY_VERBS = ("entry_read", "entry_copied")
FILE_VERBS = ("file_opened", "file_saved")
# Whom a line counts for when it does not say itself: somebody with several roles is told as the first of these.
ROLES = (
    (RoleKind.STAFF, OFFICE),
    (RoleKind.CONTRACTOR, OFFICE),
    (RoleKind.JUROR, "juror"),
    (RoleKind.MENTOR, "mentor"),
)


@dataclass(frozen=True)
class Look:
    """One day on which somebody of a role ("office", "juror", "mentor") opened the entry, or a file of it.

    Several people of a role on a day are one look: how many jurors there were, and when, tells who they are.
    """

    on: date
    role: str
    is_file: bool


def looks_at(entry: Entry, most: int = MOST_LOOKS) -> list[Look]:
    """Days on which others opened the entry, newest first; what the team itself opened does not count. Two queries."""
    verbs = Q(verb__in=ENTRY_VERBS) | Q(verb__in=FILE_VERBS, part_of=entry.public_id)
    lines = records_about(entry.public_id).filter(verbs).exclude(actor__in=_team(entry)).exclude(actor=None)
    found: dict[Look, None] = {}
    for line in lines.iterator():
        if line.facts.get("as") == TEAM:  # taken while they belonged to it, whoever they are by now
            continue
        found[Look(timezone.localdate(line.at), _role(line), line.verb in FILE_VERBS)] = None
        if len(found) > most:
            break
    return list(found)[:most]


def _team(entry: Entry) -> Iterable[int]:
    members = OrganisationMember.objects.filter(organisation=entry.organisation_id).values_list("user", flat=True)
    return [pk for pk in (entry.applicant_id, entry.second_person_id, *members) if pk]


def _role(line: Record) -> str:
    told = line.facts.get("as")
    if told:
        return str(told)
    held = line.actor_role.split()
    return next((name for role, name in ROLES if role in held), OFFICE)
