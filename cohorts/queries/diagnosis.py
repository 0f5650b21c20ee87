"""Reads of the self-diagnosis: by its private link, by what a login session remembers, and inside an entry."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from accounts.models import User
from cohorts.diagnosis import ANSWER_KEY, Levels, levels_from
from cohorts.enums import EDITABLE_STATES
from cohorts.models import Cohort, Diagnosis, Entry
from cohorts.models.diagnosis import public_id_in
from cohorts.queries.entries import mine
from common.errors import NotFound


@dataclass(frozen=True)
class AttachedDiagnosis:
    """A result as an entry holds it: a copy, which the deletion of the result itself leaves alone."""

    levels: Levels
    taken_on: date


def diagnosis_by_token(token: str, now: datetime) -> Diagnosis:
    """The result behind a private link; NotFound for a made-up link, a deleted result and one whose time is over."""
    found = kept_diagnosis(public_id_in(token), now)
    if found is None:
        raise NotFound
    return found


def kept_diagnosis(public_id: str, now: datetime) -> Diagnosis | None:
    """The result with this public id while it is kept; None for "" as well."""
    return Diagnosis.objects.kept_at(now).filter(public_id=public_id).first() if public_id else None


def attached_diagnosis(answers: dict[str, Any]) -> AttachedDiagnosis | None:
    """The result among the answers of a draft or of a revision, or None."""
    kept = answers.get(ANSWER_KEY)
    if not isinstance(kept, dict):
        return None
    levels = levels_from(kept.get("levels"))
    return AttachedDiagnosis(levels, date.fromisoformat(kept["taken_on"])) if levels else None


def entry_to_attach_to(user: User, now: datetime) -> Entry | None:
    """The person's newest entry that can still be changed; its term takes entries at this instant."""
    entries = Entry.objects.filter(mine(user), state__in=EDITABLE_STATES, cohort__in=Cohort.objects.open_at(now))
    return entries.select_related("cohort__program").order_by("-created_at").first()
