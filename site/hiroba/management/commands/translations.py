"""`manage.py translations [check | missing [app …] | compile]`."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from hiroba import translations


class Command(BaseCommand):
    """The catalogues' tool beside the other commands; set-up calls the module itself."""

    help = "Check, list or compile the translations (ja)."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Pass everything on: the module reads its own arguments."""
        parser.add_argument("words", nargs="*", default=["check"])

    def handle(self, *args: Any, words: list[str], **options: Any) -> None:
        """Answer the module's exit code as the command's."""
        code = translations.main(words)
        if code:
            sys.exit(code)
