from secrets import token_hex
from typing import TYPE_CHECKING
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID


def new_epoch() -> str:
    """A name for one unbroken numbering; random, so that a restored backup can never repeat one."""
    return token_hex(6)


class StreamManager(models.Manager["Stream"]):
    def at(self, kind: str, key: str) -> "Stream":
        """The stream of `key`, made on first use.

        A stream row is only an address with a counter: making it tells nobody anything, so reads may do it too.
        """
        stream, _created = self.get_or_create(kind=kind, key=key)
        return stream


class Stream(models.Model):
    """One numbered sequence of events: a channel, a sketch, a person's inbox."""

    # Content management keeps an index of references between models; events are none of its business and frequent.
    wagtail_reference_index_ignore = True

    public_id: "models.UUIDField[UUID, UUID]" = models.UUIDField(default=uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=80)
    epoch = models.CharField(max_length=12, default=new_epoch, editable=False)
    last_seq = models.PositiveBigIntegerField(default=0, editable=False)

    objects = StreamManager()

    class Meta:
        verbose_name = _("stream")
        verbose_name_plural = _("streams")
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="realtime_stream_kind_key")]

    def __str__(self) -> str:
        return f"{self.kind}:{self.key}"


class StreamEvent(models.Model):
    """That something happened to an object, with its place in the order. Append-only; never holds content."""

    wagtail_reference_index_ignore = True

    pk = models.CompositePrimaryKey("stream_id", "seq")
    stream = models.ForeignKey(Stream, on_delete=models.CASCADE, related_name="events", db_index=False)
    seq = models.PositiveBigIntegerField()
    kind = models.CharField(max_length=40)
    object_id: "models.UUIDField[UUID, UUID]" = models.UUIDField()
    data = models.JSONField(default=dict)
    # No index: people are deactivated, not deleted, and an index would be paid for at every event.
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    created_at: "models.DateTimeField[datetime, datetime]" = models.DateTimeField()

    class Meta:
        verbose_name = _("stream event")
        verbose_name_plural = _("stream events")

    def __str__(self) -> str:
        return f"{self.stream_id}/{self.seq} {self.kind}"
