"""Moderation: telling the organisers of a message, deciding, appealing once, answering the appeal."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from activity.actions import record
from common.errors import Closed, InvalidInput
from common.idempotency import create_once
from common.locking import bump, lock
from common.searching import search_changed
from common.text import is_visible, refuse_controls, without_marks
from communities.actions.cases import ANSWERED_KIND, move_case, open_case, tell_writer
from communities.actions.messages import remove_message
from communities.actions.telling import count_answers, locked_message, tell
from communities.enums import CaseState, Decision, ReportReason
from communities.models import WORDS_LENGTH, Case, Message, Report


@transaction.atomic
def report_message(*, message: Message, reason: str, words: str, by: User, now: datetime) -> Report:
    """Tell those who run the place of a message; told twice it is told once.

    Order of effects: the open moderation case (insert decides), the report (insert decides), audit line for a new one.
    Raises InvalidInput (reason, words), Closed when the message is gone already.
    """
    if reason not in ReportReason.values:
        raise InvalidInput({"reason": _("Please choose one of the reasons.")})
    text = _words(words, "words")
    if Message.objects.filter(pk=message.pk, removed_at__isnull=False).exists():
        raise Closed(_("This message was taken down already."))
    case = open_case(message, now)
    report, is_new = create_once(
        Report, key_fields={"case": case, "reporter": by}, values={"reason": reason, "words": text, "created_at": now}
    )
    if is_new:
        record(verb="message_reported", subject=case, by=by, now=now, facts={"reason": reason})
    return report


@transaction.atomic
def decide_case(*, case: Case, decision: str, reason: str, by: User, now: datetime) -> Case:
    """The message stays, or is taken down for one of the reasons; its writer is told of a removal.

    Raises InvalidInput (decision, reason), Closed when somebody decided before.
    """
    if decision not in (Decision.KEPT, Decision.REMOVED):
        raise InvalidInput({"decision": _("Please choose what happens to the message.")})
    locked = _locked(case)
    if locked.state != CaseState.OPEN:
        raise Closed(_("This was decided meanwhile. Please look at it again."))
    if decision == Decision.REMOVED:
        remove_message(message=locked.message, reason=reason, by=by, now=now)
        locked = _locked(case)
        if locked.state != CaseState.OPEN:
            return locked
        # Taken down before somebody reported it: nothing is left to decide.
        decision = Decision.WITHDRAWN
    return move_case(locked, to=CaseState.DECIDED, decision=decision, decided_by=by, decided_at=now, by=by, now=now)


@transaction.atomic
def appeal_removal(*, case: Case, words: str, by: User, now: datetime) -> Case:
    """The writer says, once, why the removal was wrong. Raises InvalidInput (words), Closed for a second time."""
    text = _words(words, "words")
    if not text:
        raise InvalidInput({"words": _("Please write why the message should come back.")})
    locked = _locked(case)
    if locked.decision != Decision.REMOVED:
        raise Closed(_("There is nothing to object to."))
    return move_case(locked, to=CaseState.APPEALED, appeal=text, appealed_at=now, by=by, now=now)


@transaction.atomic
def answer_appeal(*, case: Case, is_granted: bool, answer: str, by: User, now: datetime) -> Case:
    """Put the message back, or leave it as it is, with some words; the writer is told, and that is the end.

    Raises InvalidInput (answer), Closed when there is no appeal to be answered.
    """
    text = _words(answer, "answer")
    locked = _locked(case)
    values = {"is_granted": is_granted, "answer": text, "closed_by": by, "closed_at": now}
    moved = move_case(locked, to=CaseState.CLOSED, by=by, now=now, **values)
    if is_granted:
        _put_back(moved.message, by, now)
    tell_writer(case=moved, kind=ANSWERED_KIND)
    return moved


def _put_back(message: Message, by: User, now: datetime) -> None:
    """Order of effects as with every change: rows locked, event, write, what search finds."""
    locked = locked_message(message)
    locked.changed_seq = tell(locked, "restored", by=by, now=now)
    locked.removed_at, locked.removed_by, locked.removal_reason = None, None, ""
    bump(locked, "removed_at", "removed_by", "removal_reason", "changed_seq")
    if locked.root:
        count_answers(locked.root)
    search_changed(locked)


def _locked(case: Case) -> Case:
    return lock(Case.objects.select_related("message__channel", "message__author"), case.public_id)


def _words(text: str, field: str) -> str:
    words = without_marks(text).strip()
    if len(words) > WORDS_LENGTH:
        raise InvalidInput({field: _("Please write at most %(limit)d characters.") % {"limit": WORDS_LENGTH}})
    return refuse_controls(words, field) if is_visible(words) else ""
