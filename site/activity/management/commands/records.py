"""`manage.py records`: who read or changed X between A and B, as CSV."""

import csv
import getpass
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone, translation

from activity.actions import record_reading
from activity.forms import RecordForm
from activity.models import Record
from activity.queries import records_matching
from activity.record_rows import record_table
from common.spreadsheets import safe_cell


class Command(BaseCommand):
    """The same question as the page at /records/; the look is a line, too, with the account of the machine."""

    help = "Who read or changed what: CSV of the audit trail."

    def add_arguments(self, parser: CommandParser) -> None:
        """The fields of the page's form."""
        parser.add_argument("--about", default="", help="receipt number, name, e-mail address or id")
        parser.add_argument("--who", default="", help="e-mail address or name")
        parser.add_argument("--since", default="", help="2026-11-21T09:00, time of Japan; included")
        parser.add_argument("--until", default="", help="2026-11-22T09:00; excluded")
        parser.add_argument("--deed", default="", choices=["", "read", "changed"])
        parser.add_argument("--language", default="en", choices=["en", "ja"])

    def handle(self, *args: Any, language: str, **options: Any) -> None:
        """Print the lines, newest first; a wrong moment is refused with its sentence."""
        with translation.override(language):
            form = RecordForm({name: options[name] for name in RecordForm.base_fields})
            if not form.is_valid():
                raise CommandError(form.errors.as_text())
            facts = {"account": getpass.getuser(), **{name: value for name, value in form.data.items() if value}}
            record_reading(verb="records_exported", subject=Record, by=None, now=timezone.now(), facts=facts)
            writer = csv.writer(self.stdout)
            for row in record_table(records_matching(form.asked())):
                writer.writerow([safe_cell(cell) for cell in row])
