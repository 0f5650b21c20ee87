"""Reads of the inbox."""

from dataclasses import dataclass

from django.db import models
from django.db.models import Count, Q, Subquery
from django.db.models.functions import Coalesce

from accounts.models import User
from activity.models import Notice
from realtime.models import Stream
from realtime.queries import LiveStream, stream_for

INBOX = "inbox"


@dataclass(frozen=True)
class Inbox:
    """What the header shows: how many are unread, and the stream that says when this changes."""

    unread: int
    stream: LiveStream


def notices_of(person: User) -> models.QuerySet[Notice]:
    """A person's inbox, newest first."""
    return Notice.objects.filter(person=person).order_by("-created_at", "-public_id")


def unread_count(person: User) -> int:
    """How many notices a person has not opened."""
    return Notice.objects.filter(person=person, read_at=None).count()


def inbox_of(person: User) -> Inbox:
    """One query, since every page of a logged-in person asks; place and count are of the same moment."""
    key = str(person.public_id)
    unread = Notice.objects.filter(person=person, read_at=None).order_by().values("person")
    counted = Stream.objects.annotate(unread=Coalesce(Subquery(unread.annotate(n=Count("pk")).values("n")), 0))
    row = counted.filter(kind=INBOX, key=key).first()
    if row is None:  # the first page of a new person
        stream_for(INBOX, key)
        row = counted.get(kind=INBOX, key=key)
    return Inbox(unread=row.unread, stream=LiveStream(row.public_id, row.epoch, row.last_seq))


def unread_by_key(keys: list[str]) -> dict[str, int]:
    """Unread counts of several inboxes (keys are public ids of people) in one query."""
    people = User.objects.filter(public_id__in=keys)
    counted = people.annotate(unread=Count("notices", filter=Q(notices__read_at=None)))
    return {str(public_id): unread for public_id, unread in counted.values_list("public_id", "unread")}


def untold_notices() -> models.QuerySet[Notice]:
    """Notices that the person's open pages have not heard of, oldest first."""
    return Notice.objects.filter(told_at=None).select_related("person").order_by("created_at", "id")


def waiting_for_digest(person: User) -> models.QuerySet[Notice]:
    """What the next daily mail of a person is made of, oldest first."""
    return Notice.objects.filter(person=person, digest_due=True).order_by("created_at", "id")
