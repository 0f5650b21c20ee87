"""Comparing the audit trail with its chain: every line that was changed, removed, added or moved is named."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from django.db import models
from django.db.models import Exists, Max, OuterRef

from activity.models import Pruning, Record, Seal
from activity.sealing import has_right_mark, has_right_pruning_mark, is_right_digest

# A line whose transaction took long has a number below sealed ones; how far back the worker looks for such lines.
WINDOW = 10_000
STEP = 500


class Verdict(StrEnum):
    """What is wrong with a line."""

    CHANGED = "changed"
    MISSING = "missing"
    ADDED = "added"
    MOVED = "moved"
    CUT = "cut"


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong: at which place of the chain (0: outside it), with which line."""

    verdict: Verdict
    position: int
    record: UUID | None = None


def chain_length() -> int:
    """The number of links: positions run from 1."""
    return Seal.objects.aggregate(last=Max("position"))["last"] or 0


def unsealed_records() -> models.QuerySet[Record]:
    """Lines that wait for their seal, in the order of their numbers."""
    newest = Seal.objects.aggregate(last=Max("record_number"))["last"] or 0
    return _loose().filter(pk__gt=newest - WINDOW).order_by("pk")


def check_links(after: int, limit: int = STEP) -> tuple[int, list[Finding]]:
    """Check the links with positions after `after`; answers the last position looked at and what is wrong.

    Three queries and a half for `limit` links. A link whose line was taken out on schedule is whole. Each one is judged
    against the stored digest before it, so that one changed line is one finding and does not drag all later ones along.
    """
    last = after + limit
    links = {link.position: link for link in Seal.objects.filter(position__gte=after, position__lte=last)}
    records = Record.objects.in_bulk([link.record_number for link in links.values()])
    elsewhere, pruned = _moved(links.values(), records), pruned_positions(after, last)
    findings: list[Finding] = []
    for position in range(after + 1, min(last, chain_length()) + 1):
        link = links.get(position)
        if link is not None and position in pruned and link.record_number not in records:
            continue
        verdict = _judge(link, links.get(position - 1), records, elsewhere)
        if verdict is not None:
            findings.append(Finding(verdict, position, link.record_public_id if link else None))
    return last, findings


def old_readings(before: datetime) -> models.QuerySet[Record]:
    """Sealed lines that tell of a look before a moment, oldest first."""
    sealed = Seal.objects.filter(record_number=OuterRef("pk"), record_public_id=OuterRef("public_id"))
    return Record.objects.filter(Exists(sealed), is_reading=True, at__lt=before).order_by("at", "pk")


def pruned_positions(after: int, last: int) -> set[int]:
    """Links from `after` to `last` whose lines were taken out on schedule, by removals that can be believed."""
    known = {one for one in Pruning.objects.filter(first__lte=last, last__gte=after) if has_right_pruning_mark(one)}
    if not known:
        return set()
    ends = dict(Seal.objects.filter(position__in=[one.last for one in known]).values_list("position", "digest"))
    return {place for one in known if ends.get(one.last) == one.last_digest for place in one.positions}


def _judge(link: Seal | None, before: Seal | None, records: dict[int, Record], elsewhere: set[UUID]) -> Verdict | None:
    if link is None:
        return Verdict.MISSING
    line = records.get(link.record_number)
    if line is None or line.public_id != link.record_public_id:
        return Verdict.MOVED if link.record_public_id in elsewhere else Verdict.MISSING
    if not has_right_mark(line):
        return Verdict.CHANGED
    if before is None and link.position > 1:
        return None  # the missing link before it is named; what follows cannot be judged against it
    right = is_right_digest(link.digest, before.digest if before else "", line)
    return None if right else Verdict.MOVED


def _moved(links: Iterable[Seal], records: dict[int, Record]) -> set[UUID]:
    """Lines that are not under the number that was sealed but under another."""
    lost = [
        link.record_public_id
        for link in links
        if (line := records.get(link.record_number)) is None or line.public_id != link.record_public_id
    ]
    return set(Record.objects.filter(public_id__in=lost).values_list("public_id", flat=True)) if lost else set()


def check_loose_ends() -> list[Finding]:
    """Lines outside the chain that this installation did not write (or that were changed before they were sealed)."""
    sealed = Seal.objects.filter(record_public_id=OuterRef("public_id"))
    known = Record.objects.filter(~Exists(Seal.objects.filter(record_number=OuterRef("pk"))))
    strange = known.filter(~Exists(sealed)).order_by("pk")
    return [Finding(Verdict.ADDED, 0, line.public_id) for line in strange.iterator() if not has_right_mark(line)]


def _loose() -> models.QuerySet[Record]:
    return Record.objects.filter(~Exists(Seal.objects.filter(record_number=OuterRef("pk"))))
