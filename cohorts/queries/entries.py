"""Reads about entries, for the people they belong to."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from accounts.models import OrganisationMember, User
from cohorts.answers import Choices, check_answer
from cohorts.enums import EntryState
from cohorts.models import Answer, Cohort, Entry, EntryRevision
from cohorts.questions import ELIGIBILITY_KEYS, FORM_STEPS, Field, Step
from common.errors import NotFound


@dataclass(frozen=True)
class Gap:
    """A field that keeps the entry from being handed in."""

    step: Step
    field: Field
    error: str


def mine(user: User) -> Q:
    """Entries of the organisation's members, of an applicant without one, of a second person who is no member of it.

    Objects belong to teams: whoever is taken out of the organisation is out of its entries. An address that somebody
    typed gives nobody anything; see `entries_asking`.
    """
    organisations = OrganisationMember.objects.filter(user=user).values("organisation")
    alone = Q(applicant=user, organisation=None)
    return Q(organisation__in=organisations) | alone | Q(second_person=user, second_joined=False)


def entry_for_applicant(user: User, public_id: UUID | str) -> Entry:
    """The entry, if it belongs to this person; NotFound otherwise, whether it exists or not."""
    entries = Entry.objects.select_related("cohort__program", "track", "organisation", "applicant", "second_person")
    found = entries.filter(mine(user), public_id=public_id).first()
    if found is None:
        raise NotFound
    return found


def entries_of(user: User) -> QuerySet[Entry]:
    """All entries that belong to a person, newest first."""
    return (
        Entry.objects.filter(mine(user)).select_related("cohort__program", "track", "decision").order_by("-created_at")
    )


def entries_asking(user: User) -> QuerySet[Entry]:
    """Entries that name this person's address as the second person's and wait for a yes."""
    waiting = Entry.objects.filter(second_email=user.email, second_person=None).exclude(second_email="")
    waiting = waiting.exclude(state=EntryState.WITHDRAWN).exclude(applicant=user)
    return waiting.select_related("cohort__program", "applicant").order_by("-created_at")


def draft_of(user: User, cohort: Cohort) -> Entry | None:
    """The one draft of an applicant in a term."""
    return Entry.objects.filter(applicant=user, cohort=cohort, state=EntryState.DRAFT).first()


def live_entry_of(user: User, cohort: Cohort) -> Entry | None:
    """What the person has in this term already: a handed-in entry before a draft, withdrawn ones left out."""
    entries = Entry.objects.filter(mine(user), cohort=cohort).exclude(state=EntryState.WITHDRAWN)
    return entries.order_by("-number", "pk").first()


def adopted_entries(cohort: Cohort) -> QuerySet[Entry]:
    """Entries whose adoption is announced, by receipt number."""
    return Entry.objects.adopted().filter(cohort=cohort).select_related("track", "organisation", "applicant")


def track_choices(cohort: Cohort) -> Choices:
    """Key and name of each division."""
    return [(track.key, track.label) for track in cohort.tracks.all()]


def answers_of(entry: Entry) -> dict[str, Answer]:
    """The draft's answers by key."""
    return {answer.key: answer for answer in Answer.objects.filter(entry=entry)}


def last_written(entry: Entry) -> tuple[Step, Field] | None:
    """The field of the form that was written last and its page; of several saved at once the last one of the form.

    Step 1 is not one of them: it is over once there is a draft.
    """
    last = Answer.objects.filter(entry=entry).order_by("-rev").values_list("rev", flat=True)[:1]
    keys = set(Answer.objects.filter(entry=entry, rev__in=last).values_list("key", flat=True))
    places = [(step, field) for step in FORM_STEPS[1:] for field in step.fields if field.key in keys]
    return places[-1] if places else None


def current_answers(entry: Entry) -> dict[str, Any]:
    """The draft's values by key, as they would be handed in."""
    return {key: answer.value for key, answer in answers_of(entry).items()}


def latest_revision(entry: Entry) -> EntryRevision | None:
    """What was handed in last."""
    return EntryRevision.objects.filter(entry=entry).order_by("-number").first()


def gaps_in(values: dict[str, Any], tracks: Choices) -> list[Gap]:
    """Every field that is missing or wrong, in the order of the form, with its sentence."""
    gaps = []
    for step in FORM_STEPS:
        for field in step.fields:
            error = check_answer(field, values.get(field.key), tracks).error or _ineligible(field, values)
            if error:
                gaps.append(Gap(step, field, error))
    return gaps


def _ineligible(field: Field, values: dict[str, Any]) -> str:
    """ "No" is a valid answer to the questions of the first page, but not one to hand in with."""
    if field.key in ELIGIBILITY_KEYS and values.get(field.key) == "no":
        return _("This call is for those who can answer yes. The office tells you what else there is.")
    return ""
