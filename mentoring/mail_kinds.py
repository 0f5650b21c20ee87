"""What people are told about their sessions. Bookings as one likes; a cancellation reaches everybody at once."""

from collections.abc import Collection
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from activity.enums import Urgency
from activity.kinds import Kind, register_kind
from cohorts.permissions import belongs_to
from mentoring.letters import people_of
from mentoring.models import ActionItem, Session


def meets(to: User | str, about: UUID | None) -> bool:
    """Whether the recipient is one of those who meet: the mentor, or who still belongs to the entry."""
    return isinstance(to, User) and about is not None and about in meet_when(to, [about])


def meet_when(to: User, about: Collection[UUID]) -> set[UUID]:
    """Those of the sessions in which the person meets; one query, and their memberships once."""
    related = ("mentor__user", "entry__organisation", "entry__applicant", "entry__second_person", "booked_by")
    sessions = Session.objects.select_related(*related).filter(public_id__in=about)
    theirs = (one for one in sessions if to in people_of(one))
    return {one.public_id for one in theirs if one.mentor.user_id == to.pk or belongs_to.test(to, one.entry)}


def concerns(to: User | str, about: UUID | None) -> bool:
    """Whether the recipient owns the action or still belongs to the entry."""
    return isinstance(to, User) and about is not None and about in concern_when(to, [about])


def concern_when(to: User, about: Collection[UUID]) -> set[UUID]:
    """Those of the actions that concern a person; one query, and their memberships once."""
    related = ("entry__organisation", "entry__applicant", "entry__second_person")
    items = ActionItem.objects.select_related(*related).filter(public_id__in=about)
    return {one.public_id for one in items if one.owner_id == to.pk or belongs_to.test(to, one.entry)}


KINDS = (
    Kind("mentoring/session_booked", _("A session was booked"), meets, urgency=Urgency.NEWS, may_still=meet_when),
    Kind("mentoring/session_cancelled", _("A session was cancelled"), meets, may_still=meet_when),
    Kind(
        "mentoring/note_waiting",
        _("The record of a session waits for your yes"),
        meets,
        urgency=Urgency.NEWS,
        may_still=meet_when,
    ),
    Kind(
        "mentoring/note_agreed",
        _("Both sides confirmed the record of a session"),
        meets,
        urgency=Urgency.NEWS,
        may_still=meet_when,
    ),
    Kind(
        "mentoring/action_added",
        _("Somebody added what is to be done"),
        concerns,
        urgency=Urgency.NEWS,
        may_still=concern_when,
    ),
)


def register() -> None:
    """Called once when the app is ready."""
    for kind in KINDS:
        register_kind(kind)
