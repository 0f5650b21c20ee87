"""`manage.py demo load`, `manage.py demo remove`."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import IntegrityError
from django.utils import timezone

from common.errors import Conflict
from common.maintenance import closed_for_work
from hiroba.demo.load import load
from hiroba.demo.removal import Plan, Unsure, make_plan, remove
from hiroba.launch.prepare import note_people


class Command(BaseCommand):
    """Load the demonstration (twice changes nothing), or take all of it out again."""

    help = "Load the demonstration (demo mode only), or remove everything it made."

    def add_arguments(self, parser: CommandParser) -> None:
        """What to do."""
        parser.add_argument("what", choices=["load", "remove"])
        parser.add_argument("--yes", action="store_true", help="remove what real people added to it as well")
        parser.add_argument("--dry-run", action="store_true", help="say what would be removed, and change nothing")

    def handle(self, *args: Any, what: str, **options: Any) -> None:
        """Load, or refuse outside demo mode: the personas need no password. Removing works in every mode."""
        if what == "remove":
            self._remove(sure=options["yes"], only_look=options["dry_run"])
            return
        if not settings.DEMO_MODE:
            raise CommandError("HIROBA_DEMO is off: the demonstration is loaded in demo mode only.")
        if load(now=timezone.now()):
            note_people(settings.DATA_DIR)
            self.stdout.write("The demonstration is loaded.")

    def _remove(self, *, sure: bool, only_look: bool) -> None:
        if only_look:
            self._describe(make_plan())
            return
        now = timezone.now()
        try:
            with closed_for_work(now=now):
                plan = remove(sure=sure, now=now)
        except Unsure as unsure:
            self._describe(unsure.plan)
            raise CommandError("Nothing was removed. Say --yes to remove what people added as well.") from unsure
        except Conflict as conflict:
            raise CommandError(
                "Nothing was removed: a line of the audit trail is not as it was written; see manage.py verify_records."
            ) from conflict
        except IntegrityError as error:
            raise CommandError("Nothing was removed: somebody added to it just then. Please try again.") from error
        self._describe(plan)
        if not plan.is_empty:
            note_people(settings.DATA_DIR)
            self.stdout.write("The demonstration is removed.")

    def _describe(self, plan: Plan) -> None:
        """What goes, one kind a line, and what real people added to it."""
        if plan.is_empty:
            self.stdout.write("There is no demonstration here.")
            return
        for kind, count in plan.counts().items():
            self.stdout.write(f"  {count:>6} {kind}")
        self.stdout.write(f"  {len(plan.pages.gone):>6} pages, {len(plan.lines)} lines of the audit trail")
        for addition in plan.additions:
            self.stdout.write(f"  added by people: {addition}")
