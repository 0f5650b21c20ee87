"""`manage.py serve --port N`: pages and sockets of one process."""

import os
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from hiroba.launch import children, preflight
from hiroba.launch.speech import Refusal, refuse


class Command(BaseCommand):
    """Serve until told to stop; `manage.py start` runs this beside a worker."""

    help = "Serve pages and sockets (daphne)."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to listen; PORT is the same variable that `start` honours."""
        parser.add_argument("--host", default=os.environ.get("HIROBA_HOST", "127.0.0.1"))
        parser.add_argument("--port", type=int, default=int(os.environ.get("PORT") or 8000))

    def handle(self, *args: Any, host: str, port: int, **options: Any) -> None:
        """Refuse what may not be served, then serve."""
        children.end_with_parent()
        try:
            preflight.check_host(host)
            if not listen(host, port):
                raise preflight.port_taken(port)
        except Refusal as refusal:
            sys.exit(refuse(refusal))


def listen(host: str, port: int) -> bool:
    """Load the application and serve it; imported here so that a refusal costs nothing."""
    from hiroba.asgi import application
    from hiroba.launch.server import serve
    from hiroba.setup.telling import tell_setup_address

    children.wait_for_go()
    preflight.check_administrators()
    tell_setup_address()
    return serve(application, host=host, port=port)
