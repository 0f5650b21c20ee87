"""Saying one word to a message, and taking it back."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common.errors import Closed, InvalidInput
from common.idempotency import create_once
from communities.actions.telling import locked_message, tell
from communities.enums import ReactionKind
from communities.models import Message, Reaction


@transaction.atomic
def set_reaction(*, message: Message, kind: str, wanted: bool, by: User, now: datetime) -> Message:
    """Let `by` say the word (or no longer); asked twice it is done once, and only a change is an event.

    Order of effects: lock, write, event. The message's `rev` stays: who edits the text meanwhile is not disturbed.
    Raises InvalidInput for a word that is none of ours, Closed when the message was taken down.
    """
    if kind not in ReactionKind.values:
        raise InvalidInput({"reaction": _("There is no such word.")})
    locked = locked_message(message)
    if locked.is_removed:
        raise Closed(_("This message was taken down."))
    if wanted:
        _made, has_changed = create_once(Reaction, key_fields={"message": locked, "user": by, "kind": kind}, values={})
    else:
        has_changed = bool(Reaction.objects.filter(message=locked, user=by, kind=kind).delete()[0])
    if has_changed:
        locked.changed_seq = tell(locked, "reacted", by=by, now=now)
        locked.save(update_fields=["changed_seq"])
    return locked
