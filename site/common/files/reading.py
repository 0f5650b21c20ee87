"""Finding files and asking whether a person may read them."""

from typing import Any
from uuid import UUID

from django.db import models
from django.urls import reverse

from common.errors import NotFound
from common.files.registry import file_kind
from common.models import FileVariant, StoredFile


def files_for(subject: UUID, kind: str) -> models.QuerySet[StoredFile]:
    """The files of an object, oldest first, with their variants in one further query."""
    return StoredFile.objects.about(subject, kind).prefetch_related("variants")


def readable_variant(*, public_id: UUID, name: str, user: Any) -> FileVariant:
    """One stored form of a file, if the file's kind lets `user` read just this form of it now.

    Raises NotFound, the same for a missing file, a missing variant, an unknown kind and a denied one.
    """
    variant = FileVariant.objects.select_related("file").filter(file__public_id=public_id, name=name).first()
    if variant is None:
        raise NotFound
    try:
        kind = file_kind(variant.file.kind)
    except LookupError:
        raise NotFound from None
    if not kind.may_read(user, variant.file, variant.name):
        raise NotFound
    return variant


def file_url(file: StoredFile, variant: str = "original") -> str:
    """The address of a variant; whoever opens it is asked for the right."""
    return reverse("common:file", args=[file.public_id, variant])
