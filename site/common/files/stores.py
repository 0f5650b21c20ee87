"""Where the bytes lie: a folder, or an S3-compatible object store. Nothing else knows which.

A key is 40 random hexadecimal digits, made in `held`; it never comes from outside and never says whose bytes it names.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from common.errors import HirobaError

MISSING = {"404", "NoSuchKey", "NotFound"}


class StoreAway(HirobaError):
    """The object store does not answer; nothing was written."""

    status = 503
    default = _("Files cannot be reached just now. Please try again in a few minutes.")


class Store(Protocol):
    """What both stores promise. Bytes are whole or absent; `put` answers when they would survive a power cut."""

    def put(self, source: Path, key: str) -> None:
        """Take over a finished file."""

    def read(self, key: str) -> bytes:
        """The bytes; FileNotFoundError when there are none."""

    def delete(self, key: str) -> None:
        """Remove them; missing ones are no error."""

    def keys_before(self, moment: datetime) -> Iterator[str]:
        """All keys whose bytes were written before a moment."""

    def hand_over(self, key: str) -> str:
        """The address under which the proxy in front finds the bytes by itself, or nothing."""


class FolderStore:
    """`<root>/ab/abcdef…`: the first two digits keep folders small."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def path(self, key: str) -> Path:
        """Where the bytes of a key lie."""
        return self.root / key[:2] / key

    def put(self, source: Path, key: str) -> None:
        """Sync the bytes, rename (atomic), sync the folder; the source must lie on the same file system."""
        target = self.path(key)
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        _sync(source)
        source.replace(target)
        _sync(target.parent)

    def read(self, key: str) -> bytes:
        """A file is small enough to be read at once."""
        return self.path(key).read_bytes()

    def delete(self, key: str) -> None:
        """Remove the file."""
        self.path(key).unlink(missing_ok=True)

    def keys_before(self, moment: datetime) -> Iterator[str]:
        """By the time of the last write."""
        for path in self.root.glob("*/*"):
            try:
                if path.stat().st_mtime < moment.timestamp():
                    yield path.name
            except FileNotFoundError:
                continue

    def hand_over(self, key: str) -> str:
        """nginx: `location <FILE_ACCEL_PREFIX> { internal; alias <PRIVATE_ROOT>/; }`."""
        prefix = settings.FILE_ACCEL_PREFIX
        return f"{prefix}store/{key[:2]}/{key}" if prefix else ""


class ObjectStore:
    """A bucket: `s3://bucket/prefix`. Credentials come from the environment, as boto3 reads them (AWS_…)."""

    def __init__(self, address: str, endpoint: str) -> None:
        import boto3  # noqa: PLC0415 — an extra of large installations
        from botocore.config import Config  # noqa: PLC0415

        parts = urlsplit(address)
        self.bucket, self.prefix = parts.netloc, parts.path.strip("/")
        limits = Config(connect_timeout=5, read_timeout=20, retries={"max_attempts": 3, "mode": "standard"})
        self.client: Any = boto3.client("s3", endpoint_url=endpoint or None, config=limits)

    def put(self, source: Path, key: str) -> None:
        """Upload; the store answers when it has kept the whole object."""
        with self._reached(), source.open("rb") as body:
            self.client.put_object(Bucket=self.bucket, Key=self._name(key), Body=body)

    def read(self, key: str) -> bytes:
        """Fetch the whole object."""
        with self._reached():
            found = self.client.get_object(Bucket=self.bucket, Key=self._name(key))
            return bytes(found["Body"].read())

    def delete(self, key: str) -> None:
        """Remove the object."""
        with self._reached():
            self.client.delete_object(Bucket=self.bucket, Key=self._name(key))

    def keys_before(self, moment: datetime) -> Iterator[str]:
        """By the store's own clock, a thousand at a time."""
        with self._reached():
            pages = self.client.get_paginator("list_objects_v2").paginate(Bucket=self.bucket, Prefix=self._name(""))
            for page in pages:
                for found in page.get("Contents", ()):
                    if found["LastModified"].astimezone(UTC) < moment:
                        yield found["Key"].rpartition("/")[2]

    def hand_over(self, key: str) -> str:
        """The bytes pass through us: no address of the bucket ever leaves the server."""
        return ""

    def _name(self, key: str) -> str:
        return f"{self.prefix}/{key}" if self.prefix else key

    @contextmanager
    def _reached(self) -> Iterator[None]:
        from botocore.exceptions import BotoCoreError, ClientError  # noqa: PLC0415

        try:
            yield
        except ClientError as error:
            if error.response.get("Error", {}).get("Code") in MISSING:
                raise FileNotFoundError from error
            raise StoreAway from error
        except BotoCoreError as error:
            raise StoreAway from error


def the_store() -> Store:
    """The store of this installation (`HIROBA_FILE_STORE`, `HIROBA_FILE_STORE_ENDPOINT`)."""
    if settings.FILE_STORE:
        return _object_store(settings.FILE_STORE, settings.FILE_STORE_ENDPOINT)
    return FolderStore(Path(settings.PRIVATE_ROOT) / "store")


@lru_cache(maxsize=4)
def _object_store(address: str, endpoint: str) -> ObjectStore:
    return ObjectStore(address, endpoint)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
