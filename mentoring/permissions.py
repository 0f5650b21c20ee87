"""Who may do what in mentoring, and the sentence for each refusal.

The predicates look at roles and memberships that are read once per user; none of them queries in a loop.
Sketches and sessions have to come with `entry.cohort` and `entry.organisation` loaded (the queries do so).
"""

import rules
from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext_lazy as _

from accounts.enums import RoleKind
from accounts.models import User
from accounts.permissions import is_staff_member
from accounts.queries import has_role
from accounts.rights import sentence
from cohorts import permissions as cohort_rights
from cohorts.enums import EntryState
from cohorts.models import Entry
from mentoring.models import ActionItem, Annotation, Mentor, Session, Sketch
from mentoring.queries import is_drawer, mentor_of

AnyUser = User | AnonymousUser
Thing = Entry | Sketch | Session | ActionItem


def _entry(thing: Thing) -> Entry:
    return thing if isinstance(thing, Entry) else thing.entry


@rules.predicate
def belongs_to(user: AnyUser, thing: Thing) -> bool:
    """One of the entry's people: applicant, second person, colleagues."""
    return bool(cohort_rights.belongs_to.test(user, _entry(thing)))


@rules.predicate
def accompanies(user: AnyUser, thing: Thing) -> bool:
    """A mentor of the term (or of all terms)."""
    return has_role(user, RoleKind.MENTOR, _entry(thing).cohort.public_id)


@rules.predicate
def draws(user: AnyUser, thing: Thing) -> bool:
    """A mentor who draws the sketches."""
    return is_drawer(user) and bool(accompanies.test(user, thing))


@rules.predicate
def runs(user: AnyUser, thing: Thing) -> bool:
    """Staff of the term."""
    return bool(cohort_rights.runs.test(user, _entry(thing)))


@rules.predicate
def helps_run(user: AnyUser, thing: Thing) -> bool:
    """The contractor of the term."""
    return bool(cohort_rights.helps_run.test(user, _entry(thing)))


@rules.predicate
def is_in_play(_user: AnyUser, thing: Thing) -> bool:
    """The entry was handed in and not withdrawn: there is something to draw."""
    entry = _entry(thing)
    return entry.number is not None and entry.state != EntryState.WITHDRAWN


@rules.predicate
def is_adopted(_user: AnyUser, entry: Entry) -> bool:
    """Adoption is announced; finished firms and alumni go on talking."""
    return entry.is_adopted


@rules.predicate
def is_this_mentor(user: AnyUser, thing: Mentor | Session) -> bool:
    """The mentor in person, while the role holds."""
    mentor = thing.mentor if isinstance(thing, Session) else thing
    return mentor.user_id == user.pk and has_role(user, RoleKind.MENTOR)


@rules.predicate
def is_a_mentor(user: AnyUser) -> bool:
    """Has a page among the mentors and still holds the role."""
    return mentor_of(user) is not None and has_role(user, RoleKind.MENTOR)


@rules.predicate
def owns_action(user: AnyUser, thing: ActionItem) -> bool:
    """Whoever promised to do it."""
    return thing.owner_id == user.pk


@rules.predicate
def pinned(user: AnyUser, pin: Annotation) -> bool:
    """Whoever set the pin."""
    return pin.author_id == user.pk


@rules.predicate
def is_of_the_team(user: AnyUser, pin: Annotation) -> bool:
    """One of the people of the entry that the sketch is about."""
    return bool(belongs_to.test(user, pin.sketch))


@rules.predicate
def works_for_operator(user: AnyUser) -> bool:
    """Staff and contractor, everywhere or for some terms."""
    return has_role(user, RoleKind.STAFF) or has_role(user, RoleKind.CONTRACTOR)


watches = belongs_to | accompanies | runs | helps_run

rules.add_perm("mentoring.list_mentors", rules.always_allow)
rules.add_perm("mentoring.keep_rooms", is_staff_member)
rules.add_perm("mentoring.view_load", works_for_operator)
rules.add_perm("mentoring.book_slot", belongs_to & is_adopted)
rules.add_perm("mentoring.keep_agenda", is_a_mentor)
rules.add_perm("mentoring.add_slot", is_this_mentor | is_staff_member)
rules.add_perm("mentoring.view_session", belongs_to | is_this_mentor | runs | helps_run)
rules.add_perm("mentoring.cancel_session", belongs_to | is_this_mentor | runs)
rules.add_perm("mentoring.write_note", belongs_to | is_this_mentor)
rules.add_perm("mentoring.add_action", belongs_to | is_this_mentor | runs)
rules.add_perm("mentoring.view_actions", watches)
rules.add_perm("mentoring.move_action", belongs_to | owns_action | accompanies | runs)
rules.add_perm("mentoring.view_sketch", watches)
rules.add_perm("mentoring.comment_sketch", watches)
rules.add_perm("mentoring.shift_pin", pinned | is_of_the_team)
rules.add_perm("mentoring.add_sketch", (belongs_to | draws | runs) & is_in_play)
rules.add_perm("mentoring.add_version", belongs_to | draws | runs)
rules.add_perm("mentoring.publish_sketch", runs)

sentence("mentoring.keep_rooms", _("Only the office keeps the rooms."))
sentence("mentoring.view_load", _("Only the office sees the load of the mentors."))
sentence("mentoring.book_slot", _("Only the people of an adopted entry can book. Please ask the office."))
sentence("mentoring.keep_agenda", _("Only mentors offer hours here."))
sentence("mentoring.add_slot", _("Only the mentor and the office can offer hours."))
sentence("mentoring.view_session", _("This session belongs to somebody else."))
sentence("mentoring.cancel_session", _("Only those who meet and the office can cancel a session."))
sentence("mentoring.write_note", _("Only those who meet write and confirm the record."))
sentence("mentoring.add_action", _("Only those who meet and the office can add what is to be done."))
sentence("mentoring.view_actions", _("This list belongs to somebody else."))
sentence("mentoring.move_action", _("Only the people of the entry, the mentors and the office can tick this off."))
sentence("mentoring.view_sketch", _("This sketch belongs to somebody else."))
sentence("mentoring.comment_sketch", _("Only the people of the entry, the mentors and the office can comment."))
sentence("mentoring.shift_pin", _("Only who set a pin and the people of the entry can move it."))
sentence("mentoring.add_sketch", _("Only the people of the entry, the sketch artist and the office can add a sketch."))
sentence("mentoring.add_version", _("Only the people of the entry, the sketch artist and the office add versions."))
sentence("mentoring.publish_sketch", _("Only the office can publish a sketch, and only with consent."))
