"""`manage.py restored`: what has to happen after a backup of the database was put back."""

from typing import Any

from django.core.management.base import BaseCommand

from home.actions import rebuild_search
from realtime.actions import start_new_epochs


class Command(BaseCommand):
    """Run it once, before the site opens again; running it twice does no harm."""

    help = "After restoring a backup: readers fetch their pages anew, the search index is built anew."

    def handle(self, *args: Any, **options: Any) -> None:
        """Say what was done, and what only a person can do."""
        self.stdout.write(f"Live streams that begin anew: {start_new_epochs()}")
        self.stdout.write(f"Things that can be found: {rebuild_search()}")
        self.stdout.write(
            "verify_records will say that the chain was cut, and it was: move record_heads.log aside and note why."
        )
