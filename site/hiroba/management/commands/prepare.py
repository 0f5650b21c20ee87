"""`manage.py prepare`: migrations and the demonstration, once; `start` runs it first."""

import sys
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from hiroba.launch import children
from hiroba.launch.prepare import prepare
from hiroba.launch.speech import Refusal, refuse


class Command(BaseCommand):
    """Bring the database to this code."""

    help = "Migrate, and load the demonstration in demo mode; skipped when it is done."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        """Prepare, or say in one sentence why not."""
        children.end_with_parent()
        try:
            prepare(settings.DATA_DIR)
        except Refusal as refusal:
            sys.exit(refuse(refusal))
