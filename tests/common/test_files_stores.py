"""The folder and the object store keep the same promises; the latter against a real server process."""

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import boto3
import pytest
from django.db import transaction

from common.files import file_url, receive_file, remove_file
from common.files.stores import ObjectStore, StoreAway, the_store
from common.files.sweeping import sweep_files
from common.models import StoredFile
from tests.factories.common import NOW, pdf, picture, run_jobs
from tests.faults.ports import free_port

WITH_ACCOUNT = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "AWS_DEFAULT_REGION": "ap-northeast-1"}


@pytest.fixture(scope="module")
def endpoint():
    """A server that speaks the S3 protocol, on a port of its own."""
    address = f"http://127.0.0.1:{(port := free_port())}"
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    server = subprocess.Popen(command, env={**os.environ, **WITH_ACCOUNT}, **quiet)
    try:
        deadline = time.monotonic() + 30
        while not answers(address):
            assert time.monotonic() < deadline
            time.sleep(0.1)
        yield address
    finally:
        server.kill()
        server.wait()


def answers(address):
    try:
        urllib.request.urlopen(f"{address}/moto-api/", timeout=2).close()
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
    return True


@pytest.fixture
def bucket(endpoint, monkeypatch):
    for name, value in WITH_ACCOUNT.items():
        monkeypatch.setenv(name, value)
    name = f"hiroba-{uuid4().hex}"
    where = {"LocationConstraint": WITH_ACCOUNT["AWS_DEFAULT_REGION"]}
    boto3.client("s3", endpoint_url=endpoint).create_bucket(Bucket=name, CreateBucketConfiguration=where)
    return name


@pytest.fixture(params=["folder", "bucket", "bucket with prefix"])
def store(request, settings, private):
    """Each kind of store as this installation's."""
    if request.param != "folder":
        bucket, endpoint = request.getfixturevalue("bucket"), request.getfixturevalue("endpoint")
        settings.FILE_STORE = f"s3://{bucket}{'/files' if 'prefix' in request.param else ''}"
        settings.FILE_STORE_ENDPOINT = endpoint
    return the_store()


def keys(store):
    return sorted(store.keys_before(datetime.now(UTC) + timedelta(hours=1)))


def test_bytes_come_back_and_go(store, tmp_path):
    for key, content in (("aa11", b"one"), ("bb22", b"two")):
        (tmp_path / "source").write_bytes(content)
        store.put(tmp_path / "source", key)
    assert (store.read("aa11"), keys(store)) == (b"one", ["aa11", "bb22"])
    assert list(store.keys_before(datetime.now(UTC) - timedelta(hours=1))) == []
    store.delete("aa11")
    store.delete("aa11")
    with pytest.raises(FileNotFoundError):
        store.read("aa11")
    assert keys(store) == ["bb22"]


@pytest.mark.django_db(transaction=True)
def test_a_file_s_whole_life(store, open_kind, client):
    file = receive_file(upload=pdf(pages=1), kind="open", subject=uuid4(), by=None, now=NOW)
    run_jobs()
    assert client.get(file_url(file, "page-1")).content[6:10] == b"JFIF"
    with pytest.raises(RuntimeError), transaction.atomic():
        receive_file(upload=picture(), kind="open", subject=uuid4(), by=None, now=NOW)
        raise RuntimeError
    assert len(keys(store)) == 4
    remove_file(file=StoredFile.objects.get())
    assert keys(store) == []


@pytest.mark.django_db
def test_orphans_are_swept(store, open_kind, tmp_path):
    receive_file(upload=picture(), kind="open", subject=uuid4(), by=None, now=NOW)
    (tmp_path / "source").write_bytes(b"lost")
    store.put(tmp_path / "source", "lost")
    assert sweep_files(now=datetime.now(UTC) + timedelta(hours=2)) == 1
    assert len(keys(store)) == 4


@pytest.mark.django_db
def test_a_store_that_does_not_answer_is_a_sentence(open_kind, client, settings, monkeypatch):
    file = receive_file(upload=picture(), kind="open", subject=uuid4(), by=None, now=NOW)
    for name, value in WITH_ACCOUNT.items():
        monkeypatch.setenv(name, value)
    settings.FILE_STORE, settings.FILE_STORE_ENDPOINT = "s3://nobody", f"http://127.0.0.1:{free_port()}"
    answer = client.get(file_url(file, "page-1"))
    assert answer.status_code == 503
    assert "ファイルの置き場所につながりません" in answer.content.decode()


def test_a_bucket_that_is_closed_to_us_is_a_store_that_is_away(endpoint, bucket):
    with pytest.raises(StoreAway):
        ObjectStore(f"s3://{bucket}-other", endpoint).put(Path(__file__), "aa11")
