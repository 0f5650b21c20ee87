"""Communities, their people and channels."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from common.models import PublicModel
from communities.enums import (
    CHANNEL_ICONS,
    PICTURE_TEXTS,
    PICTURES,
    ChannelKind,
    CommunityKind,
    JoinPolicy,
    MemberRole,
)

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

NAME_LENGTH = 60
THEME_LENGTH = 40
SENTENCE_LENGTH = 120


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
