"""What a killed worker had begun is queued again, and nothing else."""

from contextlib import nullcontext

import pytest
from django.core.management import call_command
from django.utils import timezone
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from hiroba.management.commands import worker


def job(status: str, backend: str = "bg") -> DBTaskResult:
    """One row of the queue."""
    return DBTaskResult.objects.create(
        task_path="common.jobs.nothing", args_kwargs={"args": [], "kwargs": {}}, backend_name=backend, status=status,
        started_at=timezone.now() if status == "RUNNING" else None, worker_ids=["w"] if status == "RUNNING" else [],
        run_after=timezone.now(), exception_class_path="", traceback="",
    )  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize(("alone", "status"), [(True, "READY"), (False, "RUNNING")])
def test_only_a_worker_that_is_alone_puts_jobs_back(monkeypatch, alone, status):
    monkeypatch.setattr(Worker, "run", lambda self: None)
    monkeypatch.setattr(Worker, "configure_signals", lambda self: None)
    monkeypatch.setattr(worker, "on_duty", nullcontext)
    begun, other = job("RUNNING"), job("RUNNING", "default")
    call_command("worker", alone=alone)
    for row in (begun, other):
        row.refresh_from_db()
    assert (begun.status, other.status) == (status, "RUNNING")


def test_the_worker_serves_every_queue_of_its_backend():
    made = worker.worker_of_queue("bg")
    assert (made.backend_name, made.process_all_queues) == ("bg", True)
