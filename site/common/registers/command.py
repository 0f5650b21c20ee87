"""What both import commands share: the file, the progress, the report."""

from pathlib import Path
from typing import Any, ClassVar

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from common.registers.files import RefusedFile
from common.registers.importing import Report, import_register
from common.registers.layouts import Layout

TOLD_EVERY = 100_000


class ImportCommand(BaseCommand):
    """Takes one file in; ends with 1 and a sentence when it was refused, and the table stays as it was."""

    layout: ClassVar[Layout]

    def add_arguments(self, parser: CommandParser) -> None:
        """The file, and leave to have far fewer rows than before."""
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--smaller", action="store_true", help="The new table may be less than half of the old one."
        )

    def handle(self, *args: Any, file: Path, smaller: bool, **options: Any) -> None:
        """Import and say what came of it."""
        told = 0

        def tell(lines: int) -> None:
            nonlocal told
            if lines - told >= TOLD_EVERY:
                told = lines
                self.stderr.write(_("%(lines)d lines …") % {"lines": lines})

        try:
            report = import_register(layout=self.layout, path=file, now=timezone.now(), smaller=smaller, tell=tell)
        except RefusedFile as refusal:
            text = _("%(problem)s The table was left as it was.") % {"problem": refusal}
            raise CommandError(text) from None
        self._say(report)

    def _say(self, report: Report) -> None:
        if report.went_on:
            self.stdout.write(_("Went on with an import that had been cut off."))
        words = {"rows": report.rows, "lines": report.lines, "wrong": report.wrong}
        self.stdout.write(_("%(rows)d rows from %(lines)d lines; %(wrong)d lines could not be used.") % words)
        for line, problem in report.examples:
            self.stdout.write(_("  line %(line)d: %(problem)s") % {"line": line, "problem": problem})
