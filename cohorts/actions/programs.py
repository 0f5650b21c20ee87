"""Setting up programmes and terms, and moving their dates."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from activity.actions import record
from cohorts.models import Cohort, Criterion, Milestone, Program, Rubric, Track
from common.errors import InvalidInput
from common.idempotency import create_once
from common.locking import lock

Rows = Sequence[Mapping[str, Any]]
FULL_WEIGHT = 100


@transaction.atomic
def create_program(*, key: str, name: str, by: User | None, now: datetime, **data: Any) -> Program:
    """Create a programme; a second call with the same key answers the first one's. `data`: other model fields."""
    program, created = create_once(Program, key_fields={"key": key}, values={"name": name, "created_at": now, **data})
    if created:
        record(verb="program_created", subject=program, by=by, now=now)
    return program


@transaction.atomic
def create_cohort(
    *,
    program: Program,
    key: str,
    dates: tuple[datetime, datetime],
    tracks: Rows,
    criteria: Rows,
    by: User | None,
    now: datetime,
    milestones: Rows = (),
    scale: Sequence[str] = (),
    scale_en: Sequence[str] = (),
    rubric_source: str = "",
    **data: Any,
) -> Cohort:
    """Create a term with its divisions, rubric and dates; a second call with the same key answers the first one's.

    `dates` are opening and deadline; `data` the other model fields (number, name, prefix, fiscal_year, capacity).
    Rows of `tracks`, `criteria` and `milestones` are fields of those models; positions follow the order given.
    `scale` and `scale_en` are the five words of the scores, 1 to 5.
    Raises InvalidInput when the deadline is not after the opening or the weights do not make 100.
    """
    _check_dates(*dates)
    _check_weights(criteria)
    values = {"program": program, "opens_at": dates[0], "closes_at": dates[1], "created_at": now, **data}
    cohort, created = create_once(Cohort, key_fields={"key": key}, values=values)
    if not created:
        return cohort
    for position, row in enumerate(tracks):
        Track.objects.create(cohort=cohort, **{"position": position, **row})
    for row in milestones:
        Milestone.objects.create(cohort=cohort, **row)
    words = {"scale": list(scale), "translations": {"en": {"scale": list(scale_en)}} if scale_en else {}}
    rubric = Rubric.objects.create(cohort=cohort, source=rubric_source, published_at=now, **words)
    _create_criteria(rubric, criteria)
    record(verb="cohort_created", subject=cohort, by=by, now=now)
    return cohort


def _check_weights(rows: Rows) -> None:
    if sum(int(row["weight"]) for row in rows) != FULL_WEIGHT:
        raise InvalidInput({"criteria": _("The weights of the criteria must make 100 together.")})


def _create_criteria(rubric: Rubric, rows: Rows) -> None:
    for position, row in enumerate(rows):
        Criterion.objects.create(rubric=rubric, **{"position": position, **row})


@transaction.atomic
def reschedule_cohort(
    *,
    cohort: Cohort,
    dates: tuple[datetime, datetime],
    by: User | None,
    now: datetime,
    milestones: Mapping[UUID, datetime] | None = None,
) -> Cohort:
    """Move opening and deadline of a term for everybody, and single milestones by their public id.

    The old dates stay in the record. Raises InvalidInput when the deadline is not after the opening.
    """
    _check_dates(*dates)
    locked = lock(Cohort, cohort.public_id)
    facts = {"from": [locked.opens_at.isoformat(), locked.closes_at.isoformat()]}
    locked.opens_at, locked.closes_at = dates
    locked.save(update_fields=["opens_at", "closes_at"])
    for public_id, starts_at in (milestones or {}).items():
        Milestone.objects.filter(cohort=locked, public_id=public_id).update(starts_at=starts_at)
    facts["to"] = [moment.isoformat() for moment in dates]
    record(verb="cohort_rescheduled", subject=locked, by=by, now=now, facts=facts)
    return locked


def _check_dates(opens_at: datetime, closes_at: datetime) -> None:
    if closes_at <= opens_at:
        raise InvalidInput({"closes_at": _("The deadline must come after the opening.")})
