"""Sketches: versions of one drawing, their pages, and what people pinned to a point of a page."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cohorts.models import Entry
from common.models import PublicModel, RevisedModel, StoredFile
from mentoring.enums import AnnotationState, Sticker

PERSON: Any = settings.AUTH_USER_MODEL


class Sketch(PublicModel):
    """The vision of one entry as a drawing; it grows by versions and belongs to the entry's team."""

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="sketches")
    title = models.CharField(_("title"), max_length=80)
    created_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    is_public = models.BooleanField(_("shown to everybody"), default=False)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    published_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("idea sketch")
        verbose_name_plural = _("idea sketches")
        ordering = ["-created_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_public=False) | Q(published_at__isnull=False, published_by__isnull=False),
                name="sketch_published_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def stream_key(self) -> str:
        """Key of its stream (kind "sketch")."""
        return str(self.public_id)


class SketchVersion(models.Model):
    """One uploaded picture or PDF; `caption` is also what is read to those who do not see the drawing.

    `client_id` makes a doubled upload one version.
    """

    sketch = models.ForeignKey(Sketch, models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField(_("number"))
    file = models.OneToOneField(StoredFile, models.PROTECT, related_name="sketch_version")
    caption = models.CharField(_("caption"), max_length=120)
    created_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(_("created at"))
    client_id = models.UUIDField()

    class Meta:
        verbose_name = _("version of a sketch")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["sketch", "number"], name="version_number_once"),
            models.UniqueConstraint(fields=["created_by", "client_id"], name="version_client_once"),
        ]

    def __str__(self) -> str:
        return f"{self.sketch_id} v{self.number}"


class SketchPage(models.Model):
    """One page as a picture; rows exist as soon as it can be shown."""

    version = models.ForeignKey(SketchVersion, models.CASCADE, related_name="pages")
    number = models.PositiveSmallIntegerField(_("number"))
    width = models.PositiveIntegerField(_("width"))
    height = models.PositiveIntegerField(_("height"))

    class Meta:
        verbose_name = _("page of a sketch")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["version", "number"], name="page_number_once"),
            models.CheckConstraint(condition=Q(width__gt=0, height__gt=0), name="page_has_size"),
        ]

    def __str__(self) -> str:
        return f"{self.version_id} p{self.number}"

    @property
    def variant(self) -> str:
        """Name of the page among the file's variants."""
        return f"page-{self.number}"


class Annotation(PublicModel, RevisedModel):
    """A numbered pin on a point or box of a page; numbers are shares of its width and height, from the top left.

    A point has no width and height. The pin stays on the page it was set on; newer versions show it there too, or
    where somebody moved it (`PinPlace`).

    `sketch` repeats what the page tells, so that the database itself can hold numbers apart within a sketch.
    """

    wagtail_reference_index_ignore = True

    sketch = models.ForeignKey(Sketch, models.CASCADE, related_name="annotations")
    page = models.ForeignKey(SketchPage, models.CASCADE, related_name="annotations")
    number = models.PositiveSmallIntegerField(_("number"))
    sticker = models.CharField(_("sticker"), max_length=10, choices=Sticker, blank=True)
    x = models.FloatField(_("from the left"))
    y = models.FloatField(_("from the top"))
    width = models.FloatField(_("width"), default=0)
    height = models.FloatField(_("height"), default=0)
    author = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    state = models.CharField(_("state"), max_length=10, choices=AnnotationState, default=AnnotationState.OPEN)
    state_changed_at = models.DateTimeField(_("last change"), null=True)
    state_changed_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    client_id = models.UUIDField()

    class Meta:
        verbose_name = _("pin")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["sketch", "number"], name="pin_number_once"),
            models.UniqueConstraint(fields=["author", "client_id"], name="pin_client_once"),
            models.CheckConstraint(condition=Q(x__range=(0, 1), y__range=(0, 1)), name="pin_inside"),
            models.CheckConstraint(
                condition=Q(width=0, height=0) | Q(width__gt=0, height__gt=0), name="pin_point_or_box"
            ),
            # The sums of two shares that make one whole may miss it by a hair.
            models.CheckConstraint(
                condition=Q(width__lte=1.00001 - F("x"), height__lte=1.00001 - F("y")), name="pin_box_inside"
            ),
            models.CheckConstraint(condition=Q(sticker__in=Sticker.values), name="pin_sticker_known"),
        ]

    def __str__(self) -> str:
        return f"{self.sketch_id} #{self.number}"


class PinPlace(models.Model):
    """Where a carried pin lies on a version and the newer ones, after somebody moved it there; its size stays.

    On the versions before, the pin stays where it was.
    """

    wagtail_reference_index_ignore = True

    annotation = models.ForeignKey(Annotation, models.CASCADE, related_name="places")
    version = models.ForeignKey(SketchVersion, models.CASCADE, related_name="+")
    x = models.FloatField(_("from the left"))
    y = models.FloatField(_("from the top"))

    class Meta:
        verbose_name = _("place of a carried pin")
        constraints = [
            models.UniqueConstraint(fields=["annotation", "version"], name="pin_place_once"),
            models.CheckConstraint(condition=Q(x__range=(0, 1), y__range=(0, 1)), name="pin_place_inside"),
        ]

    def __str__(self) -> str:
        return f"{self.annotation_id} v{self.version_id}"


class AnnotationComment(PublicModel):
    """One thing said at a pin; the first is what was written when it was set (empty when the sticker says it all)."""

    wagtail_reference_index_ignore = True

    annotation = models.ForeignKey(Annotation, models.CASCADE, related_name="comments")
    author = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    body = models.CharField(_("comment"), max_length=1000, blank=True)
    is_first = models.BooleanField(default=False)
    client_id = models.UUIDField()

    class Meta:
        verbose_name = _("comment at a pin")
        ordering = ["created_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["author", "client_id"], name="pin_comment_client_once"),
            models.UniqueConstraint(fields=["annotation"], condition=Q(is_first=True), name="pin_comment_first_once"),
            models.CheckConstraint(condition=Q(is_first=True) | ~Q(body=""), name="pin_comment_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.annotation_id} {self.created_at.isoformat()}"
