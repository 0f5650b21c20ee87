"""The outbox, and what people want to get out of it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from activity.enums import Frequency, MailState, Medium, Urgency
from common.models import PublicModel


class Delivery(PublicModel):
    """One message to one person about one event: rendered when it is decided, sent by the worker.

    `public_id` makes the Message-ID, so that a mail sent twice by a killed worker is one mail to the reader's program.
    `lease_until` keeps other workers away from a mail that one of them is sending; after it the mail is anybody's.
    `person` and `about` are what the right is asked with again before it leaves.
    """

    wagtail_reference_index_ignore = True

    kind = models.CharField(_("kind"), max_length=60)
    event = models.CharField(_("event"), max_length=100)
    recipient = models.EmailField(_("recipient"))
    medium = models.CharField(_("medium"), max_length=10, choices=Medium, default=Medium.MAIL)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    about = models.UUIDField(_("about"), null=True)
    language = models.CharField(_("language"), max_length=5)
    subject = models.CharField(_("subject"), max_length=200)
    text = models.TextField(_("text"))
    html = models.TextField(_("body as a web page"))
    urgency = models.PositiveSmallIntegerField(_("urgency"), choices=Urgency, default=Urgency.LETTER)
    state = models.CharField(_("state"), max_length=10, choices=MailState, default=MailState.WAITING)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    due_at = models.DateTimeField(_("due"), default=timezone.now)
    lease_until = models.DateTimeField(_("being sent until"), null=True)
    sent_at = models.DateTimeField(_("sent at"), null=True)
    problem = models.CharField(_("problem"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("mail")
        constraints = [models.UniqueConstraint(fields=["kind", "event", "recipient", "medium"], name="delivery_once")]
        indexes = [
            models.Index(fields=["urgency", "due_at"], condition=Q(state="waiting"), name="delivery_due"),
            models.Index(fields=["created_at"], condition=Q(state="parked"), name="delivery_parked"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.recipient}"


class Preference(models.Model):
    """How one person wants to get one kind of news; without a row the kind's own default holds."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="mail_preferences")
    kind = models.CharField(_("kind"), max_length=60)
    frequency = models.CharField(_("how often"), max_length=10, choices=Frequency)

    class Meta:
        verbose_name = _("preference")
        constraints = [models.UniqueConstraint(fields=["person", "kind"], name="preference_once")]

    def __str__(self) -> str:
        return f"{self.person} {self.kind} {self.frequency}"
