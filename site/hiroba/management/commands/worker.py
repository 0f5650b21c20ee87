"""`manage.py worker`: background jobs of the `bg` queue, and the duties beside it."""

import logging
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker

from activity.actions import give_back_all_mails
from common.duties import on_duty
from common.tasks import requeue_abandoned
from hiroba.launch import children


class Command(BaseCommand):
    """django-tasks-db's worker, quiet, and ending with the process that started it; beside it the duties."""

    help = "Run background jobs."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """`--alone` is only true where nobody else works on the queue."""
        parser.add_argument("--alone", action="store_true", help="no other worker runs on this database")

    def handle(self, *args: Any, alone: bool, **options: Any) -> None:
        """Work until told to stop; a job that runs is finished first."""
        children.end_with_parent()
        if alone:
            requeue_abandoned(now=timezone.now(), older_than=timedelta(0))
            give_back_all_mails()
        logging.getLogger("django_tasks_db").setLevel(logging.ERROR)  # a polite stop is no warning
        worker = worker_of_queue("bg")
        worker.configure_signals()
        with on_duty():
            worker.run()


def worker_of_queue(backend: str) -> Worker:
    """The package's worker; its own command insists that the default backend be a database, too."""
    return Worker(
        queue_names=["*"],
        excluded_queue_names=[],
        interval=0.5,
        batch=False,
        backend_name=backend,
        startup_delay=False,
        max_tasks=None,
        worker_id=get_random_string(32),
    )
