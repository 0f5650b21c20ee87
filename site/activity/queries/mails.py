"""Reads: the outbox, and what people want to get out of it."""

from datetime import datetime, timedelta

from django.db import models
from django.db.models import Exists, OuterRef, Q

from accounts.models import User
from activity.enums import Frequency, MailState, Urgency
from activity.kinds import Kind, kinds
from activity.models import Delivery, Notice, Preference

DIGEST = "activity/digest"
LATE_AFTER = timedelta(minutes=15)


def sent_mails() -> models.QuerySet[Delivery]:
    """All mails of the outbox; only the demonstration shows them."""
    return Delivery.objects.all()


def due_mails(now: datetime, most: Urgency = Urgency.NEWS) -> models.QuerySet[Delivery]:
    """Mails that a worker may take now, the most urgent and oldest first; `most` leaves out what can wait longer."""
    free = Q(lease_until=None) | Q(lease_until__lte=now)
    waiting = Delivery.objects.filter(free, state=MailState.WAITING, due_at__lte=now, urgency__lte=most)
    return waiting.order_by("urgency", "due_at", "id")


def people_waiting_for_digest(day: str) -> models.QuerySet[User]:
    """Who has lines for the daily mail and did not get that of `day` yet."""
    done = Delivery.objects.filter(kind=DIGEST, event=day, recipient=OuterRef("email"))
    return User.objects.filter(Exists(Notice.objects.filter(person=OuterRef("pk"), digest_due=True)), ~Exists(done))


def parked_mails() -> models.QuerySet[Delivery]:
    """Mails that were given up, newest first; their texts are nobody's business."""
    return Delivery.objects.filter(state=MailState.PARKED).defer("text", "html").order_by("-created_at", "-public_id")


def late_mails(now: datetime) -> int:
    """How many mails wait longer than they should: the server is away, or no worker runs."""
    return Delivery.objects.filter(state=MailState.WAITING, created_at__lt=now - LATE_AFTER).count()


def frequency_for(person: User, kind: Kind) -> Frequency:
    """How `person` wants to get this kind by mail; what cannot be chosen comes at once."""
    if not kind.is_choosable:
        return Frequency.NOW
    chosen = Preference.objects.filter(person=person, kind=kind.name).values_list("frequency", flat=True).first()
    return Frequency(chosen or kind.default)


def frequencies_of(person: User) -> list[tuple[Kind, Frequency]]:
    """Every kind that can be chosen with what the person chose, in one query."""
    chosen = dict(Preference.objects.filter(person=person).values_list("kind", "frequency"))
    return [(kind, Frequency(chosen.get(kind.name) or kind.default)) for kind in kinds() if kind.is_choosable]
