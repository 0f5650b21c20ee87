"""What people agreed to: which text, in which version, when."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models.people import User
from common.models import PublicModel


class Consent(PublicModel):
    """One person agreed to one version of one text; taking it back leaves the row and dates its end.

    `version` is a digest of the very words that were shown, in the language in which they were shown.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="consents")
    kind = models.CharField(_("what for"), max_length=40)
    version = models.CharField(_("version"), max_length=64)
    title = models.CharField(_("title"), max_length=200)
    language = models.CharField(_("language"), max_length=5)
    given_at = models.DateTimeField(_("agreed at"))
    withdrawn_at = models.DateTimeField(_("taken back at"), null=True)

    class Meta:
        verbose_name = _("consent")
        ordering = ["-given_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "kind", "version"],
                condition=models.Q(withdrawn_at=None),
                name="standing_consent_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.kind}"
