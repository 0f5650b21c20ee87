"""Who may do what with entries, and the sentence for each refusal.

Predicates look at the object they are given and at roles read once per user; none of them queries in a loop.
"""

import rules
from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext_lazy as _

from accounts.enums import RoleKind
from accounts.models import User
from accounts.permissions import is_juror
from accounts.queries import has_role, is_member_of
from accounts.rights import sentence
from cohorts.enums import ADOPTED_STATES, DECIDABLE_STATES, EDITABLE_STATES, EntryState
from cohorts.models import Cohort, Entry
from cohorts.queries.team import is_of_team

AnyUser = User | AnonymousUser


def _cohort(thing: Cohort | Entry) -> Cohort:
    return thing.cohort if isinstance(thing, Entry) else thing


@rules.predicate
def belongs_to(user: AnyUser, entry: Entry) -> bool:
    """Somebody of the entry's team (`queries.is_of_team` has the rule)."""
    if not isinstance(user, User):
        return False
    is_member = entry.organisation_id is not None and is_member_of(user, entry.organisation)
    return is_of_team(user, entry, is_member=is_member)


@rules.predicate
def has_part(user: AnyUser, entry: Entry) -> bool:
    """Belongs to the entry, or wrote it before leaving its organisation."""
    return user.pk in {entry.applicant_id, entry.second_person_id} or bool(belongs_to.test(user, entry))


@rules.predicate
def runs(user: AnyUser, thing: Cohort | Entry) -> bool:
    """Staff of this term, or of all."""
    return has_role(user, RoleKind.STAFF, _cohort(thing).public_id)


@rules.predicate
def helps_run(user: AnyUser, thing: Cohort | Entry) -> bool:
    """The contractor who runs this term's office."""
    return has_role(user, RoleKind.CONTRACTOR, _cohort(thing).public_id)


@rules.predicate
def judges(user: AnyUser, entry: Entry) -> bool:
    """A juror of this term."""
    return has_role(user, RoleKind.JUROR, entry.cohort.public_id)


@rules.predicate
def is_named(user: AnyUser, entry: Entry) -> bool:
    """The owner of the address that the entrant gave for the second person."""
    return isinstance(user, User) and user.is_active and user.email == entry.second_email


@rules.predicate
def is_outside(user: AnyUser, entry: Entry) -> bool:
    """Has no part in the entry: nobody judges or decides about their own."""
    return not has_part.test(user, entry)


@rules.predicate
def is_handed_in(_user: AnyUser, entry: Entry) -> bool:
    """A draft is nobody's business but the entrant's."""
    return entry.number is not None


@rules.predicate
def is_editable(_user: AnyUser, entry: Entry) -> bool:
    """Neither decided nor withdrawn; the deadline itself is judged by the database in the action."""
    return entry.state in EDITABLE_STATES


@rules.predicate
def is_decidable(_user: AnyUser, entry: Entry) -> bool:
    """The format check is done and the result is not announced."""
    return entry.state in DECIDABLE_STATES


@rules.predicate
def is_withdrawable(_user: AnyUser, entry: Entry) -> bool:
    """Anything before a result."""
    return entry.state in EDITABLE_STATES | {EntryState.INTERVIEW}


@rules.predicate
def is_withdrawn(_user: AnyUser, entry: Entry) -> bool:
    """Taken back by its own people; whether it can return, the deadline says, in the action."""
    return entry.state == EntryState.WITHDRAWN


@rules.predicate
def is_declined(_user: AnyUser, entry: Entry) -> bool:
    """A result that can still turn into an adoption when a place becomes free."""
    return entry.state == EntryState.DECLINED


@rules.predicate
def is_adopted(_user: AnyUser, entry: Entry) -> bool:
    """Adoption has been announced."""
    return entry.state in ADOPTED_STATES


works_on = runs | helps_run

rules.add_perm("cohorts.view_entry", belongs_to | (works_on & is_handed_in))
rules.add_perm("cohorts.edit_entry", belongs_to & is_editable)
rules.add_perm("cohorts.submit_entry", belongs_to & is_editable)
rules.add_perm("cohorts.withdraw_entry", belongs_to & is_withdrawable)
rules.add_perm("cohorts.restore_entry", belongs_to & is_withdrawn)
rules.add_perm("cohorts.join_entry", is_named & ~works_on & ~judges)
rules.add_perm("cohorts.check_entry", works_on & is_handed_in & is_outside)
rules.add_perm("cohorts.read_entry_file", belongs_to | (works_on & is_handed_in))
rules.add_perm("cohorts.list_reviews", is_juror)
rules.add_perm("cohorts.score_entry", judges & is_decidable & is_outside)
rules.add_perm("cohorts.decide_entry", runs & is_decidable & is_outside)
rules.add_perm("cohorts.adopt_entry_later", runs & is_declined & is_outside)
rules.add_perm("cohorts.view_board", works_on)
rules.add_perm("cohorts.view_ranking", runs)
rules.add_perm("cohorts.announce_cohort", runs)
rules.add_perm("cohorts.move_cohort", runs)

sentence("cohorts.view_entry", _("This entry belongs to somebody else."))
sentence("cohorts.edit_entry", _("This entry can no longer be changed. What you wrote is kept."))
sentence("cohorts.submit_entry", _("This entry can no longer be submitted. What you wrote is kept."))
sentence("cohorts.withdraw_entry", _("This entry can no longer be withdrawn. Please ask the office."))
sentence("cohorts.restore_entry", _("This entry is not withdrawn."))
sentence("cohorts.join_entry", _("Those who run or judge this term cannot be part of an entry to it."))
sentence("cohorts.check_entry", _("Only the office of this programme can check entries."))
sentence("cohorts.read_entry_file", _("Only the entrant and the office can open these files."))
sentence("cohorts.list_reviews", _("Only jurors see this list."))
sentence("cohorts.score_entry", _("Only jurors of this term can score, and never an entry of their own."))
sentence("cohorts.decide_entry", _("Only staff can decide, and never about an entry of their own."))
sentence("cohorts.adopt_entry_later", _("Only staff can adopt an entry later."))
sentence("cohorts.view_board", _("Only the office of this programme sees this page."))
sentence("cohorts.view_ranking", _("Only staff see the scores."))
sentence("cohorts.announce_cohort", _("Only staff can announce results."))
sentence("cohorts.move_cohort", _("Only staff can open and close a call."))
