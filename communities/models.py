"""Communities, their people, channels and messages.

A message carries two numbers of its channel's event stream: `seq` (when it was posted; the order everybody sees) and
`changed_seq` (its last event). So "what changed after N" is one indexed query, without replaying events.
"""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from common.models import PublicModel, RevisedModel
from communities.enums import (
    CHANNEL_ICONS,
    PICTURE_TEXTS,
    PICTURES,
    ChannelKind,
    CommunityKind,
    JoinPolicy,
    MemberRole,
    RemovalReason,
)

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

NAME_LENGTH = 60
THEME_LENGTH = 40
SENTENCE_LENGTH = 120
BODY_LENGTH = 4000
FINGERPRINT_LENGTH = 64


class CommunityQuerySet(models.QuerySet["Community"]):
    """Communities by who may know of them."""

    def listed(self) -> "CommunityQuerySet":
        """Those that everybody may see in the directory."""
        return self.exclude(join_policy=JoinPolicy.INVITE, is_public_archive=False)

    def of(self, user_id: int) -> "CommunityQuerySet":
        """Those somebody belongs to."""
        return self.filter(pk__in=Membership.objects.filter(user_id=user_id).values("community_id"))


class Community(PublicModel):
    """A place for one theme. The theme is required: without one there is nothing to gather round."""

    # Content management keeps an index of references between models; talk is none of its business and frequent.
    wagtail_reference_index_ignore = True

    name = models.CharField(max_length=NAME_LENGTH)
    slug = models.SlugField(unique=True, allow_unicode=True)
    kind = models.CharField(max_length=16, choices=CommunityKind)
    theme = models.CharField(max_length=THEME_LENGTH)
    summary = models.CharField(max_length=SENTENCE_LENGTH, blank=True)
    join_policy = models.CharField(max_length=8, choices=JoinPolicy)
    is_public_archive = models.BooleanField(default=False)
    picture = models.CharField(max_length=32, blank=True)

    objects = CommunityQuerySet.as_manager()

    class Meta:
        verbose_name = _("community")
        verbose_name_plural = _("communities")
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="community_has_name"),
            models.CheckConstraint(condition=~Q(theme=""), name="community_has_theme"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_listed(self) -> bool:
        """Whether people outside may know that it exists."""
        return self.join_policy != JoinPolicy.INVITE or self.is_public_archive

    @property
    def is_open(self) -> bool:
        """Whether one becomes a member by pressing a button."""
        return self.join_policy == JoinPolicy.OPEN

    @property
    def drawing(self) -> str:
        """Name of the drawing it wears."""
        return self.picture or PICTURES[self.kind]

    @property
    def drawing_text(self) -> "_StrOrPromise":
        """What is going on in the drawing."""
        return PICTURE_TEXTS[self.drawing]


class Membership(models.Model):
    """Somebody's place in a community; its date is where the unread messages begin."""

    wagtail_reference_index_ignore = True

    community = models.ForeignKey(Community, models.CASCADE, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="community_memberships")
    role = models.CharField(max_length=12, choices=MemberRole, default=MemberRole.MEMBER)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "user"], name="membership_once")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.role} {self.community_id}"


class Channel(PublicModel):
    """A line of talk inside a community; its stream has the kind "channel" and the public id as key."""

    wagtail_reference_index_ignore = True

    community = models.ForeignKey(Community, models.CASCADE, related_name="channels")
    name = models.CharField(max_length=NAME_LENGTH)
    purpose = models.CharField(max_length=SENTENCE_LENGTH, blank=True)
    kind = models.CharField(max_length=16, choices=ChannelKind, default=ChannelKind.TALK)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="channel_has_name"),
            models.UniqueConstraint(fields=["community", "name"], name="channel_name_once"),
        ]

    def __str__(self) -> str:
        return self.name

    @cached_property
    def stream_key(self) -> str:
        """Key of the event stream."""
        return str(self.public_id)

    @property
    def icon(self) -> str:
        """Icon in the side bar."""
        return CHANNEL_ICONS[self.kind]


class Message(PublicModel, RevisedModel):
    """Something said. Never deleted: a removed one keeps its body for an appeal and shows a tombstone."""

    wagtail_reference_index_ignore = True

    channel = models.ForeignKey(Channel, models.CASCADE, related_name="messages")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="messages")
    body = models.TextField()
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
            models.CheckConstraint(condition=~Q(body=""), name="message_has_body"),
            models.CheckConstraint(
                condition=Q(removed_at=None, removed_by=None, removal_reason="")
                | (Q(removed_at__isnull=False, removed_by__isnull=False) & ~Q(removal_reason="")),
                name="message_removal_has_reason",
            ),
        ]
        indexes = [models.Index(fields=["channel", "changed_seq"], name="message_changes")]

    def __str__(self) -> str:
        return f"{self.channel_id}:{self.seq}"

    @property
    def is_removed(self) -> bool:
        """Whether readers see a tombstone instead."""
        return self.removed_at is not None


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
