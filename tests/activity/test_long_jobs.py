"""Long work goes on after a kill from where it was, and shows how far it is."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from activity import append_only
from activity.actions import record, seal_records
from activity.long_jobs import VERIFY
from activity.models import Record
from common import long_jobs
from common.enums import LongJobState
from common.long_jobs import (
    LongJobKind,
    Step,
    do_long_jobs,
    long_job_kind,
    register_long_job,
    start_long_job,
    take_long_job,
    work_on,
)
from common.models import LongJob
from tests.factories.accounts import NOW, UserFactory, user_with_role

pytestmark = pytest.mark.django_db


class Killed(BaseException):
    """What a SIGKILL looks like from inside: nothing gets to clean up."""


@pytest.fixture
def counted(monkeypatch, settings, tmp_path):
    """A job of ten steps that notes which ones it did, and can be killed in one of them."""
    settings.DATA_DIR = tmp_path
    monkeypatch.setattr(long_jobs, "_kinds", dict(long_jobs._kinds))
    did: list[int] = []
    trouble: dict[int, BaseException] = {}

    def step(job):
        number = job.cursor.get("n", 0)
        did.append(number)
        if number in trouble:
            raise trouble.pop(number)
        result = {"ok": True} if number == 9 else None
        return Step({"n": number + 1}, done=number + 1, total=10, result=result)

    register_long_job(LongJobKind("tests.count", "数える", step, lambda result: ["ok"]))
    return did, trouble


def test_a_killed_worker_loses_one_step_at_most(counted):
    did, trouble = counted
    trouble[4] = Killed()
    job = start_long_job(name="tests.count", owner=UserFactory(), now=NOW)
    with pytest.raises(Killed):
        do_long_jobs(NOW)
    job.refresh_from_db()
    assert (job.done, job.state) == (4, LongJobState.WAITING)
    assert take_long_job(now=timezone.now()) is None  # its lease still runs: somebody may be at it
    LongJob.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    do_long_jobs(NOW)
    job.refresh_from_db()
    assert (job.state, job.done, job.result) == (LongJobState.DONE, 10, {"ok": True})
    assert did == [0, 1, 2, 3, 4, 4, 5, 6, 7, 8, 9]


def test_the_twin_without_a_cursor_begins_again(counted):
    did, trouble = counted
    trouble[4] = Killed()
    start_long_job(name="tests.count", owner=UserFactory(), now=NOW)
    with pytest.raises(Killed):
        do_long_jobs(NOW)
    LongJob.objects.update(lease_until=None, cursor={})
    do_long_jobs(NOW)
    assert did.count(0) == 2


def test_a_step_that_fails_is_tried_again_and_given_up_in_the_end(counted, caplog):
    _did, trouble = counted
    trouble[2] = RuntimeError("once")
    job = start_long_job(name="tests.count", owner=UserFactory(), now=NOW)
    do_long_jobs(NOW)
    do_long_jobs(NOW)
    job.refresh_from_db()
    assert job.state == LongJobState.DONE
    hopeless = start_long_job(name="tests.count", owner=UserFactory(), now=NOW)
    for _ in range(3):
        trouble[0] = RuntimeError("always")
        do_long_jobs(NOW)
    hopeless.refresh_from_db()
    assert hopeless.state == LongJobState.FAILED
    assert "tests.count failed" in caplog.text


def test_jobs_take_turns(counted):
    first = start_long_job(name="tests.count", owner=UserFactory(), now=NOW)
    second = start_long_job(name="tests.count", owner=UserFactory(), now=NOW)
    taken = take_long_job(now=timezone.now())
    assert taken == first
    work_on(taken, seconds=0)
    assert take_long_job(now=timezone.now()) == second
    first.refresh_from_db()
    assert first.done == 1


def test_pressing_twice_starts_one(counted):
    person = UserFactory()
    assert start_long_job(name="tests.count", owner=person, now=NOW) == start_long_job(
        name="tests.count", owner=person, now=NOW
    )
    with pytest.raises(LookupError):
        long_job_kind("tests.nothing")


# ---- the check of the audit trail


@pytest.fixture
def staff(client, counted):
    person = user_with_role("staff")
    client.force_login(person)
    for number in range(3):
        record(verb="checked", subject=person, by=person, now=NOW, facts={"n": number})
    seal_records(now=NOW)
    return person


def page_of(client):
    url = client.post("/records/verify/")["Location"]
    before = client.get(url).content.decode()
    assert ("data-under-way" in before, "まもなく始まります" in before) == (True, True)
    do_long_jobs(NOW)
    return client.get(url).content.decode()


def test_the_check_says_that_all_is_well(client, staff):
    page = page_of(client)
    assert ("3件の記録は、すべて書かれたときのまま" in page, "data-under-way" in page) == (True, False)
    assert Record.objects.filter(verb="records_verified", actor=staff).count() == 1


def test_the_check_names_what_was_changed(client, staff):
    line = Record.objects.filter(verb="checked").first()
    append_only.take_down(connection)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE activity_record SET verb = 'forged' WHERE id = %s", [line.pk])
    append_only.put_up(connection)
    page = page_of(client)
    assert f"記録 {line.public_id} は、書かれた後に変えられています" in page
    assert LongJob.objects.get().name == VERIFY
