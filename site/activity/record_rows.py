"""Lines of the audit trail in the reader's words, for the page, the CSV and the command."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _

from activity.models import Record
from activity.words import Named, kind_words, name_subjects, verb_words
from common.dates import jst
from common.errors import Sentence

STEP = 500


@dataclass(frozen=True)
class RecordRow:
    """One line with everything in words."""

    line: Record
    who: Sentence
    verb: Sentence
    subject: Named
    facts: str


def record_rows(lines: Iterable[Record]) -> list[RecordRow]:
    """Rows of some lines, with one query for each kind of object among them."""
    lines = list(lines)
    named = name_subjects(lines)
    return [
        RecordRow(
            line=line,
            who=line.actor.name if line.actor else _("the system"),
            verb=verb_words(line.verb),
            subject=named[line.subject_id] if line.subject_id else Named(kind_words(line.subject_kind)),
            facts=", ".join(f"{name}: {value}" for name, value in line.facts.items()),
        )
        for line in lines
    ]


def record_table(lines: models.QuerySet[Record]) -> Iterator[Sequence[object]]:
    """Head and rows of the CSV, read in batches by key, so that no transaction stays open for the whole of it."""
    yield [
        _("When"), _("Who"), _("E-mail address"), _("Acting as"), _("On behalf of"), _("What was done"), _("Verb"),
        _("Read only"), _("Kind"), _("Object"), _("Id"), _("Part of"), _("Facts"), _("Record"),
    ]  # fmt: skip
    last: Record | None = None
    while True:
        beyond = Q() if last is None else Q(at__lt=last.at) | Q(at=last.at, public_id__lt=last.public_id)
        batch = list(lines.filter(beyond)[:STEP])
        for row in record_rows(batch):
            yield _cells(row)
        if len(batch) < STEP:
            return
        last = batch[-1]


def _cells(row: RecordRow) -> list[object]:
    line = row.line
    return [
        f"{jst(line.at):%Y-%m-%d %H:%M:%S}",
        row.who,
        line.actor.email if line.actor else "",
        line.actor_role,
        line.on_behalf_of.email if line.on_behalf_of else "",
        row.verb,
        line.verb,
        _("yes") if line.is_reading else "",
        row.subject.kind,
        row.subject.name,
        line.subject_id,
        line.part_of,
        row.facts,
        line.public_id,
    ]
