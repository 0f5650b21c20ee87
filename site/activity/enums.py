"""States of a mail in the outbox, how often people want to hear, and what must never wait or be switched off."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MailState(models.TextChoices):
    """waiting → sent | withheld | parked; what is parked can be set waiting again by the office."""

    WAITING = "waiting", _("Waiting")
    SENT = "sent", _("Sent")
    WITHHELD = "withheld", _("Not sent any more")
    PARKED = "parked", _("Could not be sent")


class Medium(models.TextChoices):
    """The way something reaches a person; the inbox is always filled, whatever else is chosen."""

    MAIL = "mail", _("E-mail")


class Urgency(models.IntegerChoices):
    """In which order the worker sends; a code is waited for in front of the screen."""

    CODE = 0, _("at once")
    LETTER = 1, _("always")
    NEWS = 2, _("as one likes")


class Frequency(models.TextChoices):
    """How a person wants to get one kind of news by mail."""

    NOW = "now", _("At once")
    DAILY = "daily", _("Once a day, together")
    NEVER = "never", _("Not by mail")
