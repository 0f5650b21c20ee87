"""What people agree to: the very words, in their language, at a moment."""

from datetime import datetime
from hashlib import sha256

from django.db import transaction

from accounts.hooks import Happened, announce
from accounts.models import Consent, User
from common.idempotency import create_once


def version_of(text: str) -> str:
    """The digest that stands for one wording; every changed letter is a new version."""
    return sha256(" ".join(text.split()).encode()).hexdigest()


@transaction.atomic
def give_consent(*, user: User, kind: str, title: str, text: str, language: str, by: User, now: datetime) -> Consent:
    """Note that `user` agreed to `text` as it was shown; agreeing to the same words again changes nothing."""
    consent, created = create_once(
        Consent,
        key_fields={"user": user, "kind": kind, "version": version_of(text), "withdrawn_at": None},
        values={"title": title[:200], "language": language, "given_at": now, "created_at": now},
    )
    if created:
        facts = {"kind": kind, "version": consent.version}
        announce(Happened(verb="consent_given", subject=user, by=by, now=now, facts=facts))
    return consent


@transaction.atomic
def renew_consent(*, consent: Consent, by: User, now: datetime) -> Consent:
    """Agree again to the very words of a consent that was taken back: a new row, the old one keeps its end.

    A consent to these words that stands already is answered as it is.
    """
    renewed, created = create_once(
        Consent,
        key_fields={"user": consent.user, "kind": consent.kind, "version": consent.version, "withdrawn_at": None},
        values={"title": consent.title, "language": consent.language, "given_at": now, "created_at": now},
    )
    if created:
        facts = {"kind": consent.kind, "version": consent.version}
        announce(Happened(verb="consent_given", subject=consent.user, by=by, now=now, facts=facts))
    return renewed


@transaction.atomic
def withdraw_consent(*, consent: Consent, by: User, now: datetime) -> Consent:
    """Take a consent back from now on; what was done under it before stays done. Twice changes nothing."""
    if Consent.objects.filter(pk=consent.pk, withdrawn_at=None).update(withdrawn_at=now):
        facts = {"kind": consent.kind, "version": consent.version}
        announce(Happened(verb="consent_withdrawn", subject=consent.user, by=by, now=now, facts=facts))
    consent.refresh_from_db()
    return consent
