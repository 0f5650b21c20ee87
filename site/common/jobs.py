"""Background jobs by name.

`enqueue` writes the job into the database in the caller's own transaction: it is lost with a rollback and can never
be lost after a commit. The worker runs it through `common.tasks.run_job`. A worker can be killed at any instruction,
and its job is then run again from the start (`common.tasks.requeue_abandoned`): **every job must be idempotent**.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.utils.module_loading import import_string

Job = Callable[..., None]
BACKEND = "bg"
_jobs: dict[str, Job] = {}


def job(name: str) -> Callable[[Job], Job]:
    """Register a function as the job `name` ("<app>.<verb>_<noun>"); its arguments must survive JSON."""

    def register(function: Job) -> Job:
        if name in _jobs and _jobs[name].__qualname__ != function.__qualname__:
            raise ValueError(f"two jobs are named {name}")
        _jobs[name] = function
        return function

    return register


def job_named(name: str) -> Job:
    """The registered function; LookupError names a job that nobody registered."""
    if name not in _jobs:
        raise LookupError(f"no job is named {name}")
    return _jobs[name]


def enqueue(name: str, **kwargs: Any) -> None:
    """Hand a job to the worker as soon as the present transaction commits."""
    job_named(name)
    import_string("common.tasks.run_job").enqueue(name, kwargs)


def enqueue_at(name: str, moment: datetime, **kwargs: Any) -> None:
    """Hand a job to the worker for a later moment."""
    job_named(name)
    import_string("common.tasks.run_job").using(run_after=moment).enqueue(name, kwargs)
