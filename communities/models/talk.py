"""Messages and how far people have read.

A message carries two numbers of its channel's event stream: `seq` (when it was posted; the order everybody sees) and
`changed_seq` (its last event). So "what changed after N" is one indexed query, without replaying events. An answer
names the message that opened its thread and is numbered like any other; what happens to it also moves the opening
message's `changed_seq`, because readers see there how many answers stand and the last one. Both are kept in its row,
which whoever writes an answer holds: a page of messages needs no further query for them.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q

from common.models import PublicModel, RevisedModel
from communities.enums import ReactionKind, RemovalReason
from communities.models.places import Channel

BODY_LENGTH = 4000
FINGERPRINT_LENGTH = 64


class Message(PublicModel, RevisedModel):
    """Something said. Never deleted: a removed one keeps its body for an appeal and shows a tombstone."""

    wagtail_reference_index_ignore = True

    channel = models.ForeignKey(Channel, models.CASCADE, related_name="messages")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="messages")
    root = models.ForeignKey("self", models.CASCADE, null=True, related_name="answers", db_index=False)
    answer_count = models.PositiveIntegerField(default=0)
    last_answer = models.ForeignKey("self", models.SET_NULL, null=True, related_name="+", db_index=False)
    body = models.TextField()
    # Who was called by name and told of it, once: [{"id": public id, "name": as it stands in the text}].
    mentions = models.JSONField(default=list)
    # What hangs on it, as `actions.attachments.described` says; here, so that a page of messages asks nothing more.
    attachments = models.JSONField(default=list)
    file_count = models.PositiveSmallIntegerField(default=0)
    client_id = models.UUIDField()
    fingerprint = models.CharField(max_length=FINGERPRINT_LENGTH)
    seq = models.PositiveBigIntegerField()
    changed_seq = models.PositiveBigIntegerField()
    edited_at = models.DateTimeField(null=True)
    removed_at = models.DateTimeField(null=True)
    removed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    removal_reason = models.CharField(max_length=12, choices=RemovalReason, blank=True)

    class Meta:
        ordering = ["seq"]
        constraints = [
            models.UniqueConstraint(fields=["author", "client_id"], name="message_once"),
            models.UniqueConstraint(fields=["channel", "seq"], name="message_order"),
            models.CheckConstraint(condition=~Q(body="") | Q(file_count__gt=0), name="message_has_body"),
            models.CheckConstraint(
                condition=Q(removed_at=None, removed_by=None, removal_reason="")
                | (Q(removed_at__isnull=False, removed_by__isnull=False) & ~Q(removal_reason="")),
                name="message_removal_has_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["channel", "changed_seq"], name="message_changes"),
            models.Index(fields=["channel", "seq"], condition=Q(root=None), name="message_roots"),
            models.Index(fields=["root", "seq"], name="message_answers"),
        ]

    def __str__(self) -> str:
        return f"{self.channel_id}:{self.seq}"

    @property
    def is_removed(self) -> bool:
        """Whether readers see a tombstone instead."""
        return self.removed_at is not None


class Reaction(models.Model):
    """One word that one person said to a message; once for each kind."""

    wagtail_reference_index_ignore = True

    message = models.ForeignKey(Message, models.CASCADE, related_name="reactions")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=8, choices=ReactionKind)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["message", "user", "kind"], name="reaction_once")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.kind} {self.message_id}"


class ReadMark(models.Model):
    """How far somebody has read a channel; it only moves forward."""

    wagtail_reference_index_ignore = True

    channel = models.ForeignKey(Channel, models.CASCADE, related_name="read_marks")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    seq = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["channel", "user"], name="read_mark_once")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.channel_id}:{self.seq}"
