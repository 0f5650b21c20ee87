"""`python -m tests.faults.unprotected WHAT COMMAND …`: the product with one protection taken out, for the twins.

Nothing in the product can be switched off this way; this file reaches in from outside.
"""

import os
import sys
import threading
import time
from typing import Any

PROGRAM = ("-m", "tests.faults.unprotected")


def without_body_cap() -> None:
    """Daphne's own way with bodies, and the application as it stands behind it."""
    from hiroba import asgi
    from hiroba.launch import requests
    from hiroba.routing import build_application

    requests.mend = lambda server: None
    asgi.application = build_application(asgi.pages)


def without_drain() -> None:
    """Daphne's own way to end."""
    from daphne.server import Server

    from hiroba.launch.server import EmbeddedServer

    EmbeddedServer.kill_all_applications = Server.kill_all_applications


def without_file_checks() -> None:
    """Every upload is taken for what its name says and kept as it came."""
    from common.files import receiving
    from common.files.types import EXTENSIONS, extension_of

    def keep(source: Any, folder: Any, checked: Any) -> Any:
        checked.size = source.stat().st_size
        source.rename(folder / "original")
        checked.held = receiving.hold_pages([receiving.Page("original", 0, 0, checked.media_type)], folder)
        return checked

    receiving.media_type_of = lambda name, upload, accepts: EXTENSIONS.get(extension_of(name), "text/html")
    receiving._open = keep


def without_file_right() -> None:
    """Whoever knows an address gets the bytes."""
    from common import views
    from common.models import FileVariant

    def anybody(*, public_id: Any, name: str, user: Any) -> Any:
        return FileVariant.objects.select_related("file").get(file__public_id=public_id, name=name)

    views.readable_variant = anybody


def without_poll() -> None:
    """The hub believes the hints alone."""
    from realtime.hub import Hub

    async def never(_hub: Hub) -> None:
        return

    Hub._poll = never


def without_control() -> None:
    """Rights are read when a stream is opened, and never again."""
    from realtime.control import Control

    async def begin_only(control: Control) -> None:
        await control._start()

    async def never(_control: Control) -> None:
        return

    Control.run, Control.sweep = begin_only, never


def without_asgi_poll() -> None:
    """The long poll as a Django view that sleeps in its thread until something comes."""
    from realtime import routing
    from tests.faults.waiting_view import add_route

    routing.http_urlpatterns.clear()
    add_route()


def without_insert_first() -> None:
    """Look whether the key is there, insert when it is not."""
    from communities.actions import messages

    insert = messages._insert

    def look_first(**values: Any) -> Any:
        known = messages.Message.objects.filter(author=values["by"], client_id=values["client_id"]).first()
        if known is not None:
            return known
        time.sleep(0.05)  # what the rest of a busy page takes
        try:
            return insert(**values)
        except IntegrityError as error:
            raise RuntimeError("the one who looked first lost the race") from error

    from django.db import IntegrityError

    messages._insert = look_first


def without_seat_lock() -> None:
    """Look which seats are free, and take one of them a moment later, without holding anything in between."""
    from communities.actions import register, seats
    from communities.views import events

    look = seats.free_seat
    seen = threading.local()

    def look_first(**values: Any) -> Any:
        seen.seat = look(values["event"])
        time.sleep(0.05)  # what the rest of a busy page takes
        return register(**values)

    seats.free_seat = lambda event: seen.seat
    seats.lock_event = lambda event: event
    events.register = look_first


def without_claims() -> None:
    """Whoever books holds the hour and nothing else: no quarter-hours of the company, none of the mentor."""
    from mentoring.actions import sessions

    sessions.claim = lambda *arguments: None


def without_deadline_lock() -> None:
    """Ask whether the call is open, and wait for the locks a moment later; watched like the product itself."""
    from cohorts.actions import submission
    from cohorts.views import entry_form
    from tests.faults.deadline_watch import begin_to_watch

    asked, ensure_open = entry_form.require, submission.ensure_open

    def look_first(user: Any, perm: str, entry: Any = None) -> None:
        asked(user, perm, entry)
        if perm == "cohorts.submit_entry":
            ensure_open(entry)
            time.sleep(0.05)  # what the rest of a busy page takes

    entry_form.require = look_first
    submission.ensure_open = lambda entry, keys=(): None
    begin_to_watch()


def without_nothing_but_watch_deadlines() -> None:
    """The product as it is, with a watch beside it (tests/faults/deadline_watch.py)."""
    from tests.faults.deadline_watch import begin_to_watch

    begin_to_watch()


def without_announcing_whole() -> None:
    """Announce without a transaction round the whole: each step is kept as soon as it is done."""
    from cohorts import actions
    from cohorts.actions import announcement

    actions.announce_cohort = announcement.announce_cohort.__wrapped__
    announcement.lock = lambda queryset, public_id: getattr(queryset, "objects", queryset).get(public_id=public_id)


def without_pressure() -> None:
    """Believe every word, and never look at the transport; runs in the server that is driven."""
    from realtime import sockets, transports
    from realtime.pressure import Pressure
    from tests.bench.driven import begin_to_obey, register_kind

    class Deaf(transports.TwistedLink):
        """A link that is told and does not listen."""

        def _change(self, is_paused: bool) -> None:
            pass

    sockets.link_to = lambda send: Deaf(send.args[0])
    Pressure.watch = lambda self: None
    register_kind()
    begin_to_obey()


WITHOUT = {
    "file_checks": without_file_checks,
    "file_right": without_file_right,
    "body_cap": without_body_cap,
    "drain": without_drain,
    "poll": without_poll,
    "control": without_control,
    "insert_first": without_insert_first,
    "asgi_poll": without_asgi_poll,
    "pressure": without_pressure,
    "claims": without_claims,
    "seat_lock": without_seat_lock,
    "deadline_lock": without_deadline_lock,
    "deadline_watch": without_nothing_but_watch_deadlines,
    "announcing_whole": without_announcing_whole,
}


def main(what: str, *command: str) -> None:
    import django
    from django.core.management import execute_from_command_line

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hiroba.settings.dev")
    django.setup()
    WITHOUT[what]()
    execute_from_command_line(["manage.py", *command])


if __name__ == "__main__":
    main(*sys.argv[1:])
