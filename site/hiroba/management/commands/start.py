"""`manage.py start`: the same as `make run`, without its set-up."""

import sys
from typing import Any

from django.core.management.base import BaseCommand

from hiroba.launch.start import main


class Command(BaseCommand):
    """Server and worker of one machine, on PORT and HIROBA_DATA."""

    help = "Prepare the database, then run server and worker until Ctrl-C."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        """Start, or say in one sentence why not."""
        sys.exit(main())
