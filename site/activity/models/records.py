"""The audit trail, and the chain that shows whether somebody changed it afterwards."""

import uuid
from typing import Any, NoReturn

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

REFUSAL = "records are append-only"


class AppendOnlyQuerySet(models.QuerySet[Any]):
    """Reading and inserting only: what happened cannot be made not to have happened."""

    def update(self, **kwargs: Any) -> NoReturn:
        """Refuse."""
        raise TypeError(REFUSAL)

    def bulk_update(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse."""
        raise TypeError(REFUSAL)

    def delete(self) -> NoReturn:
        """Refuse."""
        raise TypeError(REFUSAL)


class AppendOnlyModel(models.Model):
    """Rows that are written once; the database refuses, too (`append_only.py`)."""

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Insert only."""
        if not self._state.adding:
            raise TypeError(REFUSAL)
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse."""
        raise TypeError(REFUSAL)


class Record(AppendOnlyModel):
    """One line of the audit trail: who did or read what, when, on whose behalf; facts, never content.

    `part_of` is the larger object when the subject is a part (the entry of a file), so that one question finds both.
    `mark` is a keyed hash of the other fields, made when the line is written: the sealing worker takes nothing
    without a right one into the chain.
    """

    # Content management keeps an index of references between models; these lines are none of its business.
    wagtail_reference_index_ignore = True

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    at = models.DateTimeField(_("when"))
    # PROTECT: people are deactivated, not deleted, and a line must not change when one is.
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    actor_role = models.CharField(_("acting as"), max_length=60, blank=True)
    on_behalf_of = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    verb = models.SlugField(_("what"), max_length=60)
    is_reading = models.BooleanField(_("only read"), default=False)
    subject_kind = models.CharField(_("kind of object"), max_length=60)
    subject_id = models.UUIDField(_("object"), null=True)
    part_of = models.UUIDField(_("part of"), null=True)
    facts = models.JSONField(_("facts"), default=dict)
    mark = models.CharField(_("mark"), max_length=64, blank=True, editable=False)

    class Meta:
        verbose_name = _("record")
        indexes = [
            models.Index(fields=["subject_id", "at"], name="record_subject"),
            models.Index(fields=["part_of", "at"], name="record_part_of"),
            models.Index(fields=["at", "public_id"], name="record_at"),
        ]

    def __str__(self) -> str:
        return f"{self.at.isoformat()} {self.verb} {self.subject_kind}"


class Pruning(AppendOnlyModel):
    """Lines that were taken out because they had been kept long enough; their links stay in the chain.

    `positions` names the links whose lines are gone, `mark` (a keyed hash) shows that this installation took them
    out, `last_digest` ties it to this chain: a line that is missing without one of these was removed by somebody.
    """

    wagtail_reference_index_ignore = True

    pruned_at = models.DateTimeField(_("removed at"))
    first = models.BigIntegerField(_("first position"))
    last = models.BigIntegerField(_("last position"), db_index=True)
    last_digest = models.CharField(_("digest of the last position"), max_length=64)
    positions = models.JSONField(_("positions"))
    mark = models.CharField(_("mark"), max_length=64, editable=False)

    class Meta:
        verbose_name = _("removal on schedule")

    def __str__(self) -> str:
        return f"{self.first}–{self.last}"


class Seal(AppendOnlyModel):
    """One link of the chain: `digest` binds the line's content and mark to the digest of the link before it.

    Written by the worker in batches, never by whoever writes a line: writers would queue for the end of the chain
    (−60 % on PostgreSQL when it was tried). The line is named by number and public id without a foreign key, so that
    a line that was removed can still be named. Positions run from 1 without holes.
    """

    wagtail_reference_index_ignore = True

    position = models.BigIntegerField(_("position"), primary_key=True)
    record_number = models.BigIntegerField(_("number of the record"), unique=True)
    record_public_id = models.UUIDField(_("record"))
    digest = models.CharField(_("digest"), max_length=64)
    sealed_at = models.DateTimeField(_("sealed at"), default=timezone.now)

    class Meta:
        verbose_name = _("seal")

    def __str__(self) -> str:
        return f"{self.position} {self.digest[:12]}"
