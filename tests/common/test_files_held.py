"""Bytes and transactions: stored bytes stay only with the rows that point at them."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.files.uploadhandler import load_handler
from django.db import transaction

from common.files import check_upload, receive_file, remove_file
from common.models import StoredFile
from tests.common.conftest import stored
from tests.factories.common import NOW, pdf_bytes, picture


def receive(upload):
    return receive_file(upload=upload, kind="open", subject=uuid4(), by=None, now=NOW)


@pytest.mark.django_db(transaction=True)
def test_a_rollback_removes_the_bytes(open_kind, private):
    with pytest.raises(RuntimeError), transaction.atomic():
        receive(picture())
        assert len(stored(private)) == 4
        raise RuntimeError
    assert (stored(private), StoredFile.objects.count()) == ([], 0)


@pytest.mark.django_db(transaction=True)
def test_a_rolled_back_savepoint_removes_only_its_bytes(open_kind, private):
    with transaction.atomic():
        receive(picture())
        with pytest.raises(RuntimeError), transaction.atomic():
            receive(picture())
            raise RuntimeError
    assert len(stored(private)) == 4


@pytest.mark.django_db(transaction=True)
def test_a_commit_callback_that_fails_does_not_cost_the_bytes(open_kind, private):
    def fail():
        raise RuntimeError

    with pytest.raises(RuntimeError), transaction.atomic():
        transaction.on_commit(fail)
        receive(picture())
    assert (len(stored(private)), StoredFile.objects.count()) == (4, 1)


@pytest.mark.django_db(transaction=True)
def test_twin_bytes_put_without_watching_the_transaction_stay(open_kind, private, monkeypatch):
    monkeypatch.setattr("common.files.held.delete_bytes", lambda key: None)
    with pytest.raises(RuntimeError), transaction.atomic():
        receive(picture())
        raise RuntimeError
    assert len(stored(private)) == 4


@pytest.mark.django_db(transaction=True)
def test_removing_waits_for_the_commit(open_kind, private):
    file = receive(picture())
    with pytest.raises(RuntimeError), transaction.atomic():
        remove_file(file=StoredFile.objects.get())
        raise RuntimeError
    assert len(stored(private)) == 4
    remove_file(file=StoredFile.objects.get(pk=file.pk))
    assert (stored(private), StoredFile.objects.count()) == ([], 0)


@pytest.mark.django_db(transaction=True)
def test_a_checked_upload_that_nobody_keeps_is_gone(open_kind, private):
    with check_upload(upload=picture(), kind="open") as checked:
        assert (checked.pages, len(stored(private))) == (1, 4)
    assert stored(private) == []


def test_a_large_upload_waits_in_the_private_folder(private, rf, settings):
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 10
    request = rf.post("/", {"file": SimpleUploadedFile("a.pdf", pdf_bytes())})
    request.upload_handlers = [load_handler(path, request) for path in settings.FILE_UPLOAD_HANDLERS]
    waiting = request.FILES["file"]
    assert (len(stored(private)), waiting.size) == (1, len(pdf_bytes()))
    waiting.close()
    assert stored(private) == []
