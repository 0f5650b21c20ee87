"""The inbox of a person."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from common.models import PublicModel


class Notice(PublicModel):
    """One thing that a person was told: a line with an address, in every language of the product.

    `told_at` is when the person's open pages were told (by the worker); `digest_due` waits for the daily mail.
    `hidden_at`: the person may not know of it any more, so it is neither shown nor counted.
    """

    wagtail_reference_index_ignore = True

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices")
    kind = models.CharField(_("kind"), max_length=60)
    event = models.CharField(_("event"), max_length=100)
    about = models.UUIDField(_("about"), null=True)
    titles = models.JSONField(_("titles by language"))
    url = models.CharField(_("leads to"), max_length=300, blank=True)
    read_at = models.DateTimeField(_("read at"), null=True)
    hidden_at = models.DateTimeField(_("hidden at"), null=True)
    told_at = models.DateTimeField(_("told at"), null=True)
    digest_due = models.BooleanField(_("waits for the daily mail"), default=False)

    class Meta:
        verbose_name = _("notice")
        constraints = [models.UniqueConstraint(fields=["person", "kind", "event"], name="notice_once")]
        indexes = [
            models.Index(fields=["person", "created_at"], name="notice_inbox"),
            models.Index(fields=["person"], condition=Q(read_at=None, hidden_at=None), name="notice_unread"),
            models.Index(fields=["created_at"], condition=Q(told_at=None), name="notice_untold"),
            models.Index(fields=["person"], condition=Q(digest_due=True), name="notice_digest"),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.kind}"

    @property
    def title(self) -> str:
        """The line in the reader's language, or in the first one there is."""
        titles: dict[str, str] = self.titles
        return titles.get((get_language() or "")[:2]) or next(iter(titles.values()), "")
