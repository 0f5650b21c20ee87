"""What killed processes leave behind goes; what waits too long is drawn again, then refused."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from common.enums import FileState
from common.files import receive_file
from common.files.held import delete_bytes
from common.files.stores import FolderStore
from common.files.sweeping import resume_waiting, sweep, sweep_files
from common.models import StoredFile
from tests.common.conftest import path_of, stored
from tests.factories.common import NOW, pdf, run_jobs

LATER = timedelta(hours=2)


def receive(**more):
    return receive_file(upload=pdf(), kind="open", subject=uuid4(), by=None, now=NOW)


def now():
    return datetime.now(NOW.tzinfo)


@pytest.mark.django_db
def test_orphans_of_a_killed_process_are_swept_after_an_hour(open_kind, private):
    file = receive()
    lost = path_of("abcdef")
    lost.parent.mkdir(parents=True, exist_ok=True)
    lost.write_bytes(b"lost")
    half, upload = private / "incoming" / "half", private / "incoming" / "upload-1"
    half.mkdir()
    upload.write_bytes(b"half")
    assert sweep_files(now=now()) == 0
    assert sweep_files(now=now() + LATER) == 1
    assert not half.exists()
    assert [path.name for path in stored(private)] == [StoredFile.objects.get(pk=file.pk).variants.get().storage_key]


@pytest.mark.django_db
def test_what_vanishes_during_the_sweep_is_no_error(open_kind, private, monkeypatch):
    monkeypatch.setattr("pathlib.Path.glob", lambda self, pattern: iter([private / "gone"]))
    monkeypatch.setattr("pathlib.Path.iterdir", lambda self: iter([private / "gone"]))
    assert sweep_files(now=now() + LATER) == 0


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("waited", "state"), [(0.5, FileState.RECEIVED), (2, FileState.READY), (25, FileState.REFUSED)]
)
def test_a_file_whose_job_failed_is_drawn_again_and_after_a_day_refused(open_kind, waited, state):
    from django_tasks_db.models import DBTaskResult

    file = receive()
    DBTaskResult.objects.all().delete()
    resume_waiting(now=NOW + timedelta(hours=waited))
    run_jobs()
    file.refresh_from_db()
    assert file.state == state
    assert bool(file.refusal_sentence) is (state == FileState.REFUSED)


@pytest.mark.django_db
def test_the_duty_does_both(open_kind):
    file = receive()
    StoredFile.objects.filter(pk=file.pk).update(created_at=now() - LATER)
    sweep(now())
    assert run_jobs() == 2


def test_bytes_that_cannot_be_deleted_are_left_to_the_sweep(private, monkeypatch, caplog):
    def fail(self, key):
        raise PermissionError

    monkeypatch.setattr(FolderStore, "delete", fail)
    delete_bytes("abcdef")
    assert [record.levelname for record in caplog.records] == ["WARNING"]
    caplog.clear()
