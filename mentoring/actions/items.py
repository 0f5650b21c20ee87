"""Actions: who does what until when. They come from a session, or from a pin that says うちで手伝えるよ."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from activity.actions import record
from cohorts.models import Entry
from common.dates import as_day
from common.errors import Closed, Conflict, InvalidInput
from common.locking import bump, lock
from common.text import refuse_controls
from mentoring.actions.sketches import STREAM_KIND
from mentoring.enums import ACTION_MOVES, ActionState, SessionState, Sticker
from mentoring.letters import send_action_letter
from mentoring.models import ActionItem, Annotation, Session
from mentoring.queries import people_for_actions
from realtime.actions import append_event

LONGEST = 120
TWO_WEEKS = timedelta(days=14)
FARTHEST = timedelta(days=366)


def add_action(
    *, session: Session, what: str, owner: User, due_on: date, client_id: UUID, by: User, now: datetime
) -> ActionItem:
    """Agree on an action in a session, once, however often it is asked with the same `client_id`.

    The unique constraint decides; the owner is told. Raises InvalidInput (nothing said, a day that is over, an owner
    who is neither of the company nor a mentor), Closed when the session was cancelled, and Conflict when the key was
    used for something else.
    """
    entry = session.entry
    values = {"what": _what(what), "owner": _owner(entry, owner, session), "due_on": _due(due_on, now)}
    try:
        with transaction.atomic():
            is_cancelled = lock(Session, session.public_id).state == SessionState.CANCELLED
            if is_cancelled and not _earlier(by, client_id).exists():
                raise Closed(_("This session was cancelled, so nothing is agreed on in it."))
            return _insert(entry, {**values, "session": session, "client_id": client_id}, by, now)
    except IntegrityError:
        earlier = _earlier(by, client_id).first()
        if earlier is None:
            raise
    if (earlier.session_id, earlier.what, earlier.owner_id) != (session.pk, values["what"], owner.pk):
        raise Conflict(_("This was sent before with another content. Please load the page again."))
    return earlier


def _earlier(by: User, client_id: UUID) -> QuerySet[ActionItem]:
    """What was added with this key before."""
    return ActionItem.objects.filter(created_by=by, client_id=client_id)


def take_up_offer(*, pin: Annotation, by: User, now: datetime) -> ActionItem:
    """うちで手伝えるよ becomes an action with one press: whoever offered does it, within two weeks; the team is told.

    Whoever is neither of the company nor a mentor can only offer: then the applicant owns it and follows it up. Order:
    event first (it locks the stream's row), then the action; one action a pin is held by the database, so a doubled
    press, also of two people, answers the first one. Raises InvalidInput for a pin with another sticker.
    """
    if pin.sticker != Sticker.WECAN:
        raise InvalidInput({"pin": _("Only an offer to help can become an action.")})
    entry = pin.sketch.entry
    said = pin.comments.get(is_first=True).body.strip().replace("\n", " ")
    what = (said or _now("Help offered at pin %(n)d") % {"n": pin.number})[:LONGEST]
    helper = pin.author if pin.author in people_for_actions(entry) else entry.applicant
    values = {"what": what, "owner": helper, "due_on": as_day(now) + TWO_WEEKS, "pin": pin, "client_id": uuid4()}
    try:
        with transaction.atomic():
            append_event(
                kind=STREAM_KIND, key=pin.sketch.stream_key, event="taken_up", object_id=pin.public_id, data={},
                by=by, now=now,
            )  # fmt: skip
            return _insert(entry, values, by, now)
    except IntegrityError:
        return ActionItem.objects.select_related("owner").get(pin=pin)


def _insert(entry: Entry, values: dict[str, Any], by: User, now: datetime) -> ActionItem:
    item = ActionItem.objects.create(entry=entry, created_by=by, created_at=now, **values)
    record(verb="action_added", subject=entry, by=by, now=now, facts={"action": str(item.public_id)})
    send_action_letter(item=item, now=now)
    return item


def _what(text: str) -> str:
    line = " ".join(refuse_controls(text, "what").split())
    if not line:
        raise InvalidInput({"what": _("Please write what is to be done.")})
    if len(line) > LONGEST:
        raise InvalidInput({"what": _("Please use at most %(limit)d characters.") % {"limit": LONGEST}})
    return line


def _owner(entry: Entry, owner: User, session: Session) -> User:
    if owner not in people_for_actions(entry, session):
        raise InvalidInput({"owner": _("Please choose somebody of the company or the mentor.")})
    return owner


def _due(day: date, now: datetime) -> date:
    today = as_day(now)
    if not today <= day <= today + FARTHEST:
        raise InvalidInput({"due_on": _("Please choose a day from today on, within a year.")})
    return day


@transaction.atomic
def move_action(*, item: ActionItem, to: str, by: User, now: datetime) -> ActionItem:
    """The one door of an action's state: done, and open again (undo). The state it has already changes nothing."""
    if to not in ActionState.values:
        raise InvalidInput({"to": _("An action is either open or done.")})
    locked = lock(ActionItem.objects.select_related("entry"), item.public_id)
    if locked.state == to:
        return locked
    if to not in ACTION_MOVES[locked.state]:
        raise Conflict(_("Somebody was faster: this has just been changed."))
    locked.state, locked.state_changed_at, locked.state_changed_by = to, now, by
    record(verb=f"action_{to}", subject=locked.entry, by=by, now=now, facts={"action": str(locked.public_id)})
    return bump(locked, "state", "state_changed_at", "state_changed_by")
