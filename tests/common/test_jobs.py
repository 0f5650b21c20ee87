"""Jobs appear with the commit, vanish with a rollback, and survive a killed worker."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from common.jobs import enqueue, enqueue_at, job, job_named
from common.tasks import KEPT_FOR, forget_finished, keep_going, requeue_abandoned
from tests.factories.common import run_jobs

done = []


@job("tests.note")
def note(word):
    done.append(word)


@pytest.fixture(autouse=True)
def _fresh():
    done.clear()


@pytest.mark.django_db
def test_a_job_runs_with_its_arguments():
    enqueue("tests.note", word="はい")
    assert done == []
    assert run_jobs() == 1
    assert done == ["はい"]


@pytest.mark.django_db(transaction=True)
def test_a_rollback_takes_the_job_with_it():
    with pytest.raises(RuntimeError), transaction.atomic():
        enqueue("tests.note", word="never")
        raise RuntimeError
    assert run_jobs() == 0


@pytest.mark.django_db
def test_an_unknown_job_is_refused_when_it_is_enqueued():
    with pytest.raises(LookupError):
        enqueue("tests.nothing")


def test_two_jobs_cannot_have_one_name():
    with pytest.raises(ValueError, match=r"tests\.note"):
        job("tests.note")(lambda: None)
    assert job_named("tests.note") is note


@pytest.mark.django_db
def test_a_job_for_later_waits():
    enqueue_at("tests.note", timezone.now() + timedelta(hours=1), word="later")
    assert run_jobs() == 0


@pytest.mark.django_db
def test_the_job_of_a_killed_worker_runs_again():
    enqueue("tests.note", word="again")
    DBTaskResult.objects.update(status=TaskResultStatus.RUNNING, started_at=timezone.now())
    assert run_jobs() == 0  # the twin: without requeueing it never runs
    assert requeue_abandoned(now=timezone.now()) == 0  # it may still be running somewhere
    assert requeue_abandoned(now=timezone.now(), older_than=timedelta(0)) == 1
    run_jobs()
    assert done == ["again"]


@pytest.mark.django_db
def test_a_long_job_is_alive_and_a_dead_worker_s_is_taken_over():
    found = []

    @job("tests.long")
    def long():
        DBTaskResult.objects.update(started_at=timezone.now() - timedelta(minutes=20))
        DBTaskResult.objects.filter(args_kwargs__args=["tests.note", {}]).update(status=TaskResultStatus.RUNNING)
        keep_going(timezone.now())
        found.extend(DBTaskResult.objects.order_by("enqueued_at").values_list("status", flat=True))

    enqueue("tests.long")
    enqueue("tests.note")
    with pytest.raises(TypeError):
        run_jobs()  # the second one lacks its word
    assert found == [TaskResultStatus.RUNNING, TaskResultStatus.READY]


@pytest.mark.django_db
@pytest.mark.parametrize(("ago", "left"), [(0, 1), (31, 0)])
def test_jobs_that_ended_long_ago_are_forgotten(ago, left):
    enqueue("tests.note", word="done")
    run_jobs()
    forget_finished(timezone.now() + timedelta(days=ago))
    assert DBTaskResult.objects.count() == left
    assert timedelta(days=31) > KEPT_FOR
