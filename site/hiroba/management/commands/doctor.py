"""`manage.py doctor`: what is wrong with this installation, in plain words."""

import sys
from typing import Any

from django.core.management.base import BaseCommand

from hiroba.doctor import findings


class Command(BaseCommand):
    """Look at everything the product stands on; exit code 1 when something is wrong."""

    help = "Say what is wrong with this installation and what to do."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        """One line a finding, Japanese first."""
        found = list(findings())
        for finding in found:
            self.stdout.write(f"✗ {finding.japanese} / {finding.english}")
        if found:
            sys.exit(1)
        self.stdout.write("✓ 問題は見つかりませんでした。 / Nothing is wrong.")
