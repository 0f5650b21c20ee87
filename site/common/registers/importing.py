"""Taking a file in: new rows beside the old ones, then one switch; until the switch everybody reads the old ones."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _

from common.models import RegisterImport
from common.registers.files import RefusedFile, digest_of, rows_of
from common.registers.layouts import Kept, Layout
from common.registers.turns import one_import_at_a_time

BATCH = 5_000
EXAMPLES = 5
MOST_WRONG = 0.01  # of the lines read; more than that is another file
FEWEST = 0.5  # of the rows before; fewer is a file of changes or of one prefecture


@dataclass
class Report:
    """What an import did: lines read, rows now there, and the first of what was wrong."""

    lines: int = 0
    rows: int = 0
    wrong: int = 0
    went_on: bool = False
    examples: list[tuple[int, str]] = field(default_factory=list)

    def note(self, kept: Kept) -> None:
        """Count a line."""
        self.lines = kept.line
        if kept.wrong:
            self.wrong += 1
            self.examples += [(kept.line, kept.wrong)][: EXAMPLES - len(self.examples)]


def import_register(
    *,
    layout: Layout,
    path: Path,
    now: datetime,
    smaller: bool = False,
    tell: Callable[[int], None] = lambda _lines: None,
) -> Report:
    """Replace a register by what a file says; `tell` hears how many lines are done.

    Cut off, it goes on where it was when the same file is given again. Raises RefusedFile with a sentence for a wrong
    file: then, as after any other failure, the register is as before. `smaller` allows less than half of the rows of
    before. While another import of this register runs, wherever it was started, it is refused at once.
    """
    with one_import_at_a_time(layout.kind):
        return _import(layout, path, now, smaller, tell)


def _import(layout: Layout, path: Path, now: datetime, smaller: bool, tell: Callable[[int], None]) -> Report:
    source, done = _begin(layout, path, now)
    report = Report(went_on=done > 0)
    try:
        for batch in _batches(layout.parsed(rows_of(path)), report):
            _write(layout, source, batch, done, report.lines)
            tell(report.lines)
        _switch(layout, source, report, now, smaller)
    except RefusedFile:
        _drop(layout, source)
        raise
    return report


def _begin(layout: Layout, path: Path, now: datetime) -> tuple[RegisterImport, int]:
    """The import to work on, and how many lines of it are done; others that were never finished go."""
    if not path.is_file():
        raise RefusedFile(_("There is no file “%(name)s”.") % {"name": path})
    digest = digest_of(path)
    unfinished = RegisterImport.objects.filter(kind=layout.kind, is_live=False)
    same = unfinished.filter(sha256=digest).order_by("-pk").first()
    for other in unfinished:
        if other != same:
            _drop(layout, other)
    if same is not None:
        return same, same.lines
    name = path.name[:200]
    return RegisterImport.objects.create(kind=layout.kind, file_name=name, sha256=digest, begun_at=now), 0


def _batches(parsed: Iterator[Kept], report: Report) -> Iterator[list[Kept]]:
    """What is kept in pieces; raises RefusedFile as soon as too much is wrong."""
    batch: list[Kept] = []
    for kept in parsed:
        report.note(kept)
        if kept.thing is not None:
            batch.append(kept)
        if len(batch) >= BATCH:
            _refuse_wrong(report)
            yield batch
            batch = []
    _refuse_wrong(report)
    yield batch


def _refuse_wrong(report: Report) -> None:
    if report.wrong > report.lines * MOST_WRONG:
        line, problem = report.examples[0]
        words = {"wrong": report.wrong, "lines": report.lines, "line": line, "problem": problem}
        text = _("Too much is wrong: %(wrong)d of %(lines)d lines. The first is line %(line)d: %(problem)s")
        raise RefusedFile(text % words)


def _write(layout: Layout, source: RegisterImport, batch: list[Kept], done: int, lines: int) -> None:
    """A piece and how far it goes in one transaction: what was cut off is neither lost nor doubled."""
    things = [_of(source, kept.thing) for kept in batch if kept.line > done and kept.thing is not None]
    if lines <= done:
        return
    with transaction.atomic():
        manager: Any = layout.model._default_manager
        manager.bulk_create(things, ignore_conflicts=True)  # the same place twice is one
        RegisterImport.objects.filter(pk=source.pk).update(lines=lines)


def _of(source: RegisterImport, thing: models.Model) -> models.Model:
    thing.source_id = source.pk  # type: ignore[attr-defined]
    return thing


def _switch(layout: Layout, source: RegisterImport, report: Report, now: datetime, smaller: bool) -> None:
    report.rows = layout.model._default_manager.filter(source=source).count()
    if not report.rows:
        raise RefusedFile(_("The file holds nothing that could be used."))
    with transaction.atomic():
        before = RegisterImport.objects.filter(kind=layout.kind, is_live=True).first()
        if before is not None and report.rows < before.rows * FEWEST and not smaller:
            words = {"rows": report.rows, "before": before.rows}
            text = _("The file has %(rows)d rows, the table has %(before)d. If that is right, add --smaller.")
            raise RefusedFile(text % words)
        RegisterImport.objects.filter(kind=layout.kind, is_live=True).update(is_live=False)
        RegisterImport.objects.filter(pk=source.pk).update(is_live=True, rows=report.rows, finished_at=now)
    if before is not None:
        _drop(layout, before)


def _drop(layout: Layout, source: RegisterImport) -> None:
    """Remove an import with its rows, in pieces, so that nobody else waits for long."""
    rows = layout.model._default_manager.filter(source=source)
    while keys := list(rows.values_list("pk", flat=True)[:BATCH]):
        rows.filter(pk__gte=min(keys), pk__lte=max(keys)).delete()
    source.delete()
