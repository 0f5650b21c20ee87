"""`manage.py maintenance on|off|status`: close the site for work on it, and open it again."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from common.maintenance import begin_maintenance, end_maintenance, maintenance, maintenance_file


class Command(BaseCommand):
    """Everybody sees a page that says so; probes go on, sockets come back by themselves afterwards."""

    help = "Close the site for maintenance, open it again, or say which it is."
    requires_system_checks = ()  # the database may be away

    def add_arguments(self, parser: CommandParser) -> None:
        """What to do, and for how long."""
        parser.add_argument("what", choices=["on", "off", "status"])
        parser.add_argument("--minutes", type=int, help="about how long it takes; the page tells people")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write or remove the file."""
        if options["what"] == "on":
            if options["minutes"] is not None and options["minutes"] < 1:
                raise CommandError("--minutes is a positive number.")
            begin_maintenance(now=timezone.now(), minutes=options["minutes"])
        elif options["what"] == "off":
            end_maintenance()
        closed = maintenance()
        if closed is None:
            self.stdout.write("The site is open.")
        elif maintenance_file().exists():
            self.stdout.write(f"The site is closed ({maintenance_file()}).")
        else:
            self.stdout.write("The site is closed (HIROBA_MAINTENANCE is set).")
