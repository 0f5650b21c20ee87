"""States of the things that have no product meaning."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class FileState(models.TextChoices):
    """received → ready | refused; a picture is ready at once, a PDF when the worker has drawn its pages."""

    RECEIVED = "received", _("Being prepared")
    READY = "ready", _("Ready")
    REFUSED = "refused", _("Refused")


class LongJobState(models.TextChoices):
    """waiting → done | failed; between two steps it waits."""

    WAITING = "waiting", _("Under way")
    DONE = "done", _("Done")
    FAILED = "failed", _("Could not be finished")


class RegisterKind(models.TextChoices):
    """A table that an operator imports from a file of the office that keeps it."""

    POSTCODES = "postcodes", _("Postcodes (Japan Post)")
    CORPORATE_NUMBERS = "corporate_numbers", _("Corporate numbers (National Tax Agency)")
