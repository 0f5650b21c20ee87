"""The one door of a moderation case's status, and what its writer is told.

Rows are locked in one order: the moderation case, the message, the stream.
"""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from activity.actions import notify, record
from common.errors import Closed
from common.idempotency import create_once
from common.locking import bump
from communities.enums import CASE_MOVES, CaseState, Decision
from communities.models import Case, Message

REMOVED_KIND, ANSWERED_KIND = "communities/message_removed", "communities/appeal_answered"


def move_case(case: Case, *, to: CaseState, by: User, now: datetime, **values: Any) -> Case:
    """Move a locked moderation case and note it in the audit trail; Closed for a step that the table does not have."""
    if to not in CASE_MOVES[CaseState(case.state)]:
        raise Closed(_("This was decided meanwhile. Please look at it again."))
    case.state = to
    for name, value in values.items():
        setattr(case, name, value)
    bump(case)
    facts = {"message": str(case.message.public_id), "decision": str(case.decision), "reason": str(case.reason)}
    record(verb=f"case_{to}", subject=case, by=by, now=now, facts=facts)
    return case


def open_case(message: Message, now: datetime) -> Case:
    """The open moderation case of a message; insert decides, so there is one however many report at once."""
    case, _made = create_once(
        Case, key_fields={"message": message, "state": CaseState.OPEN}, values={"created_at": now}
    )  # fmt: skip
    return case


def locked_open_case(message: Message) -> Case | None:
    """The open moderation case, locked before the message is."""
    cases = Case.objects.select_for_update(of=("self",)).select_related("message")
    return cases.filter(message__public_id=message.public_id, state=CaseState.OPEN).first()


def settle_removal(*, case: Case | None, message: Message, reason: str, by: User, now: datetime) -> None:
    """After a message was taken down: its writer needs no decision any more, anybody else has decided."""
    decided: dict[str, Any] = {"decided_by": by, "decided_at": now, "by": by, "now": now}
    if message.author_id == by.pk:
        if case is not None:
            move_case(case, to=CaseState.CLOSED, decision=Decision.WITHDRAWN, closed_by=by, closed_at=now, **decided)
        return
    settled = case or open_case(message, now)
    move_case(settled, to=CaseState.DECIDED, decision=Decision.REMOVED, reason=reason, **decided)
    tell_writer(case=settled, kind=REMOVED_KIND)


def tell_writer(*, case: Case, kind: str) -> None:
    """Inbox and mail for the writer: what was decided, why, and where to say that it is wrong."""
    url = reverse("communities:case_appeal", args=[case.public_id])
    context = {"case": case, "channel": case.message.channel, "place": url}
    notify(
        to=case.message.author, kind=kind, event=str(case.public_id), context=context, about=case.public_id, url=url
    )  # fmt: skip
