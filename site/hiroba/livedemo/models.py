"""The one table of the demonstration: notes on the board of `/ui/`."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from common.models import PublicModel, RevisedModel

BODY_LENGTH = 500


class Note(PublicModel, RevisedModel):
    """What somebody wrote while trying out live updates."""

    wagtail_reference_index_ignore = True

    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    body = models.CharField(_("note"), max_length=BODY_LENGTH)
    client_id = models.UUIDField()
    # What a repeated request has to repeat, since the body may be edited later.
    fingerprint = models.CharField(max_length=64)
    seq = models.PositiveBigIntegerField(unique=True)
    changed_seq = models.PositiveBigIntegerField(db_index=True)
    edited_at = models.DateTimeField(null=True)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        constraints = [models.UniqueConstraint(fields=["author", "client_id"], name="livedemo_note_once")]

    def __str__(self) -> str:
        return f"{self.seq}"
