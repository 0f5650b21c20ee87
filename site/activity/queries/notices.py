"""Reads of the inbox. A line about what the person may not know any more is hidden: neither shown nor counted."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import models
from django.db.models import Count, Q, Subquery
from django.db.models.functions import Coalesce

from accounts.models import User
from activity.kinds import Kind, kind_named
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
    return Notice.objects.filter(person=person, hidden_at=None).order_by("-created_at", "-public_id")


def lost_lines(person: User, lines: Iterable[Notice]) -> list[Notice]:
    """Those of a person's lines that they may not read any more; asked as before a mail leaves.

    One question for each rule (kinds may share one), however many lines there are. A kind that nobody registers any
    more is lost, too.
    """
    lost: list[Notice] = []
    groups: defaultdict[object, list[Notice]] = defaultdict(list)
    for line in lines:
        kind = _registered(line.kind)
        if kind is None:
            lost.append(line)
        else:
            groups[kind.may_receive, kind.may_still].append(line)
    for group in groups.values():
        known = kind_named(group[0].kind).still(person, {line.about for line in group})
        lost += [line for line in group if line.about not in known]
    return lost


def _registered(name: str) -> Kind | None:
    try:
        return kind_named(name)
    except LookupError:
        return None


def unread_count(person: User) -> int:
    """How many notices a person has not opened."""
    return Notice.objects.filter(person=person, read_at=None, hidden_at=None).count()


def inbox_of(person: User) -> Inbox:
    """One query, since every page of a logged-in person asks; place and count are of the same moment."""
    key = str(person.public_id)
    unread = Notice.objects.filter(person=person, read_at=None, hidden_at=None).order_by().values("person")
    counted = Stream.objects.annotate(unread=Coalesce(Subquery(unread.annotate(n=Count("pk")).values("n")), 0))
    row = counted.filter(kind=INBOX, key=key).first()
    if row is None:  # the first page of a new person
        stream_for(INBOX, key)
        row = counted.get(kind=INBOX, key=key)
    return Inbox(unread=row.unread, stream=LiveStream(row.public_id, row.epoch, row.last_seq))


def unread_by_key(keys: list[str]) -> dict[str, int]:
    """Unread counts of several inboxes (keys are public ids of people) in one query."""
    people = User.objects.filter(public_id__in=keys)
    counted = people.annotate(unread=Count("notices", filter=Q(notices__read_at=None, notices__hidden_at=None)))
    return {str(public_id): unread for public_id, unread in counted.values_list("public_id", "unread")}


def untold_notices() -> models.QuerySet[Notice]:
    """Notices that the person's open pages have not heard of, oldest first."""
    return Notice.objects.filter(told_at=None).select_related("person").order_by("created_at", "id")


def waiting_for_digest(person: User) -> models.QuerySet[Notice]:
    """What the next daily mail of a person is made of, oldest first."""
    return Notice.objects.filter(person=person, digest_due=True).order_by("created_at", "id")
