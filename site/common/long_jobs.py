"""Long work in small steps, with progress that a person can watch and that survives a killed worker.

    def step(job: LongJob) -> Step: …       # one bounded piece, from job.cursor on; safe to do twice
    register_long_job(LongJobKind("activity.verify_records", _("Check of the audit trail"), step, words))

    start_long_job(name="activity.verify_records", owner=user, now=now)

After each step its cursor and progress are written. A worker that dies loses at most the step it was in: its lease runs
out, and the next worker goes on from the last cursor. Each job gets a few seconds and then lets the others go.
"""

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from common.duties import duty
from common.enums import LongJobState
from common.errors import Sentence
from common.models import LongJob

logger = logging.getLogger(__name__)
# Longer than any one step may take.
LEASE = timedelta(seconds=60)
SLICE_SECONDS = 5.0
MOST_FAILURES = 3


@dataclass(frozen=True)
class Step:
    """Where the work stands after a step; `result` is given by the last one."""

    cursor: dict[str, Any]
    done: int
    total: int
    result: dict[str, Any] | None = None


@dataclass(frozen=True)
class LongJobKind:
    """One kind of long work. `words(result)` are the lines that the page shows when it is done."""

    name: str
    title: Sentence
    step: Callable[[LongJob], Step]
    words: Callable[[dict[str, Any]], Sequence[Sentence]]


_kinds: dict[str, LongJobKind] = {}


def register_long_job(kind: LongJobKind) -> None:
    """Make a kind known; a second registration of the same name replaces the first."""
    _kinds[kind.name] = kind


def long_job_kind(name: str) -> LongJobKind:
    """The kind; LookupError names one that nobody registered."""
    if name not in _kinds:
        raise LookupError(f"no long job is named {name}")
    return _kinds[name]


def start_long_job(*, name: str, owner: Any, now: datetime) -> LongJob:
    """Begin, or answer the one of this person and kind that has not ended: a doubled press starts one."""
    long_job_kind(name)
    with transaction.atomic():
        owner = get_user_model()._default_manager.select_for_update().get(pk=owner.pk)
        waiting = LongJob.objects.filter(name=name, owner=owner, state=LongJobState.WAITING).first()
        return waiting or LongJob.objects.create(name=name, owner=owner, created_at=now)


@duty("common.do_long_jobs", every=1, lane="long")
def do_long_jobs(now: datetime) -> None:
    """A slice of every job that waits, the oldest first."""
    for _ in range(LongJob.objects.filter(state=LongJobState.WAITING).count()):
        job = take_long_job(now=timezone.now())
        if job is None:
            return
        work_on(job, seconds=SLICE_SECONDS)


def take_long_job(*, now: datetime) -> LongJob | None:
    """Take the job that waits longest for its turn, unless another worker has it."""
    free = Q(lease_until=None) | Q(lease_until__lte=now)
    with transaction.atomic():
        due = LongJob.objects.filter(free, state=LongJobState.WAITING).order_by("turn_at", "id")
        job = due.select_for_update(skip_locked=True).first()
        if job is not None:
            job.lease_until = now + LEASE
            job.save(update_fields=["lease_until"])
    return job


def work_on(job: LongJob, *, seconds: float) -> None:
    """Do steps until the time is over or the work is; a step that fails is tried again at the next turn."""
    until = time.monotonic() + seconds
    try:
        while job.state == LongJobState.WAITING:
            _note(job, long_job_kind(job.name).step(job))
            if time.monotonic() >= until:
                break
    except Exception:
        logger.exception("a step of the long job %s failed", job.name)
        job.failures += 1
        if job.failures >= MOST_FAILURES:
            job.state, job.finished_at = LongJobState.FAILED, timezone.now()
    job.lease_until, job.turn_at = None, timezone.now()
    job.save(update_fields=["state", "failures", "finished_at", "lease_until", "turn_at"])


def _note(job: LongJob, step: Step) -> None:
    """Write how far it is, and keep the lease for the next step."""
    job.cursor, job.done, job.total, job.failures = step.cursor, step.done, step.total, 0
    job.lease_until = timezone.now() + LEASE
    if step.result is not None:
        job.result, job.state, job.finished_at = step.result, LongJobState.DONE, timezone.now()
    job.save(update_fields=["cursor", "done", "total", "failures", "lease_until", "result", "state", "finished_at"])
