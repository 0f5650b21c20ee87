"""`manage.py demo load`."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from hiroba.demo.load import load


class Command(BaseCommand):
    """Load the demonstration; doing it twice changes nothing."""

    help = "Load the demonstration (demo mode only)."

    def add_arguments(self, parser: CommandParser) -> None:
        """What to do."""
        parser.add_argument("what", choices=["load"])

    def handle(self, *args: Any, what: str, **options: Any) -> None:
        """Load, or refuse outside demo mode: the personas need no password."""
        if not settings.DEMO_MODE:
            raise CommandError("HIROBA_DEMO is off: the demonstration is loaded in demo mode only.")
        if load(now=timezone.now()):
            self.stdout.write("The demonstration is loaded.")
