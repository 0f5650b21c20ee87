"""The one background task that runs every job by its name, and the duties that keep the queue going."""

from datetime import datetime, timedelta
from typing import Any

from django_tasks import task
from django_tasks.base import TaskContext, TaskResultStatus
from django_tasks_db.models import DBTaskResult

from common import long_jobs  # noqa: F401 — registers its duty
from common.duties import duty
from common.files import rendering, sweeping  # noqa: F401 — register their job and duty
from common.jobs import BACKEND, job_named

# A job without a sign of life for so long belongs to a worker that died; a worker gives one every minute.
ABANDONED_AFTER = timedelta(minutes=10)
KEPT_FOR = timedelta(days=30)
MINUTE = 60
DAY = 24 * 60 * MINUTE
# What this process works on just now.
_running: set[str] = set()


@task(backend=BACKEND, takes_context=True)
def run_job(context: TaskContext, name: str, arguments: dict[str, Any]) -> None:
    """Run the job `name`; an exception marks the run as failed and is logged by the worker."""
    _running.add(context.task_result.id)
    try:
        job_named(name)(**arguments)
    finally:
        _running.discard(context.task_result.id)


@duty("jobs.keep_going", every=MINUTE, lane="jobs")
def keep_going(now: datetime) -> None:
    """Say that what runs here is alive however long it takes, and take over from workers that are not."""
    DBTaskResult.objects.running().filter(pk__in=_running).update(started_at=now)
    requeue_abandoned(now=now)


def requeue_abandoned(*, now: datetime, older_than: timedelta = ABANDONED_AFTER) -> int:
    """Give the jobs of killed workers to the next worker; answers how many.

    The only worker of the embedded profile passes `older_than=timedelta(0)` when it starts: nothing else can be
    running.
    """
    running = DBTaskResult.objects.running().filter(backend_name=BACKEND, started_at__lte=now - older_than)
    return running.update(status=TaskResultStatus.READY, started_at=None, worker_ids=[])


@duty("jobs.forget_finished", every=DAY)
def forget_finished(now: datetime) -> None:
    """Remove jobs that ended long ago, so that the queue stays small."""
    DBTaskResult.objects.finished().filter(finished_at__lte=now - KEPT_FOR).delete()
