"""Telling people: the line of the inbox and the mail, decided and rendered in the transaction of the act."""

from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.urls import translate_url

from accounts.models import User
from activity.enums import Frequency, Medium
from activity.kinds import kind_named
from activity.mail_rendering import render_mail, render_titles
from activity.models import Delivery, Notice
from activity.queries import frequency_for
from activity.unsubscribe import stop_url
from common.idempotency import create_once


def notify(
    *,
    to: User | str,
    kind: str,
    event: str,
    context: dict[str, Any],
    about: UUID | None = None,
    url: str = "",
    language: str | None = None,
) -> None:
    """Tell somebody about an event: a line in the inbox that leads to `url`, and a mail as they like it.

    The same (kind, event, recipient) is told once, however often it is asked. `about` is the object whose right is
    asked again before the mail leaves. An address without an account has no inbox and gets the mail at once.
    """
    known = kind_named(kind)
    frequency = frequency_for(to, known) if isinstance(to, User) else Frequency.NOW
    if isinstance(to, User) and known.in_inbox:
        create_once(
            Notice,
            key_fields={"person": to, "kind": kind, "event": event},
            values={
                "about": about,
                "titles": render_titles(kind, context),
                # As the default language writes it; reverse() gave it in the language of the present page.
                "url": translate_url(url, settings.LANGUAGE_CODE) if url else "",
                "digest_due": frequency == Frequency.DAILY,
            },
        )
    if frequency == Frequency.NOW:
        send_mail_to(to=to, kind=kind, key=event, context=context, about=about, language=language)


def send_mail_to(
    *,
    to: User | str,
    kind: str,
    context: dict[str, Any],
    language: str | None = None,
    key: str = "",
    about: UUID | None = None,
) -> Delivery:
    """Put one mail into the outbox, whatever the person likes; the worker sends it after the commit.

    `kind` is "<app>/<event>" (its templates lie in <app>/mail/<event>/). The same (kind, key, recipient) is sent
    once, however often it is asked; without a key every call is a mail of its own. The language is the
    recipient's own unless given. Raises LookupError for a kind that nobody registered.
    """
    known = kind_named(kind)
    person = to if isinstance(to, User) else None
    recipient = to.email if isinstance(to, User) else to
    language = language or (person.language if person else settings.LANGUAGE_CODE)
    full = {"recipient": person, "recipient_name": person.name if person else "", **context}
    if person and known.is_choosable:
        full["unsubscribe_url"] = stop_url(person, known, language)
    rendered = render_mail(kind, full, language)
    mail, _created = create_once(
        Delivery,
        key_fields={"kind": kind, "event": key or uuid4().hex, "recipient": recipient, "medium": Medium.MAIL},
        values={
            **{"person": person, "about": about, "urgency": known.urgency, "language": language},
            **{"subject": rendered.subject, "text": rendered.text, "html": rendered.html},
        },
    )
    return mail
