"""What the apps below announce: codes to be mailed, access that changed, files that are opened."""

from typing import Any

from django.apps import apps
from django.db import connections, transaction
from django.db.models.signals import post_migrate
from django.utils import timezone

from accounts import hooks
from accounts.enums import AccessKind
from accounts.models import User
from activity import append_only
from activity.actions import record, record_reading, send_mail_to
from activity.recently import Recently
from common.files.opened import file_opened
from common.jobs import enqueue
from common.models import FileVariant

# All others are told twice by accounts: as a change of access, and with who did it (`hooks.happened`).
OWN_DOING = frozenset({AccessKind.LOGOUT})
# After these a person may know less, or again more.
RIGHTS = frozenset({AccessKind.ROLE_GRANTED, AccessKind.ROLE_ENDED, AccessKind.MEMBER_ADDED, AccessKind.MEMBER_REMOVED})
# A page of pictures is one look, not twenty: the same person and file again within this time is no new line.
ONE_LOOK_SECONDS = 600
SIX_DIGITS = 6
_looks = Recently(ONE_LOOK_SECONDS, most=20_000)


def send_login_code(event: hooks.LoginCodeCreated) -> None:
    """Mail the six digits, in the language of the page on which they were asked for."""
    send_mail_to(
        to=event.email,
        kind="accounts/login_code",
        key=str(event.challenge),
        language=event.language,
        context={"code": event.code, "minutes": 10, "is_long": len(event.code) > SIX_DIGITS},
    )


def send_account_mail(event: hooks.MailWanted) -> None:
    """Mail what accounts has to tell one person."""
    send_mail_to(to=event.to, kind=event.kind, key=event.key, language=event.language, context=event.context)


def write_record(event: hooks.Happened) -> None:
    """Write what accounts did into the audit trail."""
    record(verb=event.verb, subject=event.subject, by=event.by, now=event.now, facts=event.facts)


def write_access_change(event: hooks.AccessChanged) -> None:
    """Write that somebody ended a login session of their own, here or from another device."""
    if event.kind in OWN_DOING:
        record(verb=f"access_{event.kind}", subject=event.user, by=event.user, now=event.now)


def recheck_inbox(event: hooks.AccessChanged) -> None:
    """Let the worker ask again which lines of the inbox the person may read; a page that shows them asks by itself."""
    if event.kind in RIGHTS:
        enqueue("activity.recheck_inbox", person=str(event.user.public_id))


def write_file_opened(variant: FileVariant, user: Any) -> None:
    """Write who opened which file, before it is handed out; the line also counts for what the file belongs to.

    Saving the original is always a line of its own.
    """
    file, person = variant.file, user if isinstance(user, User) else None
    is_original = variant.name == "original"
    look = (file.public_id, person.pk if person else None, is_original)
    if not is_original and _looks.has(look):
        return
    verb = "file_saved" if is_original else "file_opened"
    facts = {"kind": file.kind, "variant": variant.name}
    with transaction.atomic():
        record_reading(verb=verb, subject=file, by=person, now=timezone.now(), facts=facts, part_of=file.subject)
        transaction.on_commit(lambda: _looks.add(look))


def put_up_triggers(using: str, **_signal: Any) -> None:
    """After every migrate."""
    append_only.put_up(connections[using])


def connect() -> None:
    """Register all of them; called once by AppConfig.ready()."""
    post_migrate.connect(put_up_triggers, sender=apps.get_app_config("activity"), dispatch_uid="activity.append_only")
    if send_login_code not in hooks.login_code_created:
        hooks.login_code_created.append(send_login_code)
        hooks.mail_wanted.append(send_account_mail)
        hooks.happened.append(write_record)
        hooks.access_changed += [write_access_change, recheck_inbox]
        file_opened.append(write_file_opened)
