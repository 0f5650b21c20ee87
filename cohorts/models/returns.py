"""Sending back: which fields of an entry the office wants looked at again, why, and until when."""

from django.conf import settings
from django.db import models

from cohorts.models.entries import Entry, EntryRevision
from common.models import PublicModel

SENTENCE_LENGTH = 200


class EntryReturn(PublicModel):
    """One sending back of what was handed in as `revision`; open until it is answered or given up.

    `due_at` may lie after the deadline of the call: then the named fields, and nothing else, can still be changed.
    """

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="returns")
    revision = models.ForeignKey(EntryRevision, on_delete=models.PROTECT, related_name="+")
    due_at = models.DateTimeField()
    returned_at = models.DateTimeField()
    returned_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["entry"], condition=models.Q(closed_at__isnull=True), name="return_one_open"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entry_id} until {self.due_at.isoformat()}"


class ReturnedField(models.Model):
    """One field with the office's sentence to the entrant; `key` is a field of the form or "files"."""

    entry_return = models.ForeignKey(EntryReturn, on_delete=models.CASCADE, related_name="fields")
    key = models.SlugField(max_length=40)
    sentence = models.CharField(max_length=SENTENCE_LENGTH)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["entry_return", "key"], name="returned_field_unique"),
            models.CheckConstraint(condition=~models.Q(sentence=""), name="returned_field_has_sentence"),
        ]

    def __str__(self) -> str:
        return f"{self.entry_return_id} {self.key}"
