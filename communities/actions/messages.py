"""Saying something, answering it, changing it, taking it down: each is one event of the channel's stream."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from activity.actions import record
from common.errors import Closed, Conflict, InvalidInput
from common.files.receiving import Checked
from common.locking import bump, lock
from common.searching import search_changed
from communities.actions.attachments import attach_files, checked_files, digests
from communities.actions.cases import locked_open_case, settle_removal
from communities.actions.mentions import not_told_yet, noted, people_called, tell_called
from communities.actions.telling import count_answers, locked_message, tell
from communities.enums import AUTHOR_REASONS, MODERATOR_REASONS
from communities.message_text import clean_body, fingerprint
from communities.models import Channel, Message


@dataclass(frozen=True)
class Posted:
    """The message, and whether this request made it (False: an earlier one with the same key did)."""

    message: Message
    created: bool


def post_message(
    *,
    channel: Channel,
    body: str,
    client_id: UUID,
    by: User,
    now: datetime,
    root: Message | None = None,
    files: Sequence[UploadedFile] = (),
) -> Posted:
    """Post once, however often it is asked with the same `client_id`; with `root` it is an answer to that message.

    Files are opened before anything is locked. Order of effects: the opening message's row when it is an answer; number
    and event (which locks the stream's row, so that numbers are in commit order), then the message and what search
    finds; the unique constraint on (author, client_id) decides, and rolls number and event back with it. Nothing is
    looked up before. Raises InvalidInput for a body or a file that cannot be kept, Conflict when the key was used for
    another place, text or file, NotFound when `root` opens no thread in this channel, Closed when it was taken down.
    """
    text = clean_body(body, may_be_empty=bool(files))
    print_of_this = fingerprint((root or channel).public_id, text, digests(files))
    called = people_called(channel, text, by)
    values = {"channel": channel, "body": text, "client_id": client_id, "fingerprint": print_of_this, "by": by}
    try:
        with checked_files(files) as checked, transaction.atomic():
            message = _write(values, root, called, checked, now)
            return Posted(message, created=True)
    except IntegrityError:
        earlier = Message.objects.filter(author=by, client_id=client_id).first()
        if earlier is None:
            raise
    if earlier.fingerprint != print_of_this:
        raise Conflict(_("This was sent before with another text. Your text is kept here; please send it again."))
    return Posted(earlier, created=False)


def _write(
    values: dict[str, Any], root: Message | None, called: list[User], checked: Sequence[Checked], now: datetime
) -> Message:
    by, channel = values["by"], values["channel"]
    opening = _opening(channel, root) if root else None
    message = _insert(**values, root=opening, mentions=noted(called), file_count=len(checked), now=now)
    if opening:
        _join_thread(opening, message)
    if checked:
        attach_files(message=message, checked=checked, by=by, now=now)
    tell_called(message=message, people=called, by=by, now=now)
    return message


def _opening(channel: Channel, root: Message) -> Message:
    """The message that opens the thread, locked; answers have no answers of their own."""
    return lock(Message.objects.filter(channel=channel, root=None), root.public_id)


def _join_thread(opening: Message, answer: Message) -> None:
    """After the insert: whoever repeats what was acknowledged before a removal gets the same answer as then."""
    if opening.is_removed:
        raise Closed(_("This message was taken down. It cannot be answered any more."))
    Message.objects.filter(pk=opening.pk).update(answer_count=F("answer_count") + 1, last_answer=answer)


def _insert(
    *, channel: Channel, by: User, now: datetime, root: Message | None = None, **values: Any
) -> Message:  # fmt: skip
    message = Message(public_id=uuid4(), channel=channel, author=by, root=root, created_at=now, **values)
    message.seq = message.changed_seq = tell(message, "answered" if root else "posted", by=by, now=now)
    message.save(force_insert=True)
    search_changed(message)
    return message


@transaction.atomic
def edit_message(*, message: Message, body: str, rev: int, by: User, now: datetime) -> Message:
    """Replace the text; readers see that it was edited, and who is called for the first time is told.

    Order of effects: lock, check, event, write, what search finds. Raises StaleWrite when `rev` is not the present one,
    Closed when the message was taken down meanwhile, InvalidInput for the text. The same text again writes nothing.
    """
    text = clean_body(body, may_be_empty=message.file_count > 0)
    locked = locked_message(message, rev)
    if locked.is_removed:
        raise Closed(_("This message was taken down and cannot be changed any more."))
    if locked.body == text:
        return locked
    called = not_told_yet(locked, people_called(locked.channel, text, by))
    locked.changed_seq = tell(locked, "edited", by=by, now=now)
    locked.body, locked.edited_at, locked.mentions = text, now, locked.mentions + noted(called)
    tell_called(message=locked, people=called, by=by, now=now)
    bump(locked, "body", "edited_at", "mentions", "changed_seq")
    search_changed(locked)
    return locked


@transaction.atomic
def remove_message(*, message: Message, reason: str, by: User, now: datetime) -> Message:
    """Take a message down; a tombstone with the reason stays in its place, and the text is kept for an appeal.

    Order of effects: lock, event, write, out of the search; when somebody else than the author removes, a line in the
    audit trail and a moderation case, so that the writer is told and can appeal. Raises InvalidInput for a reason that
    is not this person's to give. Removing twice changes nothing.
    """
    case = locked_open_case(message)
    locked = locked_message(message)
    if locked.is_removed:
        return locked
    is_own = locked.author_id == by.pk
    if reason not in (AUTHOR_REASONS if is_own else MODERATOR_REASONS):
        raise InvalidInput({"reason": _("Please choose one of the reasons.")})
    locked.changed_seq = tell(locked, "removed", by=by, now=now)
    locked.removed_at, locked.removed_by, locked.removal_reason = now, by, reason
    bump(locked, "removed_at", "removed_by", "removal_reason", "changed_seq")
    search_changed(locked)
    if locked.root:
        count_answers(locked.root)
    if not is_own:
        record(verb="message_removed", subject=locked, by=by, now=now, facts={"reason": str(reason)})
    settle_removal(case=case, message=locked, reason=reason, by=by, now=now)
    return locked
