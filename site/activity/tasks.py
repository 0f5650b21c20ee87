"""What the worker does for activity, again and again."""

from datetime import datetime, time

from django.utils import timezone

from accounts.models import User
from activity.actions import prune_readings, prune_told, recheck_notices, seal_records, send_digest, tell_open_pages
from activity.enums import Urgency
from activity.heads import note_head
from activity.post import Postman
from activity.queries import people_waiting_for_digest
from common.dates import jst
from common.duties import duty
from common.jobs import job

# The daily mail leaves in the morning, Japanese time; who was down at that hour sends it later the same day.
DIGEST_FROM = time(7, 0)
_codes, _post = Postman(Urgency.CODE), Postman()


@duty("activity.send_codes", every=0.5, lane="codes")
def send_codes(now: datetime) -> bool:
    """Login codes have a lane of their own: a slow mail to somebody else must not keep anybody out."""
    _codes.go(now)
    return _codes.has_more


@duty("activity.send_mails", every=0.5, lane="mail")
def send_mails(now: datetime) -> bool:
    """Everything that is due."""
    _post.go(now)
    return _post.has_more


@duty("activity.tell_open_pages", every=0.5)
def tell(now: datetime) -> None:
    """Let the unread count in people's open pages follow."""
    tell_open_pages(now=now)


@job("activity.recheck_inbox")
def recheck_inbox(person: str) -> None:
    """What a person may do has changed: their inbox follows. May run twice."""
    found = User.objects.filter(public_id=person).first()
    if found is not None:
        recheck_notices(person=found, now=timezone.now())


@duty("activity.seal_records", every=5)
def seal(now: datetime) -> None:
    """Take what was written since the last time into the chain, and note its end outside the database."""
    while seal_records(now=now):
        pass
    note_head(now)


@duty("activity.prune", every=24 * 60 * 60, lane="retention")
def prune(now: datetime) -> None:
    """Remove what was kept long enough, in a lane of its own, since after a pause it may be much."""
    while prune_readings(now=now) + prune_told(now=now):
        pass


@duty("activity.send_digests", every=60)
def send_digests(now: datetime) -> None:
    """The daily mails, once a morning for each person who wants one."""
    here = jst(now)
    if here.time() >= DIGEST_FROM:
        for person in people_waiting_for_digest(f"{here:%Y-%m-%d}"):
            send_digest(person=person, day=f"{here:%Y-%m-%d}", now=now)
