"""Writing the audit trail, and sealing what was written."""

import logging
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from django.db import IntegrityError, models, transaction
from django.utils import timezone

from accounts.models import User
from accounts.queries import roles_of
from activity.models import Record, Seal
from activity.queries import unsealed_records
from activity.sealing import content_of, has_right_mark, link_digest, mark_of

logger = logging.getLogger(__name__)
BATCH = 500


def record(
    *,
    verb: str,
    subject: models.Model | type[models.Model],
    by: User | None,
    now: datetime,
    facts: dict[str, Any] | None = None,
    on_behalf_of: User | None = None,
    part_of: UUID | None = None,
    is_reading: bool = False,
) -> Record:
    """Write who did `verb` to `subject`, in the transaction of the act itself: both are there or neither is.

    `facts` holds ids and small facts that survive JSON, never content. `by` is None for the system. `part_of` is
    the public id of the larger object that the subject belongs to. A class as subject stands for all its objects.
    """
    subject_id = getattr(subject, "public_id", None)
    line = Record(
        at=now,
        actor=by,
        actor_role=_acting_as(by, now),
        on_behalf_of=on_behalf_of,
        verb=verb,
        is_reading=is_reading,
        subject_kind=subject._meta.label_lower,
        subject_id=subject_id if isinstance(subject_id, UUID) else None,
        part_of=part_of,
        facts=_plain(facts or {}),
    )
    line.mark = mark_of(content_of(line))
    line.save(force_insert=True)
    return line


def record_reading(
    *, verb: str, subject: models.Model | type[models.Model], by: User | None, now: datetime, **more: Any
) -> Record:
    """Write that somebody opened something confidential, before it is shown: no line, no look."""
    return record(verb=verb, subject=subject, by=by, now=now, is_reading=True, **more)


def seal_records(*, now: datetime, limit: int = BATCH) -> int:
    """Take lines that are not sealed yet into the chain, in the order of their numbers; answers how many.

    For the worker. Lines without a right mark were not written by `record`; they are left out and reported by
    `verify_records`. Two workers at once: the position is the primary key, so the second one's batch is refused
    as a whole and its lines come with the next one.
    """
    last = Seal.objects.order_by("-position").first()
    position, digest = (last.position, last.digest) if last else (0, "")
    links: list[Seal] = []
    for line in unsealed_records().iterator():
        if not has_right_mark(line):
            _complain_once(line.public_id)
            continue
        position, digest = position + 1, link_digest(digest, content_of(line), line.mark)
        links.append(
            Seal(
                position=position,
                record_number=line.pk,
                record_public_id=line.public_id,
                digest=digest,
                sealed_at=now,
            )
        )
        if len(links) == limit:
            break
    try:
        with transaction.atomic():
            Seal.objects.bulk_create(links)
    except IntegrityError:
        return 0
    return len(links)


@cache
def _complain_once(line: UUID) -> None:
    logger.error("record %s was not written by this installation and is not sealed", line)


def _plain(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Facts that every database gives back as they were: PostgreSQL writes large fractions in other words."""
    return {name: str(value) if isinstance(value, float) else value for name, value in facts.items()}


def _acting_as(user: User | None, now: datetime) -> str:
    """The roles that held at that moment: later changes must not rewrite why somebody was allowed to."""
    if user is None:
        return ""
    today = timezone.localdate(now)
    held = {
        role.kind
        for role in roles_of(user)
        if role.starts_on <= today and (role.ends_on is None or today <= role.ends_on)
    }
    return " ".join(sorted(held))
