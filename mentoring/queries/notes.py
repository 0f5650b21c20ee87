"""Reads about what came out of the talks: records, goals, actions."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q, QuerySet

from accounts.models import User
from cohorts.models import Entry
from cohorts.queries.diagnosis import AttachedDiagnosis, attached_diagnosis
from common.errors import NotFound
from mentoring.enums import ActionState
from mentoring.models import ActionItem, Goals, Session, SessionNote


def note_of(session: Session) -> SessionNote | None:
    """The record of a session with those who confirmed it."""
    people = ("written_by", "mentor_confirmed_by", "team_confirmed_by")
    return SessionNote.objects.select_related("session", *people).filter(session=session).first()


def goals_of(entry: Entry) -> Goals | None:
    """The goals of an entry, or None while nobody has set any."""
    return Goals.objects.filter(entry=entry).first()


def people_for_actions(entry: Entry, session: Session | None = None) -> list[User]:
    """Who can own an action: the company's people, then its mentors (those it has met), each once; two queries."""
    team = Q(pk__in=[pk for pk in (entry.applicant_id, entry.second_person_id) if pk])
    if entry.organisation_id:
        team |= Q(memberships__organisation=entry.organisation_id)
    mentors = Q(mentor__sessions__entry=entry)
    if session is not None:
        mentors |= Q(mentor=session.mentor_id)
    found = User.objects.filter(is_active=True)
    own = list(found.filter(team).distinct().order_by("id"))
    return [*own, *(person for person in found.filter(mentors).distinct().order_by("id") if person not in own)]


def actions_of(entry: Entry) -> QuerySet[ActionItem]:
    """The actions of an entry: open ones by day, then what was done."""
    return (
        ActionItem.objects.filter(entry=entry).select_related("owner", "pin__sketch").order_by("-state", "due_on", "id")
    )


def open_actions_for(user: User) -> QuerySet[ActionItem]:
    """What a person has promised and not done yet, the nearest first."""
    open_ones = ActionItem.objects.filter(owner=user, state=ActionState.OPEN)
    return open_ones.select_related("entry", "session", "pin__sketch").order_by("due_on", "id")


def find_action(public_id: UUID | str) -> ActionItem:
    """The action with what its rights look at; NotFound otherwise."""
    related = ("entry__cohort__program", "entry__organisation", "entry__applicant", "owner", "session", "pin__sketch")
    found = ActionItem.objects.select_related(*related).filter(public_id=public_id).first()
    if found is None:
        raise NotFound
    return found


def actions_at(pin_ids: Iterable[int]) -> dict[int, ActionItem]:
    """The action that a pin became, by the pin's key; one query."""
    found = ActionItem.objects.filter(pin__in=list(pin_ids)).select_related("owner")
    return {item.pin_id: item for item in found if item.pin_id is not None}


def diagnosis_of(entry: Entry) -> AttachedDiagnosis | None:
    """The three-minute check as it was handed in with the entry: today and in three years."""
    revision = entry.revisions.order_by("-number").first()
    return attached_diagnosis(revision.answers) if revision else None
